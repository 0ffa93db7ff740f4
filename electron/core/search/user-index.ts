import { z } from 'zod'
import { readMeta, writeMeta } from '../database/meta.ts'
import type { Writer } from '../database/ports.ts'
import type { Scope } from '../database/scope.ts'
import { raw, sql } from '../database/sql.ts'
import { foldText, foldVersion } from './fold.ts'

/**
 * What a user can be found by, divided by spaces, in lower case as far as SQLite knows it: letters of ASCII.
 * Most users have nothing else, so that few texts have to be folded one by one.
 */
const searchedText = raw(`lower(
    ifnull(user.display_name, '') || ' ' || ifnull(user.user_principal_name, '')
    || iif(user.mail is null or user.mail is user.user_principal_name, '', ' ' || user.mail)
    || iif(user.department is null, '', ' ' || user.department))`)

/** Matches a text with a letter that is not of ASCII. */
const beyondAscii = '*[^ -~]*'

const versionName = 'user_search_fold'

/** Builds the index where there is none, or one that was folded in another way. */
export function ensureUserIndex(writer: Writer): void {
  if (readMeta(writer, versionName) === String(foldVersion)) return
  writer.transaction(() => indexUsers(writer, 'all'))
}

/**
 * Brings the search index up to date, within the publication that changed users, so that it never says
 * anything else than the tables.
 *
 * @param scope all users, or those of `temp.touched_user`, after the change has been applied
 */
export function indexUsers(writer: Writer, scope: Scope): void {
  if (scope === 'all') rebuild(writer)
  else updateTouched(writer)
}

function rebuild(writer: Writer): void {
  writer.run(sql`delete from user_text`)
  writer.run(sql`
    insert into user_text (user_id, text) select user_id, ${searchedText} from user order by user_id`)
  const rows = writer.all(Text, sql`select entry_id, text from user_text where text glob ${beyondAscii}`)
  const fold = writer.prepareStatement('update user_text set text = ? where entry_id = ?')
  for (const { entry_id, text } of rows) fold([foldText(text), entry_id])
  writer.run(sql`insert into user_search (user_search) values ('rebuild')`)
  writeMeta(writer, versionName, String(foldVersion))
}

const Text = z.object({ entry_id: z.int(), text: z.string() })

const Touched = z.object({
  user_id: z.string(),
  entry_id: z.int().nullable(),
  before: z.string().nullable(),
  /** Null for a user who is gone. */
  after: z.string().nullable(),
})

/**
 * The index itself holds no texts: to forget one, it has to be handed the text as it was. It gathers its
 * changes in memory as long as row ids ascend, and writes them down at each step back: so first all texts are
 * forgotten in their order, then the new ones are entered in theirs.
 */
function updateTouched(writer: Writer): void {
  const touched = writer.all(
    Touched,
    sql`select touched.user_id, known.entry_id, known.text as before,
        iif(user.user_id is null, null, ${searchedText}) as after
      from temp.touched_user as touched
      left join user_text as known on known.user_id = touched.user_id
      left join user on user.user_id = touched.user_id
      order by known.entry_id`,
  )
  const changed = touched
    .map(row => ({ ...row, after: row.after === null ? null : foldText(row.after) }))
    .filter(({ before, after }) => before !== after)
  const forget = writer.prepareStatement(
    `insert into user_search (user_search, rowid, text) values ('delete', ?, ?)`,
  )
  const remove = writer.prepareStatement('delete from user_text where entry_id = ?')
  const add = writer.prepareStatement('insert into user_text (user_id, text) values (?, ?)')
  const enter = writer.prepareStatement(
    'insert into user_search (rowid, text) values (last_insert_rowid(), ?)',
  )
  for (const { entry_id, before } of changed) if (entry_id !== null) forget([entry_id, before])
  for (const { entry_id } of changed) if (entry_id !== null) remove([entry_id])
  for (const { user_id, after } of changed) {
    if (after === null) continue
    add([user_id, after])
    enter([after])
  }
}
