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
import type { Reader } from '../../core/database/ports.ts'
import type { Clock } from '../../core/ports.ts'
import { findReport } from '../../core/reports/catalogue.ts'
import type { ReportDefinition } from '../../core/reports/definition.ts'
import { judgeReport, type Note } from '../../core/reports/notes.ts'
import type { Beside, ReportReader } from '../../core/reports/ports.ts'
import { createCounter } from '../../core/reports/query/counter.ts'
import { readDomain } from '../../core/reports/query/domain.ts'
import { readActivityDay, readFacts } from '../../core/reports/query/facts.ts'
import { readRegisteredSecrets } from '../../core/reports/query/registration.ts'
import { readRuns } from '../../core/reports/query/runs.ts'
import type { ReportContext, ReportSource } from '../../core/reports/query/source.ts'
import { everyRow, rowsStatement } from '../../core/reports/query/statements.ts'
import { totalsStatement, valuesStatement } from '../../core/reports/query/summaries.ts'
import { type CheckedRequest, checkRequest, findColumn } from '../../core/reports/request.ts'
import { reportSources } from '../../core/reports/sources/index.ts'
import { find } from '../../core/search/find.ts'
import { openReader } from './open.ts'

/** Rows of an export that are handed on at a time: few enough that a screen is not kept waiting between two of them. */
const batchRows = 200

/**
 * Opens a connector's database to read reports from. It cannot write, and every call sees the newest publication.
 * Throws `notFound` when there is no file, `databaseDamaged`, `databaseNewer`.
 */
export function openReportReader(file: string, clock: Clock): ReportReader {
  const reader = openReader(file)
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
    rows: (request, beside = nothingBeside) => exportRows(file, clock, request, beside),
    find: (text, limit) => find(reader, text, limit),
    insight: read =>
      read({ reader, now: clock.now(), facts: readFacts(reader), activityDay: readActivityDay(reader) }),
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
  const trust = judgeReport(definition, facts, clock.now())
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
  const factory = reportSources[definition.description.name]
  if (factory === undefined) throw new Error(`The report "${definition.description.name}" has no source.`)
  const needsActivity = definition.sources.some(({ source, must }) => must && source === 'activity')
  const tellable = trust.tellable && !(needsActivity && activityDay === null)
  return { definition, checked, context, source: tellable ? factory(context) : null }
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

/** An export holds on to the state at its start for as long as it takes, on a connection of its own so that screens stay current. */
function* exportRows(
  file: string,
  clock: Clock,
  request: ReportRequest,
  beside: Beside,
): Generator<readonly Cell[][]> {
  const reader = openReader(file)
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
