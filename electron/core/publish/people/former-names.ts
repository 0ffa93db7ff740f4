import type { Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import type { PublicationContext } from '../publication.ts'

/**
 * Keeps the names that people lose, after the comparison and before it is applied: a report's key that is
 * nobody's name today belongs to whoever had it last.
 */
export function noteFormerNames(writer: Writer, { at }: PublicationContext): void {
  writer.run(sql`
    insert or replace into former_name (upn_key, user_id, until)
    select known.upn_key, known.user_id, ${at}
    from temp.touched_user as touched
    cross join user as known on known.user_id = touched.user_id
    cross join incoming_user as incoming on incoming.user_id = touched.user_id
    where touched.kind = 'changed' and known.upn_key is not null and incoming.upn_key is not known.upn_key`)
}

/**
 * After people were changed: forgets the names of those who are gone, and names that are somebody's again.
 */
export function forgetTakenNames(writer: Writer): void {
  writer.script(`
    delete from former_name
    where user_id in (select user_id from temp.touched_user where kind = 'removed');
    delete from former_name
    where upn_key in (
      select user.upn_key from temp.touched_user as touched
      cross join user on user.user_id = touched.user_id
      where user.upn_key is not null)`)
}
