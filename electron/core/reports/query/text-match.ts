import { type Sql, sql } from '../../database/sql.ts'

/**
 * A condition that a text holds another, whatever the case of its letters. SQLite's `like` knows the case
 * of ASCII letters only, so any other needle becomes a `glob` pattern in which each letter may come in
 * either case.
 */
export function containsText(column: Sql, needle: string): Sql {
  if (isAscii(needle)) return sql`${column} like ${`%${escapeLike(needle)}%`} escape '\\'`
  return sql`${column} glob ${`*${foldedGlob(needle)}*`}`
}

/** A condition that two texts are the same but for the case of their letters. */
export function sameText(column: Sql, text: string): Sql {
  if (isAscii(text)) return sql`${column} = ${text} collate nocase`
  return sql`${column} glob ${foldedGlob(text)}`
}

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text)
}

function escapeLike(text: string): string {
  return text.replaceAll(/[\\%_]/g, character => `\\${character}`)
}

/**
 * The text as a `glob` pattern that matches it in any case; a letter whose other case is several letters
 * stands for itself.
 */
export function foldedGlob(text: string): string {
  return Array.from(text.normalize('NFC'), foldedCharacter).join('')
}

function foldedCharacter(character: string): string {
  if (/[*?[]/.test(character)) return `[${character}]`
  const forms = [character, character.toLowerCase(), character.toUpperCase()]
  const single = [...new Set(forms)].filter(form => Array.from(form).length === 1)
  return single.length === 1 ? character : `[${single.join('')}]`
}
