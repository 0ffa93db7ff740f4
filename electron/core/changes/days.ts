import { z } from 'zod'
import type { Reader } from '../database/ports.ts'
import { type Sql, sql } from '../database/sql.ts'

const Day = z.object({ date: z.string(), changes: z.int() })
export type SyncDay = z.infer<typeof Day>

/** Every day with a sync that brought data, ascending, and how many changes its syncs noticed. */
export function readSyncDays(reader: Reader): SyncDay[] {
  return reader.all(
    Day,
    sql`
    select substr(run.started_at, 1, 10) as date,
      sum((select count(*) from change where change.run_id = run.run_id)) as changes
    from sync_run as run where run.status in ('succeeded', 'partial')
    group by 1 order by 1`,
  )
}

/** Two days that are compared: what syncs noticed after the first, up to the second. */
export type Span = { from: string; to: string }

const dayMs = 86_400_000
const usualDays = 30

/**
 * The days that are compared: those that were asked for, moved to the sync before them, or the last sync and
 * the one a month before it.
 *
 * @returns null where there are not two days with a sync
 */
export function chooseSpan(
  days: readonly SyncDay[],
  asked: { from: string | null; to: string | null },
): Span | null {
  const dates = days.map(({ date }) => date)
  const [first] = dates
  const last = dates.at(-1)
  if (first === undefined || last === undefined || first === last) return null
  const lastUntil = (date: string) => dates.findLast(known => known <= date) ?? first
  const to = asked.to === null ? last : lastUntil(asked.to)
  const monthBefore = new Date(Date.parse(to) - usualDays * dayMs).toISOString().slice(0, 10)
  const from = lastUntil(asked.from ?? monthBefore)
  return from < to ? { from, to } : { from: first, to: to === first ? last : to }
}

/** The syncs of a span, as a condition on a column that holds a run's number. */
export function runsOf({ from, to }: Span): Sql {
  return sql`in (select run_id from sync_run
    where substr(started_at, 1, 10) > ${from} and substr(started_at, 1, 10) <= ${to})`
}
