import { z } from 'zod'
import type { Writer } from '../../core/database/ports.ts'
import { identifier, raw, sql } from '../../core/database/sql.ts'
import { indexUsers } from '../../core/search/user-index.ts'
import { openWriter } from './open.ts'

const Table = z.object({ name: z.string() })
const Found = z.object({ found: z.int() })

/**
 * Puts the rows of another database of the same schema in the place of the connector's own, in one
 * transaction. Tables that have no rows there stay as they are: what a person entered is in no database that
 * only syncs have written. The index that users are found by is built again.
 *
 * @throws AppError as {@link openWriter}
 */
export function takeOver(file: string, other: string): void {
  const writer = openWriter(file)
  try {
    writer.run(sql`attach database ${other} as second`)
    writer.transaction(() => {
      writer.script('pragma defer_foreign_keys = on')
      for (const name of tablesWithRows(writer)) {
        const table = identifier(name)
        writer.run(sql`delete from main.${table}`)
        writer.run(sql`insert into main.${table} select * from second.${table}`)
      }
      indexUsers(writer, 'all')
    })
    writer.script('detach database second')
  } finally {
    writer.close()
  }
}

/**
 * In the order in which they were made, so that what others refer to comes before them. Virtual tables, and
 * those in which they keep what they hold, are none of them.
 */
function tablesWithRows(writer: Writer): string[] {
  const tables = writer.all(
    Table,
    raw(`
    select known.name from second.sqlite_schema as known
    join pragma_table_list as listed on listed.schema = 'second' and listed.name = known.name
    where listed.type = 'table' and (known.name not like 'sqlite%' or known.name = 'sqlite_sequence')
      and known.name in (select name from main.sqlite_schema)
    order by known.rowid`),
  )
  return tables
    .map(({ name }) => name)
    .filter(name => {
      const found = sql`select exists (select 1 from second.${identifier(name)}) as found`
      return writer.first(Found, found)?.found === 1
    })
}
