import { z } from 'zod'
import type { OneAppUse } from '../../../contract/insight/apps.ts'
import type { Reader } from '../../database/ports.ts'
import { identifier, join, raw, sql } from '../../database/sql.ts'
import { usageReports } from '../../usage/catalogue/index.ts'
import type { WindowDays } from '../../usage/storing/activity.ts'
import { isFlagSet, type UsageTable, usageTables } from '../../usage/storing/tables.ts'

type Places = Pick<OneAppUse, 'platforms' | 'platformDays'>

/** A window in days, and the day that it ends with, `YYYY-MM-DD`. */
type Window = { days: WindowDays; until: string }

/**
 * On which platforms an app was used. Where the report that tells has a period as long as the window, and has
 * come for it, that is what counts; otherwise its longest period.
 */
export function readPlatforms(reader: Reader, app: string, window: Window): Places {
  const table = windowTable(reader, app, window)
  const platforms = table === null ? inAllReports(reader, app) : inOneReport(reader, app, table)
  if (platforms.length === 0) return { platforms, platformDays: null }
  return { platforms, platformDays: table?.periodDays ?? longestPeriod(app) }
}

const reportsOf = (app: string) =>
  usageReports.filter(({ platforms }) => platforms.some(place => place.app === app))

function longestPeriod(app: string): number | null {
  return Math.max(...reportsOf(app).flatMap(({ periods }) => periods)) || null
}

const Found = z.object({ found: z.int() })

/** The only report that tells of the app, in the period of the window; null where it has not come for it. */
function windowTable(reader: Reader, app: string, { days, until }: Window): UsageTable | null {
  const [report, ...others] = reportsOf(app)
  if (report === undefined || others.length > 0) return null
  const table = usageTables([report]).find(({ periodDays }) => periodDays === days)
  if (table === undefined) return null
  const stored = reader.first(
    Found,
    sql`select exists (select 1 from usage_report where report = ${report.name} and period_days = ${days}
      and counts = 1 and refresh_date = ${until}) as found`,
  )
  return stored?.found === 1 ? table : null
}

const Platform = z.object({ platform: z.string(), users: z.int() })

function inAllReports(reader: Reader, app: string): Places['platforms'] {
  return reader.all(
    Platform,
    sql`select platform.platform, ifnull(sum(place.used >> platform.bit & 1), 0) as users
      from platform_bit platform cross join person_platform place
      where platform.app = ${app} group by platform.bit order by platform.bit`,
  )
}

const Sums = z.record(z.string(), z.int().nullable())

/** Whoever is named under a former name as well counts once. */
function inOneReport(reader: Reader, app: string, table: UsageTable): Places['platforms'] {
  const cells = reportsOf(app).flatMap(({ platforms }) => platforms.filter(place => place.app === app))
  const places = [...Map.groupBy(cells, ({ platform }) => platform)]
  const name = identifier(table.name)
  const counts = places.map(([, same], place) => {
    const isUsed = same.map(({ cell }) => isFlagSet(table, cell, 'row')).join(' | ')
    return sql`sum(${raw(isUsed)}) as ${raw(`users_${place}`)}`
  })
  const sums = reader.first(
    Sums,
    sql`select ${join(counts, ', ')} from ${name} as row cross join person on person.person_id = row.person_id
      where person.counts_for is null
        or not exists (select 1 from ${name} as today where today.person_id = person.counts_for)`,
  )
  return places.map(([platform], place) => ({ platform, users: sums?.[`users_${place}`] ?? 0 }))
}
