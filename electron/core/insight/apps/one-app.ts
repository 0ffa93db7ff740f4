import { z } from 'zod'
import type { OneAppUse } from '../../../contract/insight/apps.ts'
import type { Reader } from '../../database/ports.ts'
import { isShown } from '../../database/small-groups.ts'
import { raw, sql } from '../../database/sql.ts'
import type { InsightContext } from '../../reports/ports.ts'
import { bitOf } from '../../savings/facts/bits.ts'
import { type WitnessApp, witnessApps } from '../../savings/products/plan-kinds.ts'
import { usageReports } from '../../usage/catalogue/index.ts'
import { dayAfter } from '../../usage/catalogue/report-days.ts'
import { dayColumn } from '../../usage/storing/activity.ts'

const Platform = z.object({ platform: z.string(), users: z.int() })
const Department = z.object({ department: z.string(), base: z.int(), active: z.int(), never: z.int() })
const Known = z.object({ as_of: z.string() })

/**
 * One app by platform, and by the departments of those who have it.
 *
 * @param days the window in which a user counts as active
 */
export function readOneApp({ reader, activityDay }: InsightContext, app: string, days: number): OneAppUse {
  const known = reader.first(
    Known,
    sql`select refresh_date as as_of from judged_app where app = ${app} and gap is null and refresh_date is not null`,
  )
  const witness = witnessApps.find(one => one === app)
  if (activityDay === null || known === null || witness === undefined) {
    return { platforms: [], platformDays: null, departments: [] }
  }
  const platforms = readPlatforms(reader, app)
  return {
    platforms,
    platformDays: platforms.length === 0 ? null : periodOf(app),
    departments: readDepartments(reader, witness, dayAfter(known.as_of, 1 - days)),
  }
}

function readPlatforms(reader: Reader, app: string) {
  return reader.all(
    Platform,
    sql`select platform.platform, ifnull(sum(place.used >> platform.bit & 1), 0) as users
      from platform_bit platform cross join person_platform place
      where platform.app = ${app} group by platform.bit order by platform.bit`,
  )
}

/** The longest period of the reports that say where an app was used. */
function periodOf(app: string): number | null {
  const reports = usageReports.filter(({ platforms }) => platforms.some(place => place.app === app))
  return Math.max(...reports.flatMap(({ periods }) => periods)) || null
}

function readDepartments(reader: Reader, app: WitnessApp, since: string) {
  const bit = bitOf(app)
  const rows = reader.all(
    Department,
    sql`select split.department, sum(base) as base, sum(active) as active, sum(never) as never from (
        select user.split_id, count(*) as base, sum(own.never & ${bit} <> 0) as never,
          sum(ifnull((select used.${raw(dayColumn(app))} >= ${since} from person
            cross join person_activity used on used.person_id = person.person_id
            where person.user_id = own.user_id and person.counts_for is null), 0)) as active
        from user_app own cross join user_summary user on user.user_id = own.user_id
        where own.base & ${bit} group by user.split_id)
      join split using (split_id) group by split.department collate nocase
      having ${isShown(reader, raw('sum(base)'))}
      order by sum(base) - sum(active) desc, split.department`,
  )
  return rows.map(({ department, base, active, never }) => ({
    department: department === '' ? null : department,
    base,
    active,
    neverUsed: never,
  }))
}
