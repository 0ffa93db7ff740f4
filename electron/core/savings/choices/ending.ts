import { z } from 'zod'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'

/** An exclusion that is about to end; `endsOn` is its last day or its day of review, `YYYY-MM-DD`. */
export type EndingExclusion = { readonly exclusionId: number; readonly endsOn: string }

/** A person is reminded so many days before an exclusion ends. */
export const reminderDays = 14

const Row = z.object({ exclusion_id: z.int(), ends_on: z.string() })

/**
 * The exclusions in force that end within two weeks, the first to end first. One that was renewed is not
 * among them: another one of the same content lasts longer.
 *
 * @param today `YYYY-MM-DD`
 */
export function endingExclusions(reader: Reader, today: string): EndingExclusion[] {
  const rows = reader.all(
    Row,
    sql`select exclusion_id, coalesce(valid_until, review_on) as ends_on from exclusion as ending
      where ended_at is null and (valid_from is null or valid_from <= ${today})
        and coalesce(valid_until, review_on) between ${today} and ${dayAfter(today, reminderDays)}
        and not exists (select 1 from exclusion as other
          where other.exclusion_id <> ending.exclusion_id and other.ended_at is null
            and coalesce(other.valid_until, other.review_on) > coalesce(ending.valid_until, ending.review_on)
            and other.user_id is ending.user_id and other.upn_pattern is ending.upn_pattern
            and other.department is ending.department and other.group_id is ending.group_id
            and other.sku_id is ending.sku_id and other.rule is ending.rule)
      order by ends_on, exclusion_id`,
  )
  return rows.map(row => ({ exclusionId: row.exclusion_id, endsOn: row.ends_on }))
}
