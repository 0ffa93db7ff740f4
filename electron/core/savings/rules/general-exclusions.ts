import type { Writer } from '../../database/ports.ts'
import { raw, sql } from '../../database/sql.ts'
import { isInForce } from '../facts/seats.ts'

/** An exclusion that names no user, as it is in force. */
export type GeneralExclusion = {
  readonly exclusion_id: number
  /** A pattern of names, in which only `*` is a sign. */
  readonly upn_pattern: string | null
  readonly department: string | null
  readonly group_id: string | null
  readonly sku_id: string | null
  /** The rule's place. */
  readonly rule: number | null
}

/** A pattern whose only sign is `*`, whatever the letters' case, as SQLite's own. */
export function globOf(pattern: string): string {
  return pattern.toLowerCase().replaceAll('[', '[[]').replaceAll('?', '[?]')
}

/**
 * Hides the matches that such exclusions fit, of several under the first one. There can be thousands of both,
 * so that exclusions are looked up by what they name and put to nobody else; only a pattern that begins with
 * `*` is put to every match.
 */
export function hideInGeneral(writer: Writer, exclusions: readonly GeneralExclusion[]): void {
  if (exclusions.length === 0) return
  enterGeneral(writer, exclusions)
  writer.script(matchedTable)
  writer.run(
    raw(`
    insert or ignore into temp.hidden_match (seat_id, rule, exclusion_id)
    select seat_id, rule, min(exclusion_id) from (${ways.join(' union all ')}) group by seat_id, rule`),
  )
  writer.script('drop table temp.general_exclusion; drop table temp.matched')
}

function enterGeneral(writer: Writer, exclusions: readonly GeneralExclusion[]): void {
  const rows = exclusions.map(({ upn_pattern: pattern, ...row }) => ({
    ...row,
    upn: pattern === null ? null : globOf(pattern),
    start: pattern === null ? null : (pattern.toLowerCase().split('*')[0] ?? ''),
  }))
  writer.script(`
    drop table if exists temp.general_exclusion;
    create temp table general_exclusion (
      exclusion_id integer primary key, upn text, start text, department text, group_id text, sku_id text, rule integer) strict`)
  writer.run(sql`
    insert into temp.general_exclusion
    select value ->> 'exclusion_id', value ->> 'upn', value ->> 'start', value ->> 'department', value ->> 'group_id',
      value ->> 'sku_id', value ->> 'rule' from json_each(${JSON.stringify(rows)})`)
  writer.script('create index temp.general_exclusion_by_group on general_exclusion (group_id)')
}

/** Each match with what an exclusion can name. */
const matchedTable = `
    drop table if exists temp.matched;
    create temp table matched (
      seat_id integer not null, rule integer not null, user_id text not null, sku_id text not null,
      upn_key text, department text collate nocase) strict;
    insert into temp.matched
    select hit.seat_id, hit.rule, user.user_id, pattern.sku_id, user.upn_key, user.department
    from temp.seat_match as hit
    cross join temp.seat as seat on seat.seat_id = hit.seat_id
    cross join temp.seat_pattern as pattern on pattern.pattern_id = seat.pattern_id
    cross join temp.holder as holder on holder.holder_id = seat.holder_id
    cross join user on user.user_id = holder.user_id;
    create index temp.matched_by_name on matched (upn_key);
    create index temp.matched_by_department on matched (department)`

const hidden = 'hit.seat_id, hit.rule, out.exclusion_id'
const isOfRule = '(out.rule is null or out.rule = hit.rule)'
const isOfProduct = '(out.sku_id is null or out.sku_id = hit.sku_id)'
const isOfGroup = `(out.group_id is null or exists (
        select 1 from license_state as state where state.user_id = hit.user_id and state.sku_id = hit.sku_id
          and state.group_id = out.group_id and ${isInForce('state')}))`

/**
 * By the name's beginning, else by the department, else by the group, else by product and rule alone, of
 * which there are few different ones.
 */
const ways: readonly string[] = [
  `select ${hidden} from temp.general_exclusion as out
      cross join temp.matched as hit on hit.upn_key >= out.start and hit.upn_key < out.start || char(1114111)
      where out.upn is not null and hit.upn_key glob out.upn
        and (out.department is null or hit.department = out.department)
        and ${isOfRule} and ${isOfProduct} and ${isOfGroup}`,
  `select ${hidden} from temp.general_exclusion as out
      cross join temp.matched as hit on hit.department = out.department
      where out.upn is null and ${isOfRule} and ${isOfProduct} and ${isOfGroup}`,
  `select ${hidden} from temp.matched as hit
      cross join license_state as state on state.user_id = hit.user_id and state.sku_id = hit.sku_id
        and ${isInForce('state')}
      cross join temp.general_exclusion as out on out.group_id = state.group_id
      where out.upn is null and out.department is null and ${isOfRule} and ${isOfProduct}`,
  `select ${hidden} from (
        select min(exclusion_id) as exclusion_id, sku_id, rule from temp.general_exclusion
        where upn is null and department is null and group_id is null group by sku_id, rule
      ) as out
      cross join temp.matched as hit on ${isOfRule} and ${isOfProduct}`,
]
