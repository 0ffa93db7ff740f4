import { identifier } from '../sql.ts'
import { markColumn } from '../views/usage-person.ts'
import { activityMarks, noMark, type StoredReport } from './activity-mark.ts'

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
  const joined = rows.filter(({ alias }) => alias !== baseAlias)
  const matched = rows.map(({ alias }) => `(${alias}.person_key is not null)`)
  const columns = apps.map(app => {
    const own = marks.filter(mark => mark.app === app).map(({ mark }) => mark)
    return latestOf(own)
  })
  return `
select
  ${baseAlias}.person_key,
  user.user_id,
  coalesce(user.user_principal_name, json_extract(${baseAlias}.cells, '$[0]'), ${baseAlias}.person_key),
  ${[matched.join(' + ') || '0', ...columns].join(',\n  ')}
from usage_row as ${baseAlias}${joined.map(({ stored, alias }) => joinRow(stored, alias)).join('')}
left join user on user.upn_key = ${baseAlias}.person_key
where ${baseAlias}.report_id = ${base.id}
  and not exists (select 1 from usage_person where usage_person.person_key = ${baseAlias}.person_key)`
}

/** The columns that {@link usagePeopleSelect} gives, in its order; the others of the table are generated. */
export function usagePersonColumns(apps: readonly string[]): string {
  const own = ['person_key', 'user_id', 'user_principal_name', 'report_rows']
  return [...own, ...apps.map(markName)].join(', ')
}

const baseAlias = 'base'

function rowAlias(stored: StoredReport, base: StoredReport): string {
  return stored.id === base.id ? baseAlias : `row_${stored.id}`
}

function markName(app: string): string {
  return identifier(markColumn(app)).text
}

function joinRow(stored: StoredReport, alias: string): string {
  return `
  left join usage_row as ${alias}
    on ${alias}.report_id = ${stored.id} and ${alias}.person_key = ${baseAlias}.person_key and ${alias}.item = ''`
}

/** The latest of several marks, null when there was no activity; `max` of several values is null as soon as one of them is. */
function latestOf(marks: readonly string[]): string {
  if (marks.length === 0) return 'null'
  const [only] = marks
  const latest =
    marks.length === 1 ? only : `max(${marks.map(mark => `ifnull(${mark}, ${noMark})`).join(', ')})`
  return `nullif(${latest}, ${noMark})`
}
