import { z } from 'zod'
import type { Writer } from '../database/ports.ts'
import { raw, sql } from '../database/sql.ts'
import type { withoutIndexes } from '../database/without-indexes.ts'
import { bandOf } from './facts/last-use.ts'
import { isSeatOf } from './facts/seats.ts'
import { firstClaimed, standings } from './rules/judged-seats.ts'
import { grades, rules } from './rules/match.ts'

const columns = [
  'user_id',
  'sku_id',
  'class',
  'rule',
  'grade',
  'also',
  'reason',
  'target_sku_id',
  'since',
  'left_out_by',
  'cost_year',
  'currency',
  'use_band',
] as const

const best = 'coalesce(verdict.open_best, verdict.hidden_best)'
const nameOf = (place: string, names: readonly string[]) =>
  `case ${place} ${names.map((name, index) => `when ${index} then '${name}'`).join(' ')} end`
/** What is said of a seat that some rule matches, where its claim counts. */
const ofClaim = (value: string) => `iif(seat.stands >= ${firstClaimed}, ${value}, null)`

/**
 * The verdict on each seat, in the order of users and products. A claim takes the place of how a seat is
 * used, and not of what keeps it from being looked at.
 */
const verdicts = `
  select holder.user_id, pattern.sku_id,
    case when verdict.seat_id is null or seat.stands < ${firstClaimed} then ${nameOf('seat.stands', standings)}
      when verdict.open_best is not null then 'claimed' else 'left_out' end as class,
    ${ofClaim(nameOf(`${best} % 10`, rules))} as rule, ${ofClaim(nameOf(`${best} / 10`, grades))} as grade,
    ${ofClaim('verdict.also')} as also,
    iif(verdict.seat_id is null or seat.stands < ${firstClaimed}, seat.note, verdict.match_reason) as reason,
    ${ofClaim('verdict.target')} as target_sku_id, seat.since,
    ${ofClaim('iif(verdict.open_best is null, verdict.left_out_by, null)')} as left_out_by,
    verdict.cost_year, verdict.currency, ${bandOf('seat.last_use')} as use_band
  from temp.seat as seat
  cross join temp.seat_pattern as pattern on pattern.pattern_id = seat.pattern_id and pattern.kind is not null
  cross join temp.holder as holder on holder.holder_id = seat.holder_id
  left join temp.verdict as verdict on verdict.seat_id = seat.seat_id`

const Found = z.object({ found: z.int() })
const count = (writer: Writer, statement: string) => writer.first(Found, raw(statement))?.found ?? 0

/**
 * Makes `claim` what the rules say now. Only rows that differ are written, since most verdicts are those of
 * the day before.
 *
 * @param fill how an empty table is filled, with its indexes made afterwards where it has any
 */
export function storeClaims(writer: Writer, fill: typeof withoutIndexes): void {
  const insert = `insert into claim (${columns.join(', ')}) ${verdicts}`
  if (count(writer, 'select exists (select 1 from claim) as found') === 0) {
    fill(writer, 'claim', '%', () => {
      writer.run(raw(insert))
    })
    return
  }
  const isSame = columns.map(column => `claim.${column} is made.${column}`).join(' and ')
  const changes = columns.slice(2).map(column => `${column} = excluded.${column}`)
  writer.run(
    raw(`
    insert into claim (${columns.join(', ')})
    select * from (${verdicts} limit -1) as made
    where not exists (select 1 from claim where ${isSame})
    on conflict do update set ${changes.join(', ')}`),
  )
  dropOthers(writer)
}

/**
 * Seats that are no longer held lose their verdict. Nearly all of these are assigned to nobody any more,
 * which is found by comparing two sorted lists; only what is assigned and not in force needs a look at each
 * verdict.
 */
function dropOthers(writer: Writer): void {
  const held = count(
    writer,
    `select count(*) as found from temp.seat as seat
      cross join temp.seat_pattern as pattern on pattern.pattern_id = seat.pattern_id and pattern.kind is not null`,
  )
  const isLeft = () => count(writer, 'select count(*) as found from claim') > held
  if (!isLeft()) return
  // The limit, which is none, keeps the order, by which both lists are read once and side by side.
  writer.run(sql`
    delete from claim where (user_id, sku_id) in (
      select user_id, sku_id from (
        select user_id, sku_id from claim except select user_id, sku_id from assigned_license order by 1, 2 limit -1))`)
  if (!isLeft()) return
  // A list of pairs in `not in` is gone through from its beginning for each claim that is not on it.
  writer.script('create index if not exists temp.holder_by_user on holder (user_id)')
  writer.run(sql`
    delete from claim where not exists (
      select 1 from temp.holder as holder
      cross join temp.seat as seat on ${raw(isSeatOf('holder.holder_id'))}
      cross join temp.seat_pattern as pattern on pattern.pattern_id = seat.pattern_id
      where holder.user_id = claim.user_id and pattern.sku_id = claim.sku_id and pattern.kind is not null)`)
}
