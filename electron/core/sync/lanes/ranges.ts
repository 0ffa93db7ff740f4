import { AppError } from '../../errors.ts'
import type { SyncPorts } from '../ports.ts'
import type { DatasetTask } from '../task.ts'

/** Below this many people one chain of pages is as fast as several. */
const rangesFrom = 5000

/** First letters that cut user principal names of most tenants into parts of similar size. */
const cuts = ['d', 'j', 'm', 's'] as const

export type PeopleRange = { chain: string; filter: string | null }

/**
 * The chains in which people are listed. Every name lies in at least one range, whatever its first character:
 * the outer ranges are open and neighbours share their border. Whoever lies on a border comes twice, which
 * staging settles by id.
 */
export function peopleRanges(peopleCount: number | null, split: boolean): readonly PeopleRange[] {
  if (!split || peopleCount === null || peopleCount < rangesFrom) return [{ chain: 'all', filter: null }]
  const borders = [null, ...cuts, null]
  return borders.slice(1).map((to, index) => {
    const from = borders[index] ?? null
    const parts = [
      from === null ? null : `userPrincipalName ge '${from}'`,
      to === null ? null : `userPrincipalName le '${to}'`,
    ].filter(part => part !== null)
    return { chain: `${from ?? ''}-${to ?? ''}`, filter: parts.join(' and ') }
  })
}

/**
 * Whether what the ranges brought is everybody. More than counted is fine: rows on borders and people who
 * joined meanwhile.
 */
export function provesComplete(distinctPeople: number, countAfterwards: number | null): boolean {
  return countAfterwards !== null && distinctPeople >= countAfterwards
}

/**
 * The range as further query options, empty for everybody. Counting makes it an advanced query, which a
 * comparison of names needs.
 */
export function rangeQuery(range: PeopleRange): string {
  return range.filter === null ? '' : `&$filter=${encodeURIComponent(range.filter)}&$count=true`
}

/**
 * How many people the directory counts, or null where it does not say. The answer is plain text
 * (aad-advanced-queries page).
 */
export async function countPeople(ports: SyncPorts, task: DatasetTask): Promise<number | null> {
  try {
    const text = await ports.graph.text(
      ports.graph.url('/users/$count'),
      task.call('directory', { consistency: true }),
    )
    const digits = text.replace(/^\uFEFF/, '').trim()
    return /^\d+$/.test(digits) ? Number(digits) : null
  } catch (error) {
    // The count only proves; a tenant that refuses it is still worth reading.
    if (error instanceof AppError && error.code !== 'cancelled') return null
    throw error
  }
}

/**
 * Runs work side by side. The first failure stops the rest, whose signal `stop` must be behind, and is thrown
 * once all of it has ended: so nothing of it is still running when the next work starts.
 */
export async function runAllOrAbort(
  stop: AbortController,
  works: readonly (() => Promise<unknown>)[],
): Promise<void> {
  const failures: unknown[] = []
  await Promise.all(
    works.map(async work => {
      try {
        await work()
      } catch (error) {
        failures.push(error)
        stop.abort()
      }
    }),
  )
  if (failures.length > 0) throw failures[0]
}
