import { z } from 'zod'
import type { Writer } from '../../database/ports.ts'
import { raw, sql } from '../../database/sql.ts'
import { gradePlace, rulePlace, rules } from './match.ts'

const Exclusion = z.object({
  exclusion_id: z.int(),
  user_id: z.string().nullable(),
  upn_pattern: z.string().nullable(),
  department: z.string().nullable(),
  group_id: z.string().nullable(),
  sku_id: z.string().nullable(),
  rule: z.string().nullable(),
})

/** An exclusion can also name the rules of pools, which match no seat. */
const ruleNames: readonly string[] = rules

/** SQL for exclusions that are in force on a day; one whose day of review has passed unseen is not. */
const inForce = (day: string) => sql`
  ended_at is null and (valid_from is null or valid_from <= ${day})
  and (valid_until is null or ${day} <= valid_until) and (review_on is null or ${day} <= review_on)`

/**
 * Makes the table `temp.verdict`: of each seat that some rule matches the claim that stands, or the one
 * that exclusions and postponements hide, and what else matches.
 *
 * @param day `YYYY-MM-DD`, on which exclusions count
 */
export function markLeftOut(writer: Writer, day: string): void {
  capServiceAccounts(writer)
  enterHidden(writer, day)
  writer.script(`
    drop table if exists temp.verdict;
    create temp table verdict (
      holder_id integer not null, sku_id text not null, open_best integer, hidden_best integer, left_out_by integer,
      matches integer not null, also text, match_reason text, target text, primary key (holder_id, sku_id)) strict, without rowid;
    insert into temp.verdict (holder_id, sku_id, open_best, hidden_best, left_out_by, matches)
    select hit.holder_id, hit.sku_id,
      min(iif(hidden.holder_id is null, hit.grade * 10 + hit.rule, null)),
      min(iif(hidden.holder_id is null, null, hit.grade * 10 + hit.rule)), max(hidden.exclusion_id), count(*)
    from temp.seat_match as hit
    left join temp.hidden_match as hidden
      on hidden.holder_id = hit.holder_id and hidden.sku_id = hit.sku_id and hidden.rule = hit.rule
    group by hit.holder_id, hit.sku_id;
    update temp.verdict as verdict set match_reason = hit.reason, target = hit.target_sku_id
    from temp.seat_match as hit where hit.holder_id = verdict.holder_id and hit.sku_id = verdict.sku_id
      and hit.rule = coalesce(verdict.open_best, verdict.hidden_best) % 10`)
  noteOthers(writer)
  writer.script('drop table temp.hidden_match')
}

/**
 * What looks like a service or an emergency account by its name on the tenant's first domain is never more
 * than something to look into: such accounts are to be left out with a reason.
 */
function capServiceAccounts(writer: Writer): void {
  const names = ['svc-*', 'svc_*', 'admin-*', 'adm-*', '*breakglass*', '*break-glass*', '*emergency*']
  writer.run(sql`
    update temp.seat_match set grade = ${gradePlace('weak')}
    where rule <> ${rulePlace('R3')} and grade < ${gradePlace('weak')} and exists (
      select 1 from temp.holder as holder join user on user.user_id = holder.user_id
      where holder.holder_id = seat_match.holder_id and user.upn_key like '%.onmicrosoft.com'
        and exists (
          select 1 from json_each(${JSON.stringify(names)}) as known
          where user.upn_key glob known.value || '@*.onmicrosoft.com'))`)
}

/** A smaller product that would do is no news where the seat is not needed at all, as surely. */
function noteOthers(writer: Writer): void {
  const r8 = rulePlace('R8')
  const names = rules.map((rule, place) => `when ${place} then '${rule}'`).join(' ')
  writer.run(
    raw(`
    update temp.verdict as verdict set also = (
      select group_concat(name, ' ') from (
        select case hit.rule ${names} end as name from temp.seat_match as hit
        where hit.holder_id = verdict.holder_id and hit.sku_id = verdict.sku_id
          and hit.rule <> coalesce(verdict.open_best, verdict.hidden_best) % 10
          and not (hit.rule = ${r8} and exists (
            select 1 from temp.seat_match as other where other.holder_id = hit.holder_id and other.sku_id = hit.sku_id
              and other.rule <> ${r8} and other.grade <= hit.grade))
        order by hit.rule))
    where matches > 1`),
  )
}

function enterHidden(writer: Writer, day: string): void {
  writer.script(`
    drop table if exists temp.hidden_match;
    create temp table hidden_match (
      holder_id integer not null, sku_id text not null, rule integer not null, exclusion_id integer,
      primary key (holder_id, sku_id, rule)) strict, without rowid`)
  const exclusions = writer.all(
    Exclusion,
    sql`select exclusion_id, user_id, upn_pattern, department, group_id, sku_id, rule from exclusion where ${inForce(day)}`,
  )
  const rows = exclusions.map(({ upn_pattern, rule, ...row }) => ({
    ...row,
    upn: upn_pattern === null ? null : globOf(upn_pattern),
    rule: rule === null ? null : ruleNames.indexOf(rule),
  }))
  hide(
    writer,
    rows.filter(({ user_id }) => user_id !== null),
    "holder.user_id = out.value ->> 'user_id'",
  )
  hide(
    writer,
    rows.filter(({ user_id }) => user_id === null),
    'true',
  )
  writer.run(sql`
    insert or ignore into temp.hidden_match (holder_id, sku_id, rule)
    select hit.holder_id, hit.sku_id, hit.rule from postponement as put
    cross join temp.holder as holder on holder.user_id = put.user_id
    cross join temp.seat_match as hit on hit.holder_id = holder.holder_id and hit.sku_id = put.sku_id
    where ${day} <= put.valid_until and hit.grade >= put.grade`)
}

function hide(writer: Writer, exclusions: readonly object[], isPerson: string): void {
  if (exclusions.length === 0) return
  writer.run({
    text: `
    insert or ignore into temp.hidden_match (holder_id, sku_id, rule, exclusion_id)
    select hit.holder_id, hit.sku_id, hit.rule, out.value ->> 'exclusion_id'
    from json_each(?) as out
    cross join temp.holder as holder on ${isPerson}
    cross join temp.seat_match as hit on hit.holder_id = holder.holder_id
    cross join user on user.user_id = holder.user_id
    where (out.value ->> 'rule' is null or out.value ->> 'rule' = hit.rule)
      and (out.value ->> 'sku_id' is null or out.value ->> 'sku_id' = hit.sku_id)
      and (out.value ->> 'upn' is null or user.upn_key glob out.value ->> 'upn')
      and (out.value ->> 'department' is null or user.department = out.value ->> 'department' collate nocase)
      and (out.value ->> 'group_id' is null or exists (
        select 1 from license_state as state where state.user_id = holder.user_id and state.sku_id = hit.sku_id
          and state.group_id = out.value ->> 'group_id'))`,
    values: [JSON.stringify(exclusions)],
  })
}

/** A pattern whose only sign is `*`, whatever the letters' case, as SQLite's own. */
export function globOf(pattern: string): string {
  return pattern.toLowerCase().replaceAll('[', '[[]').replaceAll('?', '[?]')
}
