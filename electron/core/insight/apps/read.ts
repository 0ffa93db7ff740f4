import { z } from 'zod'
import { appTitle } from '../../../contract/insight/app-title.ts'
import type { AppsUse, AppUse } from '../../../contract/insight/apps.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { activityApps } from '../../reports/families/apps.ts'
import type { InsightContext } from '../../reports/ports.ts'
import { usageReports } from '../../usage/catalogue/index.ts'
import { daysBetween } from '../../usage/catalogue/report-days.ts'
import { flaggedApps, type WindowDays, windowBit } from '../../usage/storing/activity.ts'
import { readDailyUse } from '../daily.ts'
import { countedRows } from '../figure.ts'
import { usageState } from '../usage-state.ts'
import { trendOf } from './trend.ts'

/** As many days as a trend looks back, with those that are still corrected. */
const trendDays = 40

/** Apps whose report has one day for all of them. */
const oneDayApps: ReadonlySet<string> = new Set(flaggedApps(usageReports))

const Row = z.object({
  app: z.string(),
  as_of: z.string(),
  base: z.int(),
  active_7d: z.int(),
  active_30d: z.int(),
  active_90d: z.int(),
  active_180d: z.int(),
  at_most: z.int().nullable(),
  never_used: z.int(),
  others_30d: z.int(),
  guests_30d: z.int().nullable(),
  disabled_30d: z.int().nullable(),
  unmatched_30d: z.int().nullable(),
})
const Gap = z.object({ app: z.string(), gap: z.enum(['not_granted', 'report_missing', 'concealed']) })
const ReportDay = z.object({ report: z.string(), day: z.string() })
const Watched = z.object({ day: z.string().nullable() })

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
  const { completeUntil, lines } = readDailyUse(reader, trendDays)
  const trend = (app: string) => trendOf(lines.find(line => line.app === app)?.days ?? [], completeUntil)
  const apps = activityApps.flatMap(app =>
    rows.filter(row => row.app === app).map(row => useOf(row, trend(row.app))),
  )
  const days = apps.map(({ asOf }) => asOf).toSorted()
  return {
    usage,
    activityAsOf: activityDay,
    daysApart: daysBetween(days[0] ?? '', days.at(-1) ?? '') || 0,
    watchedSince: usage === 'known' ? readWatchedSince(reader) : null,
    unmeasured: usage === 'known' ? readUnmeasured(reader) : [],
    apps,
  }
}

/** Uses are seen as far back as the first report looked. */
function readWatchedSince(reader: Reader): string | null {
  const found = reader.first(
    Watched,
    sql`select date(value, '-179 days') as day from meta where name = 'first_activity_as_of'`,
  )
  return found?.day ?? null
}

/** Apps that a plan of the tenant gives and whose reports cannot be read. */
function readUnmeasured(reader: Reader): AppsUse['unmeasured'] {
  const gaps = reader.all(
    Gap,
    sql`select app, gap from judged_app where gap is not null
      and exists (select 1 from plan_witness where plan_witness.app = judged_app.app)`,
  )
  const days = reader.all(
    ReportDay,
    sql`select report, max(refresh_date) as day from report_state where refresh_date is not null group by report`,
  )
  return activityApps.flatMap(app => {
    const found = gaps.find(gap => gap.app === app)
    if (found === undefined) return []
    const carriers = usageReports.filter(({ activity }) => activity.some(one => one.app === app))
    const until = days
      .filter(({ report }) => carriers.some(({ name }) => name === report))
      .map(({ day }) => day)
      .toSorted()
    return [{ app, title: appTitle(app), gap: found.gap, until: until.at(-1) ?? null }]
  })
}

function othersOf(row: z.infer<typeof Row>): AppUse['othersAre'] {
  const { others_30d, guests_30d: guests, disabled_30d: disabled, unmatched_30d: unmatched } = row
  if (guests === null || disabled === null || unmatched === null) return null
  return { withoutPlan: others_30d - guests - disabled, guests, disabled, unmatched }
}

/** Before the next sync it is not known of any window whether its own report is there. */
function isAtMost({ app, at_most }: z.infer<typeof Row>, days: WindowDays): boolean {
  return at_most === null ? oneDayApps.has(app) : (at_most & windowBit(days)) !== 0
}

function useOf(row: z.infer<typeof Row>, trend: AppUse['trend']): AppUse {
  const title = appTitle(row.app)
  return {
    app: row.app,
    title,
    asOf: row.as_of,
    sharesDay: oneDayApps.has(row.app),
    base: row.base,
    active: { d7: row.active_7d, d30: row.active_30d, d90: row.active_90d, d180: row.active_180d },
    atMost: {
      d7: isAtMost(row, 7),
      d30: isAtMost(row, 30),
      d90: isAtMost(row, 90),
      d180: isAtMost(row, 180),
    },
    neverUsed: countedRows(row.never_used, {
      report: 'app-activity',
      where: { never_used: ['contains', `${title};`] },
    }),
    others: row.others_30d,
    othersAre: othersOf(row),
    trend,
  }
}
