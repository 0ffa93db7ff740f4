import { z } from 'zod'
import { ExclusionInput } from '../../../contract/savings/inputs.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'

const Row = ExclusionInput.extend({
  exclusionId: z.int(),
  madeAt: z.string(),
  madeBy: z.string().nullable(),
  endedAt: z.string().nullable(),
  seats: z.int(),
})

/** Every exclusion, newest first, with how many claims it hides today. Ended ones stay in the list. */
export function exclusionList(reader: Reader): z.infer<typeof Row>[] {
  return reader.all(
    Row,
    sql`select exclusion_id as exclusionId, user_id as userId, upn_pattern as upnPattern, department, group_id as groupId,
        sku_id as skuId, rule, reason, note, valid_from as "from", valid_until as until, review_on as reviewOn,
        made_at as madeAt, made_by as madeBy, ended_at as endedAt, coalesce(hidden.seats, 0) as seats
      from exclusion left join (
        select left_out_by, count(*) as seats from claim where left_out_by is not null group by left_out_by
      ) as hidden on hidden.left_out_by = exclusion.exclusion_id
      order by exclusion_id desc`,
  )
}
