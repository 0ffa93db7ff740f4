import { AppError } from '../errors.ts'
import { type Token, tokensOf } from './tokens.ts'

const beginnings: readonly string[] = ['select', 'with', 'values']
/** Names of whole databases, by which a table would be reached past what stands before it. */
const schemas: readonly string[] = ['main', 'temp']

/**
 * Lets a statement pass that only asks. The connection cannot write whatever is asked.
 *
 * @throws AppError `badRequest` with the place in `detail.position`
 */
export function checkStatement(sql: string): void {
  const tokens = tokensOf(sql)
  const [first] = tokens
  if (first === undefined || !beginnings.includes(first.value)) {
    throw refused(
      'Only a SELECT can be run here.',
      first?.start ?? 0,
      'Begin with SELECT or WITH. Nothing here can change the data.',
    )
  }
  checkEnd(tokens)
}

/**
 * Lets a statement pass that asks the views and nothing else: they are documented, and in them limits and
 * made-up names hold.
 *
 * @param tables the tables behind the views
 * @throws AppError as {@link checkStatement}
 */
export function checkNames(sql: string, tables: ReadonlySet<string>): void {
  const tokens = tokensOf(sql)
  for (const [index, { kind, value, start }] of tokens.entries()) {
    if (kind === 'name' && tokens[index + 1]?.value === '.' && schemas.includes(value)) {
      throw refused(`The views need no "${value}." before their name.`, start, 'Leave it out.')
    }
  }
  for (const { value, start } of sourcesOf(tokens)) {
    if (!tables.has(value) && !value.startsWith('sqlite_')) continue
    const fix = 'Choose from the list of views; their names begin with v_.'
    throw refused(`"${value}" is not one of the views.`, start, fix)
  }
}

/** Words after which no table can come before the next FROM. */
const endsOfFrom: readonly string[] = [
  ...['where', 'group', 'having', 'window', 'order', 'limit', 'union', 'intersect', 'except'],
  ...['select', 'values', 'set'],
]

/**
 * The names in the places of tables: behind FROM, JOIN and IN, and behind commas between them. A column may
 * be called like a table.
 */
function sourcesOf(tokens: readonly Token[]): Token[] {
  const found: Token[] = []
  const levels: Level[] = [{ inFrom: false, wanted: false }]
  for (const [index, token] of tokens.entries()) {
    const level = levels.at(-1) ?? { inFrom: false, wanted: false }
    if (token.value === '(') levels.push({ ...level })
    else if (token.value === ')' && levels.length > 1) levels.pop()
    else if (token.value === ',') level.wanted = level.inFrom
    else if (token.kind === 'name' && readName(level, token, tokens[index - 1])) found.push(token)
  }
  return found
}

/** Where a statement is, within one pair of brackets. */
type Level = { inFrom: boolean; wanted: boolean }

/** Whether the name stands in the place of a table. */
function readName(level: Level, { value }: Token, before: Token | undefined): boolean {
  if (endsOfFrom.includes(value)) {
    level.inFrom = false
    level.wanted = false
    return false
  }
  if (beginsSource(value, before)) {
    level.inFrom ||= value !== 'in'
    level.wanted = true
    return false
  }
  const isSource = level.wanted
  level.wanted = false
  return isSource
}

function beginsSource(word: string, before: Token | undefined): boolean {
  // IS DISTINCT FROM compares.
  if (word === 'from') return before?.value !== 'distinct'
  return word === 'join' || word === 'in'
}

/** One statement; what follows its semicolon would never be run. */
function checkEnd(tokens: readonly Token[]): void {
  const end = tokens.findIndex(({ value, kind }) => kind === 'sign' && value === ';')
  const after = end < 0 ? undefined : tokens[end + 1]
  if (after === undefined) return
  throw refused('There is more than one statement.', after.start, 'Run one SELECT at a time.')
}

function refused(message: string, position: number, fix: string): AppError {
  return new AppError('badRequest', message, { fix, detail: { position: String(position) } })
}
