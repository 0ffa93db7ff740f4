import type { Writer } from '../connection.ts'
import { raw, sql } from '../sql.ts'
import { unfoldedTables } from '../staging/people.ts'
import type { StagedSource } from './staged.ts'

/** Gives the unfolded people of a staging file the names by which a publication asks for them, for as long as the file is attached. */
export function nameIncomingUsers(writer: Writer, { table }: StagedSource): void {
  forgetIncomingUsers(writer)
  for (const name of unfoldedTables) {
    writer.run(sql`create temp view ${raw(name)} as select * from ${table(name)}`)
  }
}

export function forgetIncomingUsers(writer: Writer): void {
  for (const name of unfoldedTables) writer.run(raw(`drop view if exists temp.${name}`))
}
