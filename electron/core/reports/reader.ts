import { z } from 'zod'
import {
  type Cell,
  type ReportPage,
  ReportRequest,
  type ReportTotals,
  type ReportValues,
  type TotalsRequest,
  type ValuesRequest,
} from '../../contract/reports.ts'
import type { Reader } from '../database/ports.ts'
import type { Clock } from '../ports.ts'
import { find } from '../search/find.ts'
import { findReport } from './catalogue.ts'
import type { ReportDefinition } from './definition.ts'
import { checkSources, type Note } from './notes.ts'
import type { Beside, ReportReader } from './ports.ts'
import { createCounter } from './query/counter.ts'
import { readActivityDay, readDomain, readFacts, readRegisteredSecrets } from './query/facts.ts'
import { readRuns } from './query/runs.ts'
import type { ReportContext, ReportSource } from './query/source.ts'
import { everyRow, rowsStatement } from './query/statements.ts'
import { totalsStatement, valuesStatement } from './query/summaries.ts'
import { type CheckedRequest, checkRequest, findColumn } from './request.ts'

/** Rows of an export at a time: few enough that a screen is not kept waiting between two of them. */
const batchRows = 200

/**
 * Answers for the reports of one connector's database. Every call sees the newest publication.
 *
 * @param open opens the database without a way to change it; an export has a connection of its own
 */
export function createReportReader(open: () => Reader, clock: Clock): ReportReader {
  const reader = open()
  const count = createCounter(reader)
  return {
    page: (request, beside = nothingBeside) => {
      const prepared = prepare(reader, clock, request, beside)
      const { definition, context, checked } = prepared
      const counts = prepared.source === null ? noRows : count(definition, prepared.source, checked)
      const rows = [...readRows(reader, prepared, { offset: checked.offset, limit: checked.limit })]
      return {
        report: definition.description.name,
        columns: definition.description.columns,
        rows,
        offset: checked.offset,
        ...counts,
        activityAsOf: context.trust.activityAsOf,
        notes: notesOf(definition, context, counts),
        missing: context.trust.missing,
      }
    },
    values: request => readValues(reader, clock, request),
    totals: request => readTotals(reader, clock, request),
    rows: (request, beside = nothingBeside) => exportRows(open, clock, request, beside),
    find: (text, limit) => find(reader, text, limit),
    insight: read =>
      read({ reader, now: clock.now(), facts: readFacts(reader), activityDay: readActivityDay(reader) }),
    hasPseudonyms: () => reader.hasPseudonyms,
    runs: (connectorId, limit) => readRuns(reader, connectorId, limit),
    domain: () => readDomain(reader),
    registeredSecrets: () => readRegisteredSecrets(reader),
    close: () => reader.close(),
  }
}

const nothingBeside: Beside = { credentialEnd: null }

const noRows: Pick<ReportPage, 'filtered' | 'total'> = { filtered: 0, total: 0 }

type Prepared = {
  definition: ReportDefinition
  checked: CheckedRequest
  context: ReportContext
  /** Null when what the report stands on is not known, so that it has no rows instead of wrong ones. */
  source: ReportSource | null
}

function prepare(reader: Reader, clock: Clock, request: ReportRequest, beside: Beside): Prepared {
  const definition = findReport(request.report)
  const facts = readFacts(reader)
  const trust = checkSources(definition, facts, clock.now())
  const activityDay = readActivityDay(reader)
  const today = new Date(clock.now()).toISOString().slice(0, 10)
  const date = trust.activityAsOf === null ? today : (activityDay ?? today)
  const checked = checkRequest(definition.description, request, { date, time: today })
  const context: ReportContext = {
    reader,
    clock,
    beside,
    facts,
    trust,
    parameters: checked.parameters,
    activityDay,
  }
  const needsActivity = definition.sources.some(({ source, must }) => must && source === 'activity')
  const isAnswerable = trust.isAnswerable && !(needsActivity && activityDay === null)
  return { definition, checked, context, source: isAnswerable ? definition.rows(context) : null }
}

const Value = z.object({ value: z.custom<Cell>(isCell), amount: z.int() })

function readValues(
  reader: Reader,
  clock: Clock,
  { column: key, find, limit, filters, ...rest }: ValuesRequest,
): ReportValues {
  const others = filters.filter(filter => filter.column !== key)
  const request = ReportRequest.parse({ ...rest, filters: others })
  const { definition, checked, source } = prepare(reader, clock, request, nothingBeside)
  const column = findColumn(definition.description, key)
  if (source === null) return { values: [], more: false }
  const wanted = { column, find: find.trim(), limit: limit + 1 }
  const found = reader.all(Value, valuesStatement(definition.description, source, checked, wanted))
  const values = found.slice(0, limit).map(({ value, amount }) => ({ value, rows: amount }))
  return { values, more: found.length > limit }
}

function readTotals(reader: Reader, clock: Clock, request: TotalsRequest): ReportTotals {
  const all = { ...request, offset: 0, limit: 1 }
  const { definition, checked, source } = prepare(reader, clock, all, nothingBeside)
  const columns = definition.description.columns.filter(({ sums }) => sums)
  const row =
    source === null || columns.length === 0
      ? null
      : reader.first(Row, totalsStatement(definition.description, source, checked, columns))
  const figure = (name: string) => row?.[name] ?? null
  return {
    totals: Object.fromEntries(columns.map(({ key }, index) => [key, numberOf(figure(`s${index}`))])),
    unknown: Object.fromEntries(columns.map(({ key }, index) => [key, Number(figure(`u${index}`) ?? 0)])),
    currency: row === null || row['currency'] === null ? null : String(row['currency']),
  }
}

const numberOf = (cell: Cell): number | null => (typeof cell === 'number' ? cell : null)

/** The same as a record of cells, at a fifth of the time; an export parses a row per person. */
const Row = z.custom<Record<string, Cell>>(isRow)

function isRow(row: unknown): boolean {
  if (typeof row !== 'object' || row === null) return false
  return Object.values(row).every(isCell)
}

function isCell(cell: unknown): boolean {
  return cell === null || typeof cell === 'string' || typeof cell === 'number'
}

function* readRows(
  reader: Reader,
  { definition, source, checked }: Prepared,
  range: { offset: number; limit: number },
): Generator<Cell[]> {
  if (source === null) return
  const { description } = definition
  const keys = description.columns.map((_, index) => `c${index}`)
  for (const row of reader.iterate(Row, rowsStatement(description, source, checked, range))) {
    yield keys.map(key => row[key] ?? null)
  }
}

/**
 * An export keeps the state at its start for as long as it takes, on a connection of its own so that screens
 * stay current.
 */
function* exportRows(
  open: () => Reader,
  clock: Clock,
  request: ReportRequest,
  beside: Beside,
): Generator<readonly Cell[][]> {
  const reader = open()
  try {
    let batch: Cell[][] = []
    for (const row of readRows(reader, prepare(reader, clock, request, beside), everyRow)) {
      batch.push(row)
      if (batch.length < batchRows) continue
      yield batch
      batch = []
    }
    if (batch.length > 0) yield batch
  } finally {
    reader.close()
  }
}

function notesOf(
  definition: ReportDefinition,
  { trust }: ReportContext,
  { total }: { total: number },
): Note[] {
  if (total > 0 || trust.notes.length > 0) return trust.notes
  return [{ kind: 'empty', text: definition.whenEmpty }]
}
