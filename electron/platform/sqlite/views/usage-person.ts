import { identifier } from '../sql.ts'

/**
 * The table of everybody whom a usage report names, also of those who are no (longer) users of the tenant. For each app there is the date
 * of last activity over all reports, and a mark: that date followed by the `report_id` (three digits) of the report it was taken from.
 * `report_rows` tells in how many reports without items the person appears.
 */
export function usagePersonTable(apps: readonly string[]): string {
  const marks = apps.map(app => `ifnull(${identifier(markColumn(app)).text}, '')`)
  const latest = marks.length === 1 ? marks.join('') : `max(${["''", ...marks].join(', ')})`
  const columns = apps.map(app => {
    const { text: mark } = identifier(markColumn(app))
    return `
  ${mark} text,
  ${identifier(app).text} text generated always as (substr(${mark}, 1, 10)) virtual`
  })
  return `create table usage_person (
  person_key text primary key,
  user_id text,
  user_principal_name text not null,
  report_rows integer not null,${columns.join(',')},
  last_activity_date text generated always as (nullif(substr(${latest}, 1, 10), '')) virtual
) strict, without rowid;
create index usage_person_by_user on usage_person (user_id) where user_id is not null;`
}

export function markColumn(app: string): string {
  return `${app}_mark`
}
