import { z } from 'zod'
import type { Writer } from '../../database/ports.ts'
import { raw, sql } from '../../database/sql.ts'
import { isInForce, isSeatOf } from '../facts/seats.ts'
import { type GeneralExclusion, globOf, hideInGeneral } from './general-exclusions.ts'
import { gradePlace, rulePlace, rules } from './match.ts'
import { initialDomainGlob, serviceAccountGlobs } from './service-accounts.ts'

const Exclusion = z.object({
  exclusion_id: z.int(),
  user_id: z.string().nullable(),
  upn_pattern: z.string().nullable(),
  department: z.string().nullable(),
  group_id: z.string().nullable(),
  sku_id: z.string().nullable(),
  rule: z.string().nullable(),
})

const Postponed = z.object({ is_any: z.int() })

/** An exclusion can also name the rules of pools, which match no seat. */
const ruleNames: readonly string[] = rules

const ruleTexts = rules.map((rule, place) => `when ${place} then '${rule}'`).join(' ')

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
      seat_id integer primary key, open_best integer, hidden_best integer, left_out_by integer, matches integer not null,
      also text, match_reason text, target text, cost_year integer, currency text) strict;
    insert into temp.verdict (seat_id, open_best, hidden_best, left_out_by, matches)
    select hit.seat_id,
      min(iif(hidden.seat_id is null, hit.grade * 10 + hit.rule, null)),
      min(iif(hidden.seat_id is null, null, hit.grade * 10 + hit.rule)), max(hidden.exclusion_id), count(*)
    from temp.seat_match as hit
    left join temp.hidden_match as hidden on hidden.seat_id = hit.seat_id and hidden.rule = hit.rule
    group by hit.seat_id;
    update temp.verdict as verdict set match_reason = hit.reason, target = hit.target_sku_id
    from temp.seat_match as hit where hit.seat_id = verdict.seat_id
      and hit.rule = coalesce(verdict.open_best, verdict.hidden_best) % 10`)
  noteOthers(writer)
  writer.script('drop table temp.hidden_match')
}

/**
 * What looks like a service or an emergency account by its name on the tenant's first domain is never more
 * than something to look into, by whatever rule: such accounts are to be left out with a reason.
 */
function capServiceAccounts(writer: Writer): void {
  writer.run(sql`
    update temp.seat_match set grade = ${gradePlace('weak')}
    where grade < ${gradePlace('weak')} and exists (
      select 1 from temp.seat as seat cross join temp.holder as holder on holder.holder_id = seat.holder_id
      cross join user on user.user_id = holder.user_id
      where seat.seat_id = seat_match.seat_id and user.upn_key glob ${initialDomainGlob}
        and exists (
          select 1 from json_each(${JSON.stringify(serviceAccountGlobs)}) as known
          where user.upn_key glob known.value))`)
}

/** A smaller product that would do is no news where the seat is not needed at all, as surely. */
function noteOthers(writer: Writer): void {
  const r8 = rulePlace('R8')
  writer.run(
    raw(`
    update temp.verdict as verdict set also = (
      select group_concat(name, ' ') from (
        select case hit.rule ${ruleTexts} end as name from temp.seat_match as hit
        where hit.seat_id = verdict.seat_id
          and hit.rule <> coalesce(verdict.open_best, verdict.hidden_best) % 10
          and not (hit.rule = ${r8} and exists (
            select 1 from temp.seat_match as other where other.seat_id = hit.seat_id and other.rule <> ${r8} and other.grade <= hit.grade))
        order by hit.rule))
    where matches > 1`),
  )
}

function enterHidden(writer: Writer, day: string): void {
  writer.script(`
    drop table if exists temp.hidden_match;
    create temp table hidden_match (
      seat_id integer not null, rule integer not null, exclusion_id integer,
      primary key (seat_id, rule)) strict, without rowid`)
  const exclusions = writer.all(
    Exclusion,
    sql`select exclusion_id, user_id, upn_pattern, department, group_id, sku_id, rule from exclusion where ${inForce(day)}`,
  )
  const rows = exclusions.map(({ rule, ...row }) => ({
    ...row,
    rule: rule === null ? null : ruleNames.indexOf(rule),
  }))
  const ofPeople = rows.filter(({ user_id }) => user_id !== null)
  const postponed = writer.first(Postponed, sql`select exists (select 1 from postponement) as is_any`)
  if (ofPeople.length > 0 || postponed?.is_any === 1)
    writer.script('create index if not exists temp.holder_by_user on holder (user_id)')
  hideOfPeople(writer, ofPeople)
  hideInGeneral(
    writer,
    rows.filter(({ user_id }) => user_id === null),
  )
  writer.run(sql`
    insert or ignore into temp.hidden_match (seat_id, rule)
    select hit.seat_id, hit.rule from postponement as put
    cross join temp.holder as holder on holder.user_id = put.user_id ${raw(hitsOfHolder)}
    cross join temp.seat_pattern as pattern on pattern.pattern_id = seat.pattern_id
    where ${day} <= put.valid_until and pattern.sku_id = put.sku_id
      and (hit.grade >= put.grade or ${raw(`case hit.rule ${ruleTexts} end`)} = put.rule and not exists (
        select 1 from temp.seat_match as other
        left join temp.hidden_match as gone on gone.seat_id = other.seat_id and gone.rule = other.rule
        where other.seat_id = hit.seat_id and other.rule <> hit.rule and other.grade < put.grade and gone.seat_id is null))`)
}

const hitsOfHolder = `
    cross join temp.seat as seat on ${isSeatOf('holder.holder_id')}
    cross join temp.seat_match as hit on hit.seat_id = seat.seat_id`

function hideOfPeople(writer: Writer, exclusions: readonly GeneralExclusion[]): void {
  if (exclusions.length === 0) return
  const rows = exclusions.map(({ upn_pattern: pattern, ...row }) => ({
    ...row,
    upn: pattern === null ? null : globOf(pattern),
  }))
  writer.run({
    text: `
    insert or ignore into temp.hidden_match (seat_id, rule, exclusion_id)
    select hit.seat_id, hit.rule, out.value ->> 'exclusion_id'
    from json_each(?) as out
    cross join temp.holder as holder on holder.user_id = out.value ->> 'user_id' ${hitsOfHolder}
    cross join temp.seat_pattern as pattern on pattern.pattern_id = seat.pattern_id
    cross join user on user.user_id = holder.user_id
    where (out.value ->> 'rule' is null or out.value ->> 'rule' = hit.rule)
      and (out.value ->> 'sku_id' is null or out.value ->> 'sku_id' = pattern.sku_id)
      and (out.value ->> 'upn' is null or user.upn_key glob out.value ->> 'upn')
      and (out.value ->> 'department' is null or user.department = out.value ->> 'department' collate nocase)
      and (out.value ->> 'group_id' is null or exists (
        select 1 from license_state as state where state.user_id = holder.user_id and state.sku_id = pattern.sku_id
          and state.group_id = out.value ->> 'group_id' and ${isInForce('state')}))`,
    values: [JSON.stringify(rows)],
  })
}
