import { z } from 'zod'
import { appTitle } from '../../contract/insight/app-title.ts'
import type { DailyUse } from '../../contract/insight/daily.ts'
import type { DayValue } from '../../contract/insight/figure.ts'
import type { Reader } from '../database/ports.ts'
import { sql } from '../database/sql.ts'
import { activityApps } from '../reports/families/apps.ts'
import { dayAfter } from '../usage/catalogue/report-days.ts'

const Day = z.object({ app: z.string(), date: z.string(), value: z.number() })

/** Microsoft corrects so many of its newest days (usage reports of Microsoft 365, 48 hours and more). */
const provisionalDays = 3

/**
 * Active users per day of some apps, ascending, over the days that end with the newest of any of them. A day
 * without a figure is left out.
 */
export function readDays(
  reader: Reader,
  apps: readonly string[],
  days: number,
): ReadonlyMap<string, DayValue[]> {
  const found = reader.all(
    Day,
    sql`with wanted as materialized (select value as app from json_each(${JSON.stringify(apps)})),
      newest as materialized (select max(last) as date from (
        select (select max(date) from usage_day d where d.app = wanted.app and d.measure = 'active_users') as last
        from wanted))
      select d.app, d.date, d.value from wanted cross join newest
      cross join usage_day d on d.app = wanted.app and d.measure = 'active_users'
        and d.date > date(newest.date, ${`-${days} days`})
      order by d.app, d.date`,
  )
  const lines = Map.groupBy(found, ({ app }) => app)
  return new Map([...lines].map(([app, rows]) => [app, rows.map(({ date, value }) => ({ date, value }))]))
}

/** A line per app that Microsoft counts per day, in the order of the catalogue. */
export function readDailyUse(reader: Reader, days: number): DailyUse {
  const found = readDays(reader, activityApps, days)
  const lines = activityApps.flatMap(app => {
    const line = found.get(app)
    return line === undefined ? [] : [{ app, title: appTitle(app), days: line }]
  })
  const dates = lines.flatMap(line => line.days.map(({ date }) => date)).toSorted()
  const until = dates.at(-1) ?? null
  return {
    from: dates[0] ?? null,
    until,
    completeUntil: until === null ? null : dayAfter(until, -provisionalDays),
    lines,
  }
}
