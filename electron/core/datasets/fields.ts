import { z } from 'zod'

/**
 * How the fields of a row are read. `exact` is the quick way and takes what Graph documents; `lenient` reads
 * the rows that it refuses, with everything that does not fit left out, because one odd field must not cost a
 * person their row.
 */
type Reading = 'exact' | 'lenient'

/** The kinds of fields in Graph's JSON. Every one of them may be null or left out. */
function fieldsFor(reading: Reading) {
  const lenient = reading === 'lenient'
  const optional = <T extends z.ZodType>(schema: T) => {
    const nullish = schema.nullish()
    return lenient ? nullish.catch(undefined) : nullish
  }
  return {
    text: optional(z.string()),
    flag: optional(z.boolean()),
    integer: optional(z.int()),
    /** A time as {@link timeOf} reads it. */
    time: optional(
      z.string().transform((value, context) => {
        const time = timeOf(value)
        if (time === null) context.addIssue('no time')
        return time
      }),
    ),
    object: <T extends z.ZodType>(schema: T) => optional(schema),
    /** Entries that cannot be read are undefined, so that they do not take the others with them. */
    list: <T extends z.ZodType>(entry: T) => optional(z.array(optional(entry))),
  }
}
type Fields = ReturnType<typeof fieldsFor>

/** A schema in both readings. */
type RowSchema<T> = { exact: z.ZodType<T>; lenient: z.ZodType<T> }

export function rowSchema<T>(build: (fields: Fields) => z.ZodType<T>): RowSchema<T> {
  return { exact: build(fieldsFor('exact')), lenient: build(fieldsFor('lenient')) }
}

/** Null when the row lacks even its id. */
export function readRow<T>(schema: RowSchema<T>, value: unknown): T | null {
  const exact = schema.exact.safeParse(value)
  if (exact.success) return exact.data
  const lenient = schema.lenient.safeParse(value)
  return lenient.success ? lenient.data : null
}

/** Whether a row has anything beside its id. */
export function saysSomething(row: Record<string, unknown>, key: string): boolean {
  return Object.entries(row).some(([name, value]) => name !== key && value != null)
}

/** The id of a row: never empty. */
export const Identifier = z.string().trim().min(1)

/**
 * The name of a group without the blanks around it: directories that are fed from elsewhere hold `Sales `
 * beside `Sales`.
 */
export function groupOf(value: string | null | undefined): string | null {
  return value?.trim() ?? null
}

export function flagOf(value: boolean | null | undefined): 0 | 1 | null {
  return value == null ? null : value ? 1 : 0
}

/**
 * An object of Entra by its id. Ids are compared by their letters, so that an answer that writes them in
 * capitals would otherwise make everybody somebody else.
 */
export const ObjectId = Identifier.toLowerCase()

const isoTime = /^(\d{4}-\d\d-(\d\d))(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/
/** The first and the last year of their calendar, with which some services say "never". */
const never = /^(0001|9999)-/

/**
 * A time of ISO 8601 in UTC, where it names no zone, too; null for what is no time, for a day that no
 * calendar has, and for "never". Date.parse alone would take many a text for a time.
 */
export function timeOf(value: string | null | undefined): string | null {
  const [, day, dayOfMonth, time, seconds, , zone] = isoTime.exec(value ?? '') ?? []
  if (value == null || day === undefined || never.test(value)) return null
  const isUtc = time !== undefined && zone === undefined
  const milliseconds = Date.parse(isUtc ? `${value}Z` : value)
  // A day too many would be one of the next month.
  const rolls = Number(dayOfMonth) > 28 && new Date(day).getUTCDate() !== Number(dayOfMonth)
  if (Number.isNaN(milliseconds) || rolls) return null
  return seconds !== undefined && zone === 'Z' ? value : new Date(milliseconds).toISOString()
}

/** The entries of a list that could be read. */
export function entriesOf<T>(list: readonly (T | null | undefined)[] | null | undefined): T[] {
  return (list ?? []).filter(entry => entry != null)
}
