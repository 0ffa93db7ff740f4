import type { Check } from '../../../contract/setup/checks.ts'
import { AppError } from '../../errors.ts'
import type { AccessToken, Cloud } from '../../ports.ts'
import { ReportSettingsAnswer } from '../answers.ts'
import { type Attempt, type CheckKind, codesOf, conclude, refused, skipped } from './check.ts'

export const namesKind = {
  id: 'names',
  step: 'reportSettings',
  title: 'Names are shown in usage reports',
} as const satisfies CheckKind

const wayToSetting =
  'In the Microsoft 365 admin center open Settings, Org settings, Services, Reports, clear "Display concealed user, group, and site names in all reports", and save. It takes a Global Administrator, and up to two days until the reports show names.'

/** The refusal to expect where a cloud has no usage reports (deployments page); null where it has. */
export function noUsageReports({ hasUsageReports, title }: Cloud): AppError | null {
  if (hasUsageReports) return null
  const message = `Microsoft offers no usage reports in the cloud ${title}: licenses and people sync, usage does not exist there.`
  return new AppError('notInThisCloud', message, { fix: '' })
}

export function checkNames(answer: Attempt<unknown>, { roles }: AccessToken): Check {
  if (!answer.ok) {
    if (answer.error.code === 'notInThisCloud') return skipped(namesKind, answer.error.message)
    if (answer.error.code !== 'consentMissing') return refused(namesKind, answer.error, 'warn')
    const held = roles?.includes('ReportSettings.Read.All') === true
    return conclude(namesKind, {
      status: 'warn',
      summary:
        'Not granted: ReportSettings.Read.All. Whether names are concealed will be seen at the first sync.',
      evidence: codesOf(answer.error),
      fix: held
        ? 'It is in the token: after consent it can take some minutes. Check again then.'
        : 'To know it beforehand add ReportSettings.Read.All as an application permission of Microsoft Graph, and grant admin consent.',
      step: 'consent',
    })
  }
  const read = ReportSettingsAnswer.safeParse(answer.value)
  if (!read.success) return skipped(namesKind, 'The setting could not be read from the answer.')
  if (!read.data.displayConcealedNames) {
    return conclude(namesKind, {
      status: 'pass',
      summary: 'Names are shown.',
      evidence: 'displayConcealedNames is false.',
    })
  }
  return conclude(namesKind, {
    status: 'warn',
    summary: 'Names are concealed: totals are right, but usage cannot be told per person.',
    evidence: 'displayConcealedNames is true.',
    fix: wayToSetting,
  })
}
