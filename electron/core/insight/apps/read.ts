import { z } from 'zod'
import type { AppsUse, AppUse } from '../../../contract/insight/apps.ts'
import { sql } from '../../database/sql.ts'
import { activityApps, appTitle } from '../../reports/families/apps.ts'
import type { InsightContext } from '../../reports/ports.ts'
import { daysBetween } from '../../usage/catalogue/report-days.ts'
import { countedRows } from '../figure.ts'
import { usageState } from '../usage-state.ts'

const Row = z.object({
  app: z.string(),
  as_of: z.string(),
  base: z.int(),
  active_7d: z.int(),
  active_30d: z.int(),
  active_90d: z.int(),
  active_180d: z.int(),
  never_used: z.int(),
  others_30d: z.int(),
})

/**
 * How each app that a report watches is used, in the order of the catalogue. Nothing while no use per user
 * is known.
 */
export function readAppsUse({ reader, facts, activityDay, now }: InsightContext): AppsUse {
  const usage = usageState(facts, activityDay, now)
  const rows =
    usage === 'known'
      ? reader.all(
          Row,
          sql`select app_use.*, judged_app.refresh_date as as_of from app_use join judged_app using (app)
            where judged_app.gap is null and (app_use.base > 0 or app_use.others_30d > 0)`,
        )
      : []
  const apps = activityApps.flatMap(app => rows.filter(row => row.app === app).map(useOf))
  const days = apps.map(({ asOf }) => asOf).toSorted()
  return {
    usage,
    activityAsOf: activityDay,
    daysApart: daysBetween(days[0] ?? '', days.at(-1) ?? '') || 0,
    apps,
  }
}

function useOf(row: z.infer<typeof Row>): AppUse {
  const title = appTitle(row.app)
  return {
    app: row.app,
    title,
    asOf: row.as_of,
    isAtMost: row.app.endsWith('_app'),
    base: row.base,
    active: { d7: row.active_7d, d30: row.active_30d, d90: row.active_90d, d180: row.active_180d },
    neverUsed: countedRows(row.never_used, {
      report: 'app-activity',
      where: { never_used: ['contains', `${title};`] },
    }),
    others: row.others_30d,
  }
}
