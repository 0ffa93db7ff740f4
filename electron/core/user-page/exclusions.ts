import { z } from 'zod'
import { UserExclusion } from '../../contract/pages/user.ts'
import type { Reader } from '../database/ports.ts'
import { raw, sql } from '../database/sql.ts'
import { findingOf } from '../reports/families/claims.ts'
import { productName, productTable } from '../reports/query/products.ts'

const Row = UserExclusion.extend({ isReview: z.int(), isOwn: z.int() })

/**
 * What leaves something of a user out on a day: exclusions that name the user, and others that hide one of
 * the user's claims.
 *
 * @param today `YYYY-MM-DD`
 */
export function readUserExclusions(reader: Reader, userId: string, today: string): UserExclusion[] {
  const rows = reader.all(
    Row,
    sql`
    with ${productTable}
    select e.exclusion_id as exclusionId, e.reason, e.note, coalesce(e.valid_until, e.review_on) as endsOn,
      e.valid_until is null as isReview, e.user_id is not null as isOwn,
      nullif(concat_ws(' · ', e.upn_pattern, e.department, e.group_id,
        iif(e.sku_id is null, null, ${productName(raw('e.sku_id'))}), ${findingOf(raw('e.rule'))}), '') as about
    from exclusion as e
    where e.ended_at is null and (e.valid_from is null or e.valid_from <= ${today})
      and coalesce(e.valid_until, e.review_on) >= ${today} and (e.user_id = ${userId}
        or e.exclusion_id in (select left_out_by from claim where claim.user_id = ${userId}))
    order by endsOn desc, e.exclusion_id desc`,
  )
  return rows.map(row => ({ ...row, isReview: row.isReview === 1, isOwn: row.isOwn === 1 }))
}
