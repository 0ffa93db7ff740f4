import type { QueryAnswer } from '../../../contract/query.ts'
import type { exportFormats } from '../../../contract/reports.ts'
import type { CsvDialect } from '../../../core/reports/csv-dialect.ts'
import type { WorkerError } from '../worker/protocol.ts'

/** What a thread is started with: one question, answered with rows or written into a file. */
export type QueryOrder = {
  databaseFile: string
  sql: string
  /** By which made-up names are made; null for the real ones. */
  pseudonymKey: string | null
  /** One number: not 0 when the work is to stop. */
  stop: SharedArrayBuffer
  /** Null for an answer of at most `maxQueryRows` rows. */
  file: { path: string; format: (typeof exportFormats)[number]; csv: CsvDialect } | null
}

export type QueryResult = { answer: QueryAnswer } | { written: number }
export type QueryReply = { ok: true; result: QueryResult } | { ok: false; error: WorkerError }
