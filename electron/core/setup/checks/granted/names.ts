import { z } from 'zod'
import type { AppError } from '../../../errors.ts'
import { codesOf, defineCheck, type Finding, refusal, rolesIn, skip } from '../check.ts'

const wayToSetting =
  'In the Microsoft 365 admin center open Settings, Org settings, Services, Reports, clear "Display concealed user, group, and site names in all reports", and save. It takes a Global Administrator, and up to two days until the reports show names.'

const permission = 'ReportSettings.Read.All'

const ReportSettings = z.looseObject({ displayConcealedNames: z.boolean() })

export const names = defineCheck({
  id: 'names',
  step: 'reportSettings',
  title: 'Names are shown in usage reports',
  after: 'signIn',
  ask: ['reportSettings', 'token'],
  decide: (_, { reportSettings, token }) => {
    if (!reportSettings.ok) return refused(reportSettings.error, rolesIn(token))
    const read = ReportSettings.safeParse(reportSettings.value)
    if (!read.success) return skip('The setting could not be read from the answer.')
    if (!read.data.displayConcealedNames) {
      return { status: 'pass', summary: 'Names are shown.', evidence: 'displayConcealedNames is false.' }
    }
    return {
      status: 'warn',
      summary: 'Names are concealed: totals are right, but usage cannot be shown per user.',
      evidence: 'displayConcealedNames is true.',
      fix: wayToSetting,
    }
  },
})

function refused(error: AppError, roles: readonly string[] | null): Finding {
  if (error.code === 'notInThisCloud') return skip(error.message)
  if (error.code !== 'consentMissing') return refusal(error, 'warn')
  return {
    status: 'warn',
    summary: `Not granted: ${permission}. Whether names are concealed will be seen at the first sync.`,
    evidence: codesOf(error),
    fix:
      roles?.includes(permission) === true
        ? 'It is in the token: after consent it can take some minutes. Check again then.'
        : `To know it beforehand add ${permission} as an application permission of Microsoft Graph, and grant admin consent.`,
    step: 'consent',
  }
}
