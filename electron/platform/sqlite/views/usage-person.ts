const dayLength = 'YYYY-MM-DD'.length
const reportIdDigits = 3
const markLength = dayLength + reportIdDigits

/** The mark of no activity, as long as any other. */
export const noMark = ' '.repeat(markLength)

/**
 * The mark of an app's last activity.
 *
 * @param day `YYYY-MM-DD`
 * @param reportId the report that says so, below 1,000
 */
export function markOf(day: string, reportId: number): string {
  return day + String(reportId).padStart(reportIdDigits, '0')
}

/**
 * The table of everybody whom a usage report names, also of those who are no (longer) users of the tenant.
 * `marks` holds one mark for each app, one behind the other: the date of last activity over all reports and
 * the `report_id` (three digits) of the report it was taken from, or blanks. Columns that are derived from it
 * would be worked out for each row that is put in, to see whether they are of their type. `reports` has the
 * bit of each `report_id` that names the person; `is_deleted` is 1 where one of them says that the account
 * was deleted. `aligned_activity_date` is the date of last activity as if the reports of all apps ended on
 * the newest day.
 */
export const usagePersonTable = `create table usage_person (
  person_key text primary key,
  user_id text,
  user_principal_name text not null,
  reports integer not null,
  is_deleted integer not null,
  last_activity_date text,
  aligned_activity_date text,
  marks text not null
) strict, without rowid;
create index usage_person_unmatched on usage_person (person_key, reports, is_deleted) where user_id is null;`

/**
 * SQL for an app's date of last activity, null where there is none.
 *
 * @param app its place among the catalogue's apps
 * @param person the name under which the statement knows the table
 */
export function activityDate(app: number, person: string): string {
  return `nullif(substr(${person}.marks, ${app * markLength + 1}, ${dayLength}), '${' '.repeat(dayLength)}')`
}

/** SQL for the number of the report that the date comes from. */
export function activityReport(app: number, person: string): string {
  return `cast(substr(${person}.marks, ${app * markLength + dayLength + 1}, ${reportIdDigits}) as integer)`
}
