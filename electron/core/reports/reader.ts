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
import { chooseColumns } from './columns.ts'
import type { ReportDefinition } from './definition.ts'
import { checkSources } from './notes.ts'
import type { Beside, ReportReader } from './ports.ts'
import { createCounter } from './query/counter.ts'
import { readActivityDay, readDomain, readFacts, readRegisteredSecrets } from './query/facts.ts'
import { createPager, isCell, Row, readEveryRow } from './query/read-rows.ts'
import { readRuns } from './query/runs.ts'
import type { ReportContext, ReportSource } from './query/source.ts'
import { totalsStatement, valuesStatement } from './query/summaries.ts'
import { type CheckedRequest, checkRequest, findColumn } from './request.ts'
import type { Note } from './trust.ts'

/**
 * Rows of an export at a time: few enough that a screen is not kept waiting between two of them, and enough
 * that little time is spent between them. A workbook's columns are as wide as the first batch needs.
 */
const firstBatchRows = 200
const batchRows = 1000

/**
 * Answers for the reports of one connector's database. Every call sees the newest publication.
 *
 * @param open opens the database without a way to change it; an export has a connection of its own
 */
export function createReportReader(open: () => Reader, clock: Clock): ReportReader {
  const reader = open()
  const count = createCounter(reader)
  const readPage = createPager(reader)
  return {
    page: (request, beside = nothingBeside) =>
      reader.snapshot(() => {
        const prepared = prepare(reader, clock, request, beside)
        const { definition, context, checked } = prepared
        const { rows, filtered } = readPage(prepared)
        const counts =
          prepared.source === null ? noRows : count(definition, prepared.source, checked, filtered)
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
      }),
    values: request => reader.snapshot(() => readValues(reader, clock, request)),
    totals: request => reader.snapshot(() => readTotals(reader, clock, request)),
    rows: (request, beside = nothingBeside, columns = null) =>
      exportRows(open, clock, request, { beside, columns }),
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

/**
 * An export keeps the state at its start for as long as it takes, on a connection of its own so that screens
 * stay current.
 */
function* exportRows(
  open: () => Reader,
  clock: Clock,
  request: ReportRequest,
  { beside, columns }: { beside: Beside; columns: readonly string[] | null },
): Generator<readonly Cell[][]> {
  const reader = open()
  try {
    reader.hold()
    const prepared = prepare(reader, clock, request, beside)
    const chosen = chooseColumns(prepared.definition.description, columns).columns.map(({ key }) => key)
    let batch: Cell[][] = []
    let wanted = firstBatchRows
    for (const row of readEveryRow(reader, prepared, chosen)) {
      batch.push(row)
      if (batch.length < wanted) continue
      yield batch
      batch = []
      wanted = batchRows
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
  const saysWhy = !trust.isAnswerable || trust.notes.some(({ kind }) => kind === 'empty')
  if (total > 0 || saysWhy) return trust.notes
  return [...trust.notes, { kind: 'empty', text: definition.whenEmpty }]
}
