import { z } from 'zod'
import { writeMeta } from '../../database/meta.ts'
import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'

/** Under this name `meta` keeps, as JSON, which spelling stands for each other one of the same name. */
export const splitNamesMeta = 'split_names'

const Value = z.object({ value: z.string() })

/** Texts with a letter beyond ASCII: of all others SQLite itself knows which are the same. */
const beyondAscii = (column: string, table: string) =>
  `select distinct ${column} as value from ${table} where ${column} glob '*[^ -~]*'`

/**
 * Departments, countries, companies and offices whose names differ only by the case of their letters are one,
 * as to whoever filters by one of them. SQLite folds the letters of ASCII alone; for the others one spelling
 * stands for all.
 */
export function nameSplits(writer: Writer): void {
  const values = writer.all(
    Value,
    raw(
      [
        beyondAscii('department', 'split'),
        beyondAscii('country', 'split'),
        beyondAscii('company_name', 'split'),
        beyondAscii('office_location', 'user'),
      ].join(' union '),
    ),
  )
  const groups = Map.groupBy(values, ({ value }) => value.normalize('NFC').toLowerCase())
  const names = [...groups.values()].flatMap(group => {
    const [name = '', ...others] = group.map(({ value }) => value).toSorted(bySpelling)
    return others.map(value => [value, name] as const)
  })
  writeMeta(writer, splitNamesMeta, JSON.stringify(Object.fromEntries(names)))
}

/** `Ärzte` before `ÄRZTE` and `ärzte`: a capital followed by small letters is how names are written. */
function bySpelling(one: string, other: string): number {
  return capitals(one) - capitals(other) || (one < other ? -1 : 1)
}

function capitals(text: string): number {
  const [first = '', ...rest] = text
  const isCapital = (letter: string) => letter !== letter.toLowerCase()
  const count = rest.filter(isCapital).length
  return isCapital(first) ? count : count + text.length
}
