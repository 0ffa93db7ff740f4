import type { Check } from '../../../electron/contract/checks.ts'
import type { SetupItem, SetupItemId, SetupStepId } from '../../../electron/contract/setup.ts'

export type StepState = 'todo' | 'done' | 'verified' | 'warning' | 'failed'

type Known = {
  items: readonly Pick<SetupItem, 'id' | 'checks' | 'steps'>[]
  done: readonly SetupStepId[]
  checks: readonly Check[]
}

/** The line of the checklist that a check tells of; null for what no line can mend (network, service, the tenant's own policies). */
export function itemOfCheck(items: Known['items'], check: Pick<Check, 'id' | 'step'>): SetupItemId | null {
  const claiming = items.find(({ checks }) => checks.includes(check.id))
  const answering = items.find(({ steps }) => steps.includes(check.step))
  return (claiming ?? answering)?.id ?? null
}

/** What the test found for one line of the checklist. */
export function checksOfItem(known: Pick<Known, 'items' | 'checks'>, item: SetupItemId): Check[] {
  return known.checks.filter(check => itemOfCheck(known.items, check) === item)
}

/** How far a step is: what the test found counts more than what the person says. */
export function stepState(known: Known, step: SetupStepId): StepState {
  const { checks, done } = known
  const found = step === 'test' ? checks : checksOfItem(known, step)
  if (found.some(({ status }) => status === 'fail')) return 'failed'
  if (found.some(({ status }) => status === 'warn')) return 'warning'
  if (found.some(({ status }) => status === 'pass')) return 'verified'
  // Whoever signs in with the values has done what leads to them, even where nothing proves the step itself.
  return done.includes(step) || hasSignedIn(checks) ? 'done' : 'todo'
}

export function hasSignedIn(checks: readonly Check[]): boolean {
  return checks.some(({ id, status }) => id === 'token' && status === 'pass')
}
