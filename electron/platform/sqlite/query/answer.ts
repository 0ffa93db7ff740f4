import { maxQueryRows } from '../../../contract/query.ts'
import type { Cell, ReportColumn } from '../../../contract/reports.ts'
import { cancelled } from '../../../core/errors.ts'
import { encodeCsv, encodeJson } from '../../../core/export/text-formats.ts'
import { writeWhole } from '../../export/output-file.ts'
import { writeWorkbook } from '../../export/workbook.ts'
import type { QueryOrder, QueryResult } from './protocol.ts'
import { openQuestion, type Question } from './questions.ts'

/** Answers the question of a thread. Throws `badRequest`, `cancelled`, and what an export throws. */
export async function answerQuestion(order: QueryOrder): Promise<QueryResult> {
  const began = performance.now()
  const question = openQuestion(order)
  try {
    if (order.file !== null) return { written: await writeRows(question, order, order.file) }
    const rows: Cell[][] = []
    let more = false
    for (const row of question.rows()) {
      more = rows.length === maxQueryRows
      if (more) break
      rows.push(row.map(value => shortened(cellOf(value))))
    }
    const columns = question.columns.map((name, index) => ({ name, isNumber: isNumber(rows, index) }))
    return { answer: { columns, rows, more, milliseconds: Math.round(performance.now() - began) } }
  } finally {
    question.close()
  }
}

const batchRows = 500

async function writeRows(
  question: Question,
  { stop }: QueryOrder,
  { path, format, csv }: NonNullable<QueryOrder['file']>,
): Promise<number> {
  const batches = batchesOf(question, new Int32Array(stop))
  const first = batches.next()
  const columns = question.columns.map((name, index) =>
    columnOf(name, first.done !== true && isNumber(first.value, index)),
  )
  const written = { rows: 0 }
  const all = function* () {
    if (first.done === true) return
    written.rows += first.value.length
    yield first.value
    for (const batch of batches) {
      written.rows += batch.length
      yield batch
    }
  }
  await writeWhole(
    path,
    async handle => {
      if (format === 'xlsx') return writeWorkbook(handle, { title: 'Query', columns, batches: all() })
      const texts = format === 'csv' ? encodeCsv(columns, all(), csv) : encodeJson(columns, all())
      for (const text of texts) await handle.appendFile(text)
      return undefined
    },
    new AbortController().signal,
  )
  return written.rows
}

function* batchesOf(question: Question, stop: Int32Array): Generator<Cell[][], undefined> {
  let batch: Cell[][] = []
  for (const row of question.rows()) {
    batch.push(row.map(cellOf))
    if (batch.length < batchRows) continue
    if (Atomics.load(stop, 0) !== 0) throw cancelled()
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
  return undefined
}

function columnOf(name: string, isOfNumbers: boolean): ReportColumn {
  return {
    key: name,
    label: name,
    type: isOfNumbers ? 'number' : 'text',
    personal: false,
    sums: false,
    blank: 'none',
  }
}

function cellOf(value: unknown): Cell {
  if (value === null || typeof value === 'number' || typeof value === 'string') return value
  return value instanceof Uint8Array
    ? `x'${Buffer.from(value.subarray(0, 64)).toString('hex')}'`
    : String(value)
}

/** Longer texts would be seen in part anyway. */
const maxShownLength = 4000

function shortened(cell: Cell): Cell {
  return typeof cell === 'string' && cell.length > maxShownLength ? `${cell.slice(0, maxShownLength)}…` : cell
}

/** Whether a column has numbers and nothing else. */
function isNumber(rows: readonly (readonly Cell[])[], index: number): boolean {
  const values = rows.map(row => row[index] ?? null).filter(value => value !== null)
  return values.length > 0 && values.every(value => typeof value === 'number')
}
