import type { Reader } from './ports.ts'
import { type Sql, sql } from './sql.ts'

/** Groups of fewer users than these could show who is behind a made-up name. */
export const minUsers = 5

/** SQL for whether a group of so many users may be shown by itself. */
export function isShown(reader: Pick<Reader, 'hasPseudonyms'>, people: Sql): Sql {
  return reader.hasPseudonyms ? sql`${people} >= ${minUsers}` : sql`true`
}
