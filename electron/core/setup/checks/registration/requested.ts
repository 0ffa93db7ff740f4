import { roleName } from '../../../datasets/permissions.ts'
import { listed, skip } from '../check.ts'
import { assignmentsIn, isGraph } from '../questions.ts'
import { registrationCheck, requestedRoleIds } from './registration.ts'

/**
 * What the list of the registration and the consent disagree about. Consent that is granted again removes
 * what is no longer in the list.
 */
export const requested = registrationCheck({
  id: 'registration.requested',
  step: 'consent',
  title: 'What is asked for is what is granted',
  decide: (application, answer) => {
    const assignments = assignmentsIn(answer)
    if (assignments === null) return skip('The granted permissions cannot be read.')
    const wanted = requestedRoleIds(application).map(roleName)
    const granted = assignments
      .filter(({ resourceDisplayName }) => isGraph(resourceDisplayName))
      .map(({ appRoleId }) => roleName(appRoleId))
    const open = wanted.filter(name => !granted.includes(name))
    const unlisted = granted.filter(name => !wanted.includes(name))
    const evidence = `Asked for: ${listed(wanted) || 'nothing'}. Granted: ${listed(granted) || 'nothing'}.`
    if (open.length > 0) {
      return {
        status: 'warn',
        summary: `${listed(open)} ${open.length === 1 ? 'is' : 'are'} asked for but not granted.`,
        evidence,
        fix: 'Under API permissions grant admin consent, or remove what is not wanted.',
      }
    }
    if (unlisted.length > 0) {
      return {
        status: 'warn',
        summary: `${listed(unlisted)} ${unlisted.length === 1 ? 'is' : 'are'} granted but no longer in the list of the registration.`,
        evidence,
        fix: 'Add what the app needs to API permissions again: consent that is granted again would remove it.',
        step: 'permissions',
      }
    }
    return { status: 'pass', summary: 'The list of the registration and the consent agree.', evidence }
  },
})
