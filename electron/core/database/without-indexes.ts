import { z } from 'zod'
import type { Writer } from './ports.ts'
import { identifier, sql } from './sql.ts'

const Index = z.object({ name: z.string(), sql: z.string() })

/**
 * Takes a table's indexes whose text is like the pattern away during the work and makes them anew, which is
 * quicker than to change them row by row when most rows change. Call it within a transaction.
 */
export function withoutIndexes(writer: Writer, table: string, pattern: string, work: () => void): void {
  const indexes = writer.all(
    Index,
    sql`select name, sql from sqlite_schema
      where type = 'index' and tbl_name = ${table} and sql like ${pattern}`,
  )
  for (const { name } of indexes) writer.run(sql`drop index ${identifier(name)}`)
  work()
  for (const index of indexes) writer.script(index.sql)
}
