import { join, raw, type Sql, sql } from '../../database/sql.ts'
import { bitOf } from '../../savings/facts/bits.ts'
import { witnessApps } from '../../savings/products/plan-kinds.ts'
import { usageReports } from '../../usage/catalogue/index.ts'
import { platformBits } from '../../usage/storing/platforms.ts'

/**
 * The names of apps that fit, each with a semicolon behind it, so that one is found among those whose names
 * begin alike; null for none.
 *
 * @param bits SQL of an integer with the bit of each app that fits
 * @param apps the apps in the order in which they are named
 * @param where what must hold of an app besides
 */
export function appNames(
  bits: Sql,
  apps: readonly string[],
  titleOf: (app: string) => string,
  where: (app: string) => Sql = () => raw('true'),
): Sql {
  const names = apps.flatMap(app => {
    const known = witnessApps.find(one => one === app)
    if (known === undefined) return []
    return [sql`iif((${bits}) & ${bitOf(known)} and ${where(app)}, ${`${titleOf(app)}; `}, '')`]
  })
  return sql`nullif(rtrim(${join(names, ' || ')}), '')`
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
