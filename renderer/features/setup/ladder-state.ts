import type { Check } from '../../../electron/contract/checks.ts'
import type { LadderRung } from '../../../electron/contract/setup.ts'

export type RungState = 'held' | 'missing' | 'skipped' | 'chosen' | 'notChosen' | 'unknown'

/** Whether a permission is there: proved by the test, else only what was chosen. */
export function rungState({ check: id, chosen }: LadderRung, checks: readonly Check[]): RungState {
  const check = checks.find(found => found.id === id)
  if (check === undefined) return chosen ? 'chosen' : 'notChosen'
  if (check.status === 'pass') return 'held'
  if (check.status === 'skip')
    return checks.some(({ status }) => status === 'pass') ? skippedState(checks) : 'unknown'
  // Concealed names are a warning that only somebody who may read the setting can give.
  return check.step === 'reportSettings' ? 'held' : 'missing'
}

/** Without a sign-in nothing was asked; with one the tenant does not have what was asked for. */
function skippedState(checks: readonly Check[]): RungState {
  return checks.some(({ id, status }) => id === 'token' && status === 'pass') ? 'skipped' : 'unknown'
}
