import type { ExclusionInput } from '../../../../electron/contract/savings/inputs.ts'
import { decisionKinds } from '../../../../electron/contract/savings/names.ts'

/** What a person can choose for selected candidates: a decision, or to look at them later or not at all. */
export const choiceKinds = [...decisionKinds, 'postpone', 'leaveOut'] as const
export type ChoiceKind = (typeof choiceKinds)[number]

/** The buttons for candidates, each with the choice that its dialog begins with. */
export const cardChoices = [
  ['decide', 'remove'],
  ['postpone', 'postpone'],
  ['leaveOut', 'leaveOut'],
] as const

/** How many days ahead the end of a choice may lie; 0 for one that has no end. */
export const daysAhead: Readonly<Record<ChoiceKind, number>> = {
  remove: 0,
  downgrade: 0,
  keep: 365,
  ask: 0,
  postpone: 90,
  leaveOut: 365,
}

/** The end that is offered first, in days ahead. */
export const usualDays: Readonly<Record<ChoiceKind, number>> = {
  ...daysAhead,
  keep: 180,
  postpone: 30,
  leaveOut: 90,
}

const dayMs = 86_400_000

/** `YYYY-MM-DD` so many days ahead. */
export function dayAhead(now: number, days: number): string {
  return new Date(now + days * dayMs).toISOString().slice(0, 10)
}

/** Service and emergency accounts have a day of review in place of an end. */
export function endOf(reason: ExclusionInput['reason'], day: string): { until?: string; reviewOn?: string } {
  const isStanding = reason === 'service_account' || reason === 'emergency_account'
  return isStanding ? { reviewOn: day } : { until: day }
}
