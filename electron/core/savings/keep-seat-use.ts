import type { Writer } from '../database/ports.ts'
import { raw } from '../database/sql.ts'
import { useCodes } from './facts/last-use.ts'
import { firstClaimed } from './rules/judged-seats.ts'

/** Two numbers are kept in one, by which SQLite groups quicker. */
const codes = 1024

/** Keeps of each product how many seats were last used how many days ago. Needs the tables of the facts. */
export function keepSeatUse(writer: Writer): void {
  writer.script('delete from seat_use')
  writer.run(
    raw(`
    insert into seat_use (sku_id, state, days, is_open, seats)
    select pattern.sku_id,
      case when last_use = ${useCodes.unknown} then 'not_measured' when last_use = ${useCodes.none} then 'none_on_record'
        when last_use >= ${useCodes.activation} then 'activation' else 'date' end as state,
      iif(last_use < ${useCodes.none}, last_use % ${useCodes.activation}, null) as days, is_open, sum(seats)
    from (
      select key / ${codes} / 2 as pattern_id, key / ${codes} % 2 as is_open, key % ${codes} as last_use, seats
      from (
        select (pattern_id * 2 + (stands >= ${firstClaimed})) * ${codes} + last_use as key, count(*) as seats
        from temp.seat group by key limit -1
      )
    ) as used
    cross join temp.seat_pattern as pattern on pattern.pattern_id = used.pattern_id and pattern.kind is not null
    group by pattern.sku_id, state, days, is_open
    order by pattern.sku_id, state, days, is_open`),
  )
}
