import { existsSync } from 'node:fs'
import { sql } from '../../core/database/sql.ts'
import { openWriter } from './open.ts'

/** The runs that are kept whatever their age: by them it is judged whether a dataset keeps failing. */
const keptRuns = 10

/**
 * Deletes history of days before the date from a connector's database: daily usage and license counts, months
 * of activity days, changes of people, and sync runs but for the newest ten. What is true today (people,
 * licenses, usage) is never touched. Another program must not sync the connector meanwhile.
 *
 * @param before `YYYY-MM-DD`, UTC
 * @returns how many rows are gone; 0 when there is no database
 */
export function deleteHistoryBefore(file: string, before: string): number {
  if (!existsSync(file)) return 0
  const writer = openWriter(file)
  try {
    return writer.transaction(() => {
      const gone = [
        writer.run(sql`delete from usage_day where date < ${before}`),
        writer.run(sql`delete from license_day where date < ${before}`),
        writer.run(sql`delete from activity_day where month < ${monthOf(before)}`),
        writer.run(sql`delete from activity_coverage where date < ${before}`),
        writer.run(sql`delete from change where at < ${before}`),
        writer.run(sql`delete from former_name where until < ${before}`),
        writer.run(sql`
          delete from sync_run where started_at < ${before} and status is not null
            and run_id not in (select run_id from sync_run order by run_id desc limit ${keptRuns})`),
      ]
      return gone.reduce((sum, count) => sum + count, 0)
    })
  } finally {
    writer.close()
  }
}

/** The month of a day as `activity_day` has it: YYYYMM. */
function monthOf(day: string): number {
  return Number(day.slice(0, 4)) * 100 + Number(day.slice(5, 7))
}
