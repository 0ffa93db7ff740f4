import type { ChecklistStep } from '../../../../contract/setup/checks.ts'
import { entriesOf } from '../../../datasets/fields.ts'
import { graphAppId } from '../../../datasets/permissions.ts'
import { type Application, readApplication, registration } from '../../../datasets/registration.ts'
import { defineCheck, type Finding, skip } from '../check.ts'
import type { Attempt } from '../questions.ts'

const needsSelfCheck =
  'The registration cannot be read: that takes Application.Read.All or Directory.Read.All.'

/**
 * Declares a check of a setting of the registration; it is skipped with the reason when that cannot be read.
 */
export function registrationCheck(check: {
  id: `registration.${string}`
  step: ChecklistStep
  title: string
  /** @param assignments the answer about what is granted */
  decide(application: Application, assignments: Attempt<unknown>): Finding
}) {
  return defineCheck({
    ...check,
    after: 'signIn',
    ask: [registration.probe.check, 'assignments'],
    decide: (_, { [registration.probe.check]: answer, assignments }) => {
      const application = answer.ok ? readApplication(answer.value) : null
      return application === null ? skip(unreadableBecause(answer)) : check.decide(application, assignments)
    },
  })
}

function unreadableBecause(answer: Attempt<unknown>): string {
  if (answer.ok) return 'The registration could not be understood.'
  const { code, message } = answer.error
  return code === 'consentMissing' ? needsSelfCheck : `The registration could not be read. ${message}`
}

/** Ids of the application permissions of Microsoft Graph that a registration asks for. */
export function requestedRoleIds(application: Application): readonly string[] {
  return idsOf(application, 'Role')
}

/** Ids of the permissions of Microsoft Graph that a registration asks for, of one type. */
export function idsOf({ requiredResourceAccess }: Application, type: 'Role' | 'Scope'): readonly string[] {
  return entriesOf(requiredResourceAccess)
    .filter(({ resourceAppId }) => resourceAppId?.toLowerCase() === graphAppId)
    .flatMap(({ resourceAccess }) => entriesOf(resourceAccess))
    .filter(access => access.type === type)
    .flatMap(({ id }) => id?.toLowerCase() ?? [])
}
