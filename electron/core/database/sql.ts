/** What a statement may be given. Flags are 0 or 1. */
export type SqlValue = string | number | null | Uint8Array

/** A statement's text with its values kept apart, so that no value is ever read as SQL. */
export type Sql = { readonly text: string; readonly values: readonly SqlValue[] }

/**
 * Writes a statement: what is embedded becomes a parameter, and another statement is taken in with its own
 * parameters.
 */
export function sql(parts: TemplateStringsArray, ...embedded: readonly (SqlValue | Sql)[]): Sql {
  const values: SqlValue[] = []
  let text = parts[0] ?? ''
  for (const [index, piece] of embedded.entries()) {
    if (isSql(piece)) {
      text += piece.text
      values.push(...piece.values)
    } else {
      text += '?'
      values.push(piece)
    }
    text += parts[index + 1] ?? ''
  }
  return { text, values }
}

/**
 * SQL that the program itself made, taken in as it stands. Nothing that came from outside may be given to it.
 */
export function raw(text: string): Sql {
  return { text, values: [] }
}

/** A name of a table, column or attached file, quoted. */
export function identifier(name: string): Sql {
  return raw(`"${name.replaceAll('"', '""')}"`)
}

/** A text as a literal, for the text of a view, which takes no parameters. */
export function literal(text: string): Sql {
  return raw(`'${text.replaceAll("'", "''")}'`)
}

/** Statements one behind the other with something in between, for instance `, ` or ` union all `. */
export function join(statements: readonly Sql[], between: string): Sql {
  return {
    text: statements.map(({ text }) => text).join(between),
    values: statements.flatMap(({ values }) => values),
  }
}

function isSql(piece: SqlValue | Sql): piece is Sql {
  return typeof piece === 'object' && piece !== null && 'text' in piece
}
