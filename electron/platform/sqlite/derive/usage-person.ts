import { z } from 'zod'
import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import type { Writer } from '../connection.ts'
import { raw, sql } from '../sql.ts'
import { activityApps, personReports } from '../views/apps.ts'
import type { StoredReport } from './activity-mark.ts'
import { usagePeopleSelect, usagePersonColumns } from './usage-person-select.ts'

/**
 * Derives the table of everybody in the usage reports anew: who they are in the directory, and their last activity per app over all
 * reports. Also keeps the day that figures of activity hold for, which there is none while names are concealed or nothing was retrieved.
 */
export function deriveUsagePeople(writer: Writer, catalogue: readonly UsageReport[]): void {
  const { withActivity, others } = storedReports(writer, catalogue)
  const apps = activityApps(catalogue)
  const insert = (base: StoredReport) =>
    writer.run(
      raw(
        `insert or ignore into usage_person (${usagePersonColumns(apps)}) ${usagePeopleSelect(base, withActivity, apps)}`,
      ),
    )
  writer.script('delete from usage_person')
  for (const base of withActivity) {
    insert(base)
    if (missingRows(writer) === 0) break
  }
  for (const base of others) insert(base)
  rememberActivityDate(writer)
}

/** After people came, went or were renamed: who the people of the reports are now, for the touched keys only. */
export function rematchUsagePeople(writer: Writer): void {
  writer.run(sql`
    update usage_person as person
    set (user_id, user_principal_name) = (
      select user.user_id, coalesce(user.user_principal_name, person.user_principal_name)
      from (select person.person_key as person_key) as wanted
      left join user on user.upn_key = wanted.person_key
      order by user.user_id limit 1)
    where person.person_key in (select upn_key from temp.touched_key)`)
}

const Stored = z.object({ report_id: z.int(), report: z.string(), has_activity: z.int() })

/** The stored reports with those first that have most people, because they are most likely to name everybody. */
function storedReports(writer: Writer, catalogue: readonly UsageReport[]) {
  const known = new Map(personReports(catalogue).map(report => [report.name, report]))
  const rows = writer.all(
    Stored,
    sql`select report_id, report, has_activity from usage_report where row_count > 0
      order by row_count desc, report_id`,
  )
  const stored = rows.flatMap(row => {
    const report = known.get(row.report)
    return report === undefined ? [] : [{ id: row.report_id, report, hasActivity: row.has_activity === 1 }]
  })
  return {
    withActivity: stored.filter(({ hasActivity }) => hasActivity),
    others: stored.filter(({ hasActivity }) => !hasActivity),
  }
}

const Count = z.object({ missing: z.int() })

/** How many rows of the reports with activity belong to nobody in the table yet. */
function missingRows(writer: Writer): number {
  const count = writer.first(
    Count,
    sql`select
      coalesce((select sum(row_count) from usage_report where has_activity = 1), 0)
        - coalesce((select sum(report_rows) from usage_person), 0) as missing`,
  )
  return count?.missing ?? 0
}

function rememberActivityDate(writer: Writer): void {
  writer.script(`
    delete from meta where name = 'activity_as_of';
    insert into meta (name, value)
    select 'activity_as_of', max(refresh_date) from usage_report where has_activity = 1
    having max(refresh_date) is not null and max(concealed) = 0`)
}
