import { identifier } from '../sql.ts'
import { markColumn } from '../views/usage-person.ts'
import { type ActivityMark, activityMarks, type StoredReport } from './activity-mark.ts'

/**
 * The select that fills `usage_person` with the people of one report who are not in it yet: the report's rows in the order of their keys,
 * each beside the same person's rows of all reports with activity. All of them are stored in that order, so nothing needs to be sorted.
 */
export function usagePeopleSelect(
  base: StoredReport,
  withActivity: readonly StoredReport[],
  apps: readonly string[],
): string {
  const rows = withActivity.map(stored => ({ stored, alias: rowAlias(stored, base) }))
  const marks = rows.flatMap(({ stored, alias }) => activityMarks(stored, alias))
  const named = marks.map((mark, index) => ({ ...mark, name: `mark_${index}` }))
  const joined = rows.filter(({ alias }) => alias !== baseAlias)
  const matched = rows.map(({ alias }) => `(${alias}.person_key is not null)`)
  return `
with found as materialized (
  select
    ${baseAlias}.person_key,
    user.user_id,
    coalesce(user.user_principal_name, json_extract(${baseAlias}.cells, '$[0]'), ${baseAlias}.person_key)
      as user_principal_name,
    ${matched.length === 0 ? '0' : matched.join(' + ')} as report_rows${named.map(({ mark, name }) => `,\n    ${mark} as ${name}`).join('')}
  from usage_row as ${baseAlias}${joined.map(({ stored, alias }) => joinRow(stored, alias)).join('')}
  left join user on user.upn_key = ${baseAlias}.person_key
  where ${baseAlias}.report_id = ${base.id}
    and not exists (select 1 from usage_person where usage_person.person_key = ${baseAlias}.person_key)
)
select
  person_key, user_id, user_principal_name,
  ${latestOf(
    named.map(({ name }) => name),
    'substr($, 1, 10)',
  )},
  report_rows${apps.map(app => `,\n  ${latestOf(namesOf(app, named), '$')}`).join('')}
from found`
}

/** The columns that {@link usagePeopleSelect} gives, in its order; the others of the table are generated. */
export function usagePersonColumns(apps: readonly string[]): string {
  const own = ['person_key', 'user_id', 'user_principal_name', 'last_activity_date', 'report_rows']
  return [...own, ...apps.map(app => identifier(markColumn(app)).text)].join(', ')
}

const baseAlias = 'base'

function rowAlias(stored: StoredReport, base: StoredReport): string {
  return stored.id === base.id ? baseAlias : `row_${stored.id}`
}

function joinRow(stored: StoredReport, alias: string): string {
  return `
  left join usage_row as ${alias}
    on ${alias}.report_id = ${stored.id} and ${alias}.person_key = ${baseAlias}.person_key and ${alias}.item = ''`
}

function namesOf(app: string, named: readonly (ActivityMark & { name: string })[]): string[] {
  return named.filter(mark => mark.app === app).map(({ name }) => name)
}

/** The latest of several marks as long as it has a date; `max` of several values is null as soon as one of them is. */
function latestOf(names: readonly string[], shape: string): string {
  const [only] = names
  if (only === undefined) return 'null'
  const latest = names.length === 1 ? only : `max(${names.map(name => `ifnull(${name}, '')`).join(', ')})`
  return `case when ${latest} > '0' then ${shape.replace('$', () => latest)} end`
}
