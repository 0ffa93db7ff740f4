import { join, raw, type Sql, sql } from '../../database/sql.ts'
import { bitOf } from '../../savings/facts/bits.ts'
import { type WitnessApp, witnessApps } from '../../savings/products/plan-kinds.ts'
import { usageReports } from '../../usage/catalogue/index.ts'
import { longerWindow, usedColumn, type WindowDays, windowDays } from '../../usage/storing/activity.ts'
import { platformBits } from '../../usage/storing/person-platform.ts'
import type { QuickCondition } from './source.ts'

/**
 * A column that names the apps which fit, each with a semicolon behind it, so that one is found among those
 * whose names begin alike; null for none.
 */
export type AppNames = { text: Sql; quick: QuickCondition }

/**
 * @param bits SQL of an integer with the bit of each app that fits
 * @param apps the apps in the order in which they are named
 * @param where what must hold of an app besides
 */
export function appNames(
  bits: Sql,
  apps: readonly string[],
  titleOf: (app: string) => string,
  where: (app: string) => Sql = () => raw('true'),
): AppNames {
  return namesOf(known(apps), titleOf, app => sql`((${bits}) & ${bitOf(app)} and ${where(app)})`)
}

const known = (apps: readonly string[]): readonly WitnessApp[] =>
  apps.flatMap(app => witnessApps.find(one => one === app) ?? [])

/** The names of the apps of which a condition holds. */
function namesOf<App extends string>(
  apps: readonly App[],
  titleOf: (app: string) => string,
  condition: (app: App) => Sql,
): AppNames {
  const names = apps.map(app => sql`iif(${condition(app)}, ${`${titleOf(app)}; `}, '')`)
  const any = sql`ifnull(${join(apps.map(condition), ' or ')}, 0)`
  return {
    text: sql`nullif(rtrim(${join(names, ' || ')}), '')`,
    quick: (operator, value) => {
      if (operator === 'present') return any
      if (operator === 'empty') return sql`not ${any}`
      const asked = apps.find(app => `${titleOf(app)};` === value)
      if (asked === undefined) return null
      if (operator === 'contains') return condition(asked)
      return operator === 'not-contains' ? sql`not ifnull(${condition(asked)}, 0)` : null
    },
  }
}

/** The apps that were used within each window, by the column of a report: `used_30d`. */
export function usedNames(
  apps: readonly string[],
  titleOf: (app: string) => string,
): Record<string, AppNames> {
  return Object.fromEntries(
    windowDays.map(days => [usedColumn(days), namesOf(apps, titleOf, app => isUsedWithin(apps, app, days))]),
  )
}

/**
 * The apps of those who have them that were used within the next longer window and not within this one, by
 * the column of a report: `lost_30d`.
 */
export function lostNames(
  apps: readonly string[],
  titleOf: (app: string) => string,
): Record<string, AppNames> {
  return Object.fromEntries(
    windowDays.flatMap(days => {
      const longer = longerWindow(days)
      if (longer === null) return []
      const isLost = (app: WitnessApp) =>
        sql`(o.base & ${bitOf(app)} and ${isUsedWithin(apps, app, longer)} and not ${isUsedWithin(apps, app, days)})`
      return [[`lost_${days}d`, namesOf(known(apps), titleOf, isLost)]]
    }),
  )
}

function isUsedWithin(apps: readonly string[], app: string, days: WindowDays): Sql {
  return raw(`(p.${usedColumn(days)} >> ${apps.indexOf(app)} & 1)`)
}

/**
 * The platforms on which any of the Microsoft 365 apps was used, with a plus between them.
 *
 * @param used SQL of an integer with the bits of apps and platforms
 */
export function platformNames(used: Sql, platforms: readonly string[]): Sql {
  const bits = platformBits(usageReports).filter(({ app }) => app.endsWith('_app'))
  const names = platforms.map(name => {
    const mask = bits
      .filter(({ platform }) => platform === name.toLowerCase())
      .reduce((sum, { bit }) => sum + 2 ** bit, 0)
    return sql`iif(${used} & ${mask}, ${` + ${name}`}, '')`
  })
  return sql`nullif(substr(${join(names, ' || ')}, 4), '')`
}

/** Whether the app's reports can be read at all. */
export const isJudged = (app: string): Sql =>
  sql`exists (select 1 from judged_app where app = ${app} and gap is null and refresh_date is not null)`
