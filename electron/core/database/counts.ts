import { z } from 'zod'
import type { Reader } from './ports.ts'
import type { Sql } from './sql.ts'

/** How many rows a publication put in, changed and took out. */
export type Counts = { inserted: number; updated: number; removed: number }

export const noCounts: Counts = { inserted: 0, updated: 0, removed: 0 }

const Count = z.object({ count: z.int() })

/** The one number that a statement gives under the name `count`. */
export function countOf(reader: Reader, statement: Sql): number {
  return reader.first(Count, statement)?.count ?? 0
}
