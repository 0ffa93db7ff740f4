import { z } from 'zod'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import type { Pattern } from './patterns.ts'

/** By their text in `temp.holding`: the ways of holding products that some people have together. */
export type Combinations = ReadonlyMap<string, readonly Pattern[]>

const Held = z.object({ combination: z.string() })

/** Every combination of products, and of plans that are off, that somebody holds; a tenant has hundreds. */
export function readCombinations(reader: Reader, patterns: readonly Pattern[]): Combinations {
  const known = new Map(patterns.map(pattern => [pattern.id, pattern]))
  const rows = reader.all(Held, sql`select distinct combination from temp.holding`)
  return new Map(
    rows.map(({ combination }) => [
      combination,
      combination.split(' ').flatMap(id => known.get(Number(id)) ?? []),
    ]),
  )
}
