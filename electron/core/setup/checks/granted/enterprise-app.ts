import { readServicePrincipal } from '../../../datasets/registration.ts'
import { defineCheck } from '../check.ts'

/**
 * Sign-in itself fails without an enabled enterprise application; its own entry only adds detail where it can
 * be read.
 */
export const enterpriseApp = defineCheck({
  id: 'enterpriseApp',
  step: 'enterpriseApp',
  title: 'Enterprise application is enabled',
  after: 'signIn',
  ask: ['servicePrincipal'],
  decide: (_, { servicePrincipal }) => {
    const principal = servicePrincipal.ok ? readServicePrincipal(servicePrincipal.value) : null
    if (principal?.accountEnabled === false) {
      return {
        status: 'fail',
        summary: 'The enterprise application is disabled; sign-in will soon be refused.',
        evidence: 'accountEnabled is false.',
        fix: 'In Entra open Enterprise applications, choose the app, and set Enabled for users to sign in to Yes under Properties.',
      }
    }
    return {
      status: 'pass',
      summary: 'The enterprise application exists and is enabled.',
      evidence:
        principal === null
          ? 'A token was issued, which needs it. Its entry cannot be read.'
          : 'accountEnabled is true.',
    }
  },
})
