import type { Writer } from '../../database/ports.ts'
import type { Scope } from '../../database/scope.ts'
import { indexUsers } from '../../search/user-index.ts'
import type { UsageReport } from '../../usage/catalogue/types.ts'
import { deriveUsage } from '../../usage/storing/derive.ts'
import type { UsageTable } from '../../usage/storing/tables.ts'
import { moveAssignmentCount, rememberAssignmentCount } from './assignment-count.ts'
import { deriveOverlaps } from './overlap.ts'
import { countTouchedIn, countTouchedOut, deriveSummaries } from './summaries.ts'
import { fillUserSummaries, updateActivity, updateTouchedSummaries } from './user-summary.ts'

/** What a publication has changed, which decides what has to be derived again. */
export type Effects = {
  /** Whom the people's dataset concerned, null when it was not published. */
  users: Scope | null
  /** Whether some report with a row per person was published. */
  usage: boolean
  /** Whether products cover each other otherwise. */
  covers: boolean
  /** Whether products may have come that have no name. */
  names: boolean
}

/** Whether only the touched people's figures move, while everybody else's stay as they are. */
const onlyTouched = ({ users, usage }: Effects) => users === 'touched' && !usage

/** Before people are changed: takes those who will be derived again out of the counts. */
export function countOut(writer: Writer, effects: Effects): void {
  if (onlyTouched(effects)) countTouchedOut(writer)
  if (effects.users === 'touched') moveAssignmentCount(writer, -1)
}

/**
 * Brings every derived figure up to date, as narrowly as the effects allow.
 *
 * @param first reports that were published for the first time
 */
export function derive(
  writer: Writer,
  effects: Effects,
  catalogue: readonly UsageReport[],
  first: readonly UsageTable[] = [],
): void {
  if (effects.usage) deriveUsage(writer, catalogue, 'all', first)
  else if (effects.users !== null) deriveUsage(writer, catalogue, effects.users)
  deriveUserSummaries(writer, effects)
  if (effects.users !== null) indexUsers(writer, effects.users)
  if (onlyTouched(effects)) countTouchedIn(writer)
  else if (effects.usage || effects.users !== null) deriveSummaries(writer)
  if (effects.users === 'all') rememberAssignmentCount(writer)
  if (effects.users === 'touched') moveAssignmentCount(writer, 1)
  if (effects.covers || effects.users === 'all') deriveOverlaps(writer, 'all')
  else if (effects.users === 'touched') deriveOverlaps(writer, 'touched')
}

function deriveUserSummaries(writer: Writer, { users, usage }: Effects): void {
  if (users === 'all') fillUserSummaries(writer)
  if (users === 'touched') updateTouchedSummaries(writer)
  if (users !== 'all' && usage) updateActivity(writer)
}

/**
 * Derives everything that comes from the usage reports, after a table that follows the catalogue was made
 * empty.
 */
export function rederive(writer: Writer, catalogue: readonly UsageReport[]): void {
  derive(writer, { users: null, usage: true, covers: false, names: false }, catalogue)
}
