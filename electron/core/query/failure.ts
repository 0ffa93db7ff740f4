import { AppError } from '../errors.ts'
import { type Token, tokensOf } from './tokens.ts'

/** The message of SQLite for a statement; null when it can be prepared. */
type Prepare = (sql: string) => string | null

/**
 * A failure of SQLite as the person's own mistake, with its place. SQLite says near which word, and the word
 * may stand there several times: the right one is the first up to which the statement fails in the same way.
 */
export function queryFailure(sql: string, message: string, prepare: Prepare): AppError {
  const place = placeOf(sql, message, prepare)
  return new AppError('badRequest', sentenceOf(message), {
    fix: 'Correct the statement, then run it again.',
    detail: place === null ? {} : { position: String(place) },
  })
}

function sentenceOf(message: string): string {
  const text = message.replace(/^SQLITE_\w+:\s*/, '').trim()
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${/[.!?]$/.test(text) ? '' : '.'}`
}

function placeOf(sql: string, message: string, prepare: Prepare): number | null {
  const tokens = tokensOf(sql)
  if (/incomplete input/i.test(message)) return sql.trimEnd().length
  const near = /^near "([\s\S]*?)": syntax error/.exec(message)?.[1]
  if (near !== undefined) return syntaxPlace(sql, tokens, { near, message, prepare })
  const unknown = /^no such (?:column|table|function): ([\w.$]+)/.exec(message)?.[1]
  const ambiguous = /^ambiguous column name: ([\w.$]+)/.exec(message)?.[1]
  const named = (unknown ?? ambiguous)?.split('.').at(-1)?.toLowerCase()
  return tokens.find(({ value, kind }) => kind === 'name' && value === named)?.start ?? null
}

function syntaxPlace(
  sql: string,
  tokens: readonly Token[],
  { near, message, prepare }: { near: string; message: string; prepare: Prepare },
): number | null {
  const places = tokens.filter(({ start, end }) => sql.slice(start, end) === near)
  const right = places.find(({ end }) => prepare(sql.slice(0, end)) === message)
  return (right ?? places[0])?.start ?? null
}
