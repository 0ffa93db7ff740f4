import { z } from 'zod'
import { Cell, exportFormats } from './reports.ts'

const connector = z.string().min(1).max(200)
const Statement = z.string().trim().min(1).max(20_000)

/** So many rows come to the window; an export has all of them. */
export const maxQueryRows = 5000

/** A view of the contract with its columns, as the documentation of the data describes them. */
export const QueryView = z.strictObject({
  name: z.string(),
  about: z.string(),
  example: z.string(),
  columns: z.array(z.strictObject({ name: z.string(), type: z.string(), about: z.string() })),
})
export type QueryView = z.infer<typeof QueryView>

export const QueryAnswer = z.strictObject({
  columns: z.array(z.strictObject({ name: z.string(), isNumber: z.boolean() })),
  rows: z.array(z.array(Cell)),
  /** Whether there are further rows. */
  more: z.boolean(),
  milliseconds: z.int(),
})
export type QueryAnswer = z.infer<typeof QueryAnswer>

/**
 * Questions in SQL to the views. `badRequest` for what is no single select over them, with the place in
 * `detail.position`, counted from 0, where it can be told; `timedOut` past the time limit.
 */
export const querySchemas = {
  'query.views': { input: z.strictObject({ connector }), output: z.array(QueryView) },
  'query.run': { input: z.strictObject({ connector, sql: Statement }), output: QueryAnswer },
  'query.export': {
    input: z.strictObject({ connector, sql: Statement, format: z.enum(exportFormats) }),
    output: z.strictObject({ file: z.string(), rows: z.int() }),
  },
} as const
