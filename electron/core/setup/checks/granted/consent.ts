import { defineCheck, listed, rolesIn, skip } from '../check.ts'

/** Sign-in succeeds without consent as well; the token then carries no roles (client credentials page). */
export const consent = defineCheck({
  id: 'consent',
  step: 'consent',
  title: 'Admin consent was granted',
  after: 'signIn',
  ask: ['token'],
  decide: (_, { token }) => {
    const roles = rolesIn(token)
    if (roles === null) return skip('The token cannot be read; the single permissions are tested below.')
    if (roles.length > 0) {
      const summary = `${roles.length} application ${roles.length === 1 ? 'permission is' : 'permissions are'} granted.`
      return { status: 'pass', summary, evidence: `The token has ${listed(roles)}.` }
    }
    return {
      status: 'fail',
      summary: 'No application permission is granted.',
      evidence: 'The token has no roles.',
      fix: 'In the app registration open API permissions, add the application permissions of Microsoft Graph, and let a Global Administrator or Privileged Role Administrator grant admin consent. Delegated permissions have no effect here. Then wait some minutes and check again.',
    }
  },
})
