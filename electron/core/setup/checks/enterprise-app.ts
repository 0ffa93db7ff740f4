import type { Check } from '../../../contract/setup/checks.ts'
import { readServicePrincipal } from '../../datasets/registration.ts'
import { type Attempt, type CheckKind, conclude } from './check.ts'

export const enterpriseAppKind = {
  id: 'enterpriseApp',
  step: 'enterpriseApp',
  title: 'Enterprise application is enabled',
} as const satisfies CheckKind

/**
 * Sign-in itself fails without an enabled enterprise application; its own entry only adds detail where it can
 * be read.
 */
export function checkEnterpriseApp(answer: Attempt<unknown>): Check {
  const principal = answer.ok ? readServicePrincipal(answer.value) : null
  if (principal === null) {
    const evidence = 'A token was issued, which needs it. Its entry cannot be read.'
    return conclude(enterpriseAppKind, {
      status: 'pass',
      summary: 'The enterprise application exists and is enabled.',
      evidence,
    })
  }
  if (principal.accountEnabled === false) {
    return conclude(enterpriseAppKind, {
      status: 'fail',
      summary: 'The enterprise application is disabled; sign-in will soon be refused.',
      evidence: 'accountEnabled is false.',
      fix: 'In Entra open Enterprise applications, choose the app, and set Enabled for users to sign in to Yes under Properties.',
    })
  }
  return conclude(enterpriseAppKind, {
    status: 'pass',
    summary: 'The enterprise application exists and is enabled.',
    evidence: 'accountEnabled is true.',
  })
}
