import { join, raw, type Sql, sql } from '../../database/sql.ts'
import { bitOf } from '../../savings/facts/bits.ts'
import { witnessApps } from '../../savings/products/plan-kinds.ts'

/**
 * The apps that a user has and has never used, each with a semicolon behind it, so that one is found among
 * those whose names begin alike; null for none.
 *
 * @param own the alias of `user_app`
 * @param apps the apps in the order in which they are named
 */
export function neverUsed(own: string, apps: readonly string[], titleOf: (app: string) => string): Sql {
  const names = apps.flatMap(app => {
    const known = witnessApps.find(one => one === app)
    if (known === undefined) return []
    return [sql`iif(${raw(`${own}.never`)} & ${bitOf(known)}, ${`${titleOf(app)}; `}, '')`]
  })
  return sql`nullif(rtrim(${join(names, ' || ')}), '')`
}
