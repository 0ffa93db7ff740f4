import { countTolerance } from './count-tolerance.ts'
import type { DatasetState } from './ports.ts'
import { storedMeasure, type WorseAnswer } from './worse-answer.ts'

/**
 * Of what is stored, less than this share is taken for a fault of the list where no count says that the
 * others have left.
 */
const believableShare = 1 / 2

/**
 * Whether a list of people is worse than the stored one: nobody came, it falls short of `$count` and brings
 * fewer than are stored, or, without a count, fewer than half of them. People who really left are missing in
 * the count, too. The first list ever is taken unless it lacks most of those counted.
 *
 * @param counted people by `$count`, null where it was refused
 */
export function worsePeople(
  state: DatasetState | null,
  people: number,
  counted: number | null,
): WorseAnswer | null {
  const before = storedMeasure(state)
  const worse = { before, came: { rows: people, date: null }, counted }
  if (people === 0) return { kind: 'emptied', ...worse }
  if (counted === null) {
    return people < before.rows * believableShare ? { kind: 'shortened', ...worse } : null
  }
  if (people + countTolerance(counted) >= counted) return null
  const isLoss = before.rows === 0 ? people < counted * believableShare : people < before.rows
  return isLoss ? { kind: 'shortened', ...worse } : null
}

/**
 * So few people can leave between two syncs that it is not worth a doubt; books that disagree lead to a full
 * read anyway.
 */
const fewLeave = 2

/**
 * Whether changes remove more people than the count lets believe, so that everybody had better be listed.
 *
 * @param removed people whom the changes remove
 * @param left people who would be stored afterwards, those who came included
 */
export function worseChanges(
  state: DatasetState | null,
  { removed, left }: { removed: number; left: number },
  counted: number | null,
): WorseAnswer | null {
  const before = storedMeasure(state)
  if (removed <= fewLeave || counted === null || before.rows === 0) return null
  if (left + countTolerance(counted) >= counted) return null
  return { kind: 'shortened', before, came: { rows: left, date: null }, counted }
}
