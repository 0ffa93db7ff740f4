import { z } from 'zod'
import { smallGroups } from '../../../contract/reports.ts'
import type { Statements, StatementsInput } from '../../../contract/savings/choices.ts'
import { frontlineKinds } from '../../../contract/savings/names.ts'
import type { Reader, Writer } from '../../database/ports.ts'
import { isShown, minUsers } from '../../database/small-groups.ts'
import { raw, type Sql, sql } from '../../database/sql.ts'
import { readProducts } from '../facts/products.ts'
import { isCosmetic, isFoundation, type Plan, witnessesOf } from '../products/plan-kinds.ts'

const Statement = z.object({ plan: z.string().nullable(), but: z.string().nullable() })
const Mark = z.object({ kind: z.enum(frontlineKinds), value: z.string() })
const Names = z.array(z.string())
const Value = z.object({ value: z.string() })

/** At most so many departments or job titles are offered. */
const maxOffered = 1000

/** Whether somebody has to say that a plan is not used, because no report shows it and it would be missed. */
export const isBlind = (plan: Plan): boolean =>
  witnessesOf(plan).length === 0 && !isFoundation(plan) && !isCosmetic(plan)

/**
 * What was stated about plans and people, and what it can be stated about.
 *
 * @param day `YYYY-MM-DD`, whose prices say which products are paid
 */
export function statementsOf(reader: Reader, day: string): Statements {
  const rows = reader.all(
    Statement,
    sql`select service_plan_name as plan, all_but as but from plan_statement where withdrawn_at is null`,
  )
  const allBut = rows.flatMap(({ but }) => (but === null ? [] : [Names.parse(JSON.parse(but))]))
  const offered = (kind: OfUsers) =>
    reader
      .all(
        Value,
        sql`select value from (${usersOf(kind)})
          where ${isShown(reader, raw('users'))} order by 1 limit ${maxOffered}`,
      )
      .map(({ value }) => value)
  return {
    unused: rows.flatMap(({ plan }) => plan ?? []),
    allBut: allBut.at(-1) ?? null,
    marks: marksOf(reader),
    plans: blindPlans(reader, day),
    departments: offered('department'),
    jobTitles: offered('job_title'),
  }
}

type OfUsers = 'department' | 'job_title'

/** Each department or job title with its users. */
const usersOf = (kind: OfUsers): Sql => {
  const value = raw(kind)
  return sql`select ${value} as value, count(*) as users from user where ${value} <> '' group by ${value}`
}

/** Values that fewer than five users have: a department of two or a rare job title names them. */
const small = sql`(select 'department' as kind, value from (${usersOf('department')}) where users < ${minUsers}
  union all select 'job_title', value from (${usersOf('job_title')}) where users < ${minUsers})`

/** What was marked; while users have made-up names, what few of them have is one entry of its kind. */
function marksOf(reader: Reader): Statements['marks'] {
  if (!reader.hasPseudonyms) {
    return reader.all(Mark, sql`select kind, value from frontline_mark order by kind, value`)
  }
  return reader.all(
    Mark,
    sql`select distinct kind, iif((kind, value) in ${small}, ${smallGroups}, value) as value
      from frontline_mark order by kind, value`,
  )
}

function blindPlans(reader: Reader, day: string): Statements['plans'] {
  const held = readProducts(reader, day)
    .filter(({ kind }) => kind === 'paid')
    .flatMap(({ partNumber, plans }) => plans.filter(isBlind).map(plan => ({ plan, partNumber })))
  return [...Map.groupBy(held, ({ plan }) => plan.name)]
    .map(([name, own]) => ({
      name,
      friendlyName: own[0]?.plan.friendlyName ?? name,
      products: [...new Set(own.map(({ partNumber }) => partNumber))],
    }))
    .toSorted((a, b) => a.friendlyName.localeCompare(b.friendlyName))
}

/** Puts statements in the place of the earlier ones, which stay with the time at which they ended. */
export function storeStatements(
  writer: Writer,
  { unused, allBut, marks }: StatementsInput,
  madeBy: string | null,
  at: string,
): void {
  const kept = JSON.stringify(unused)
  const but = allBut === null ? null : JSON.stringify(allBut)
  writer.run(sql`
    update plan_statement set withdrawn_at = ${at} where withdrawn_at is null and (
      service_plan_name is not null and service_plan_name not in (select value from json_each(${kept}))
      or all_but is not null and all_but is not ${but})`)
  writer.run(sql`
    insert into plan_statement (service_plan_name, made_by, made_at)
    select distinct value, ${madeBy}, ${at} from json_each(${kept})
    where value not in (
      select service_plan_name from plan_statement where withdrawn_at is null and service_plan_name is not null)`)
  writer.run(sql`
    insert into plan_statement (all_but, made_by, made_at)
    select ${but}, ${madeBy}, ${at} where ${but} is not null
      and not exists (select 1 from plan_statement where withdrawn_at is null and all_but = ${but})`)
  storeMarks(writer, marks, madeBy, at)
}

/** The entry for what few users have leaves what it stands for as it is. */
function storeMarks(
  writer: Writer,
  marks: StatementsInput['marks'],
  madeBy: string | null,
  at: string,
): void {
  const given = JSON.stringify(marks.filter(({ value }) => value !== smallGroups))
  const kept = JSON.stringify(marks.filter(({ value }) => value === smallGroups).map(({ kind }) => kind))
  writer.run(sql`
    delete from frontline_mark
    where (kind, value) not in (select value ->> 'kind', value ->> 'value' from json_each(${given}))
      and not (kind in (select value from json_each(${kept})) and (kind, value) in ${small})`)
  writer.run(sql`
    insert or ignore into frontline_mark (kind, value, made_by, made_at)
    select value ->> 'kind', value ->> 'value', ${madeBy}, ${at} from json_each(${given})`)
}
