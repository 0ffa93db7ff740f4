import { decisionKinds } from '../../../../electron/contract/savings/names.ts'
import { exclusionDays } from '../../exclusions/end.ts'

/** What a person can choose for selected candidates: a decision, or to look at them later or not at all. */
export const choiceKinds = [...decisionKinds, 'postpone', 'leaveOut'] as const
export type ChoiceKind = (typeof choiceKinds)[number]

/** The buttons for selected candidates, each with the choice that its dialog begins with. */
export const cardChoices = [
  ['decide', 'remove'],
  ['postpone', 'postpone'],
  ['leaveOut', 'leaveOut'],
] as const

/** The buttons of a card, whose claim can name the product for a downgrade. */
export const claimChoices = [
  'keep',
  'remove',
  'downgrade',
  'postpone',
  'leaveOut',
] as const satisfies readonly ChoiceKind[]

/** How many days ahead the end of a choice may lie; 0 for one that has no end. */
export const daysAhead: Readonly<Record<ChoiceKind, number>> = {
  remove: 0,
  downgrade: 0,
  keep: 365,
  ask: 0,
  postpone: 90,
  leaveOut: exclusionDays.most,
}

/** The end that is offered first, in days ahead. */
export const usualDays: Readonly<Record<ChoiceKind, number>> = {
  ...daysAhead,
  keep: 180,
  postpone: 30,
  leaveOut: exclusionDays.usual,
}
