import { z } from 'zod'
import type { Writer } from '../../core/database/ports.ts'
import { identifier, join, raw, type Sql, sql } from '../../core/database/sql.ts'
import { showPrices } from '../../core/savings/choices/prices.ts'
import { enteredNames, enteredTables } from '../../core/savings/entered.ts'
import { judgeAgain } from '../../core/savings/verdicts.ts'
import { indexUsers } from '../../core/search/user-index.ts'
import { usageReports } from '../../core/usage/catalogue/index.ts'
import { openWriter } from './open.ts'

const Table = z.object({ name: z.string() })
const Found = z.object({ found: z.int() })

/**
 * Puts the rows of another database of the same schema in the place of the connector's own, in one
 * transaction. Tables that have no rows there stay as they are, and so do those in which a person has entered
 * something meanwhile. The index that users are found by is built again, and every seat is judged again,
 * for the other database knew no prices, settings or exclusions.
 *
 * @param today `YYYY-MM-DD`, whose prices the licenses show
 * @throws AppError as {@link openWriter}
 */
export function takeOver(file: string, other: string, today: string): void {
  const writer = openWriter(file)
  try {
    writer.run(sql`attach database ${other} as second`)
    writer.transaction(() => {
      writer.script('pragma defer_foreign_keys = on')
      const kept = new Set(enteredTables.filter(name => hasRows(writer, 'main', name)))
      for (const name of tablesWithRows(writer).filter(table => !kept.has(table))) {
        const [table, taken] = [identifier(name), takenRows(name)]
        writer.run(sql`delete from main.${table} ${taken}`)
        writer.run(sql`insert into main.${table} select * from second.${table} ${taken}`)
      }
      indexUsers(writer, 'all')
      showPrices(writer, today)
      judgeAgain(writer, usageReports)
    })
    writer.script('detach database second')
  } finally {
    writer.close()
  }
}

/** All rows of a table but those of `meta` that a person entered. */
function takenRows(table: string): Sql {
  if (table !== 'meta') return raw('')
  const names = enteredNames.map(name => sql`${name}`)
  return sql`where name not in (${join(names, ', ')})`
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
  return tables.map(({ name }) => name).filter(name => hasRows(writer, 'second', name))
}

function hasRows(writer: Writer, schema: 'main' | 'second', table: string): boolean {
  const found = sql`select exists (select 1 from ${identifier(schema)}.${identifier(table)}) as found`
  return writer.first(Found, found)?.found === 1
}
