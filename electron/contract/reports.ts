import { z } from 'zod'
import { csvSeparators } from './settings-names.ts'

/**
 * How a column is shown. `date` is `YYYY-MM-DD`, `time` ISO 8601 UTC, `flag` 0 or 1, `money` in the row's
 * currency; `bytes`, `milliseconds` and `days` are numbers of these.
 */
export const columnTypes = [
  'text',
  'integer',
  'number',
  'date',
  'time',
  'flag',
  'money',
  'percent',
  'bytes',
  'milliseconds',
  'days',
] as const

/** What an empty cell means: it never happened, nobody knows, or there is nothing to say. */
export const blankMeanings = ['never', 'unknown', 'none'] as const

export const ReportColumn = z.strictObject({
  key: z.string(),
  label: z.string(),
  type: z.enum(columnTypes),
  /** Names a person: replaced in pseudonym mode, never logged. */
  personal: z.boolean(),
  /** Whether the sum of the column over several rows says something. */
  sums: z.boolean(),
  blank: z.enum(blankMeanings),
})
export type ReportColumn = z.infer<typeof ReportColumn>

export const ReportDescription = z.strictObject({
  name: z.string(),
  title: z.string(),
  about: z.string(),
  columns: z.array(ReportColumn),
  /** The columns whose values together tell one row from every other. */
  rowKey: z.array(z.string()).min(1),
  /** Values the report accepts besides filters, for instance `days` of `inactive`. */
  parameters: z.array(
    z.strictObject({
      key: z.string(),
      label: z.string(),
      default: z.number(),
      min: z.number(),
      max: z.number(),
    }),
  ),
  defaultSort: z.strictObject({ column: z.string().max(100), direction: z.enum(['asc', 'desc']) }),
})
export type ReportDescription = z.infer<typeof ReportDescription>

/**
 * `in` and `not-in` take one value or a list of them, where null stands for blank cells. `within` takes a
 * number of days: the last ones up to the newest reported day of the column's usage, or up to today.
 */
export const filterOperators = [
  '=',
  '!=',
  '<',
  '<=',
  '>',
  '>=',
  'contains',
  'empty',
  'present',
  'not-contains',
  'in',
  'not-in',
  'within',
] as const
const FilterValue = z.union([z.string().max(512), z.number()]).nullable()
export const ReportFilter = z.strictObject({
  column: z.string().max(100),
  operator: z.enum(filterOperators),
  value: z.union([FilterValue, z.array(FilterValue).min(1).max(200)]),
})
export type ReportFilter = z.infer<typeof ReportFilter>

/** What groups of fewer than five users are called together while users have made-up names. */
export const smallGroups = 'Fewer than 5 users each'

export const Cell = z.union([z.string(), z.number(), z.null()])
export type Cell = z.infer<typeof Cell>

const KeyCell = z.union([z.string().max(512), z.number(), z.null()])

export const ReportRequest = z.strictObject({
  connector: z.string().min(1).max(200),
  report: z.string().max(100),
  filters: z.array(ReportFilter).max(32).default([]),
  search: z.string().max(256).default(''),
  /** Only the rows with these values in the columns of the report's `rowKey`, in its order; null for all. */
  keys: z.array(z.array(KeyCell).min(1).max(8)).max(5000).nullable().default(null),
  sort: z
    .strictObject({ column: z.string().max(100), direction: z.enum(['asc', 'desc']) })
    .nullable()
    .default(null),
  parameters: z.record(z.string().max(100), z.number()).default({}),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(1000).default(100),
})
export type ReportRequest = z.infer<typeof ReportRequest>

/** Why blank cells of a column say nothing, or why its figures are old. */
export const missingReasons = ['concealed', 'notGranted', 'notRetrieved', 'stale'] as const

/**
 * One page of a report. `filtered` of `total` rows match; `notes` say how far the figures can be trusted and
 * the date they hold for.
 */
export const ReportPage = z.strictObject({
  report: z.string(),
  columns: z.array(ReportColumn),
  rows: z.array(z.array(Cell)),
  offset: z.int(),
  filtered: z.int(),
  total: z.int(),
  /** `YYYY-MM-DD` for usage figures; null where the report holds no usage or nothing was retrieved. */
  activityAsOf: z.string().nullable(),
  notes: z.array(
    z.strictObject({
      kind: z.enum(['notGranted', 'concealed', 'stale', 'partial', 'empty', 'info']),
      text: z.string(),
    }),
  ),
  /** By column key; columns whose source is there and current are left out. */
  missing: z.record(z.string(), z.enum(missingReasons)),
})
export type ReportPage = z.infer<typeof ReportPage>

const AllRows = ReportRequest.omit({ offset: true, limit: true })

/** A pick-list: the values of one column in the rows that match everything but the filters on that column. */
export const ValuesRequest = AllRows.omit({ keys: true, sort: true }).extend({
  column: z.string().max(100),
  /** Only values in which this text occurs; blanks have no text. */
  find: z.string().max(256).default(''),
  limit: z.int().min(1).max(200).default(50),
})
export type ValuesRequest = z.infer<typeof ValuesRequest>

/**
 * Most rows first; null stands for blank cells, and a time is named by its day. `more`: there are further
 * values.
 */
export const ReportValues = z.strictObject({
  values: z.array(z.strictObject({ value: Cell, rows: z.int() })),
  more: z.boolean(),
})
export type ReportValues = z.infer<typeof ReportValues>

export const TotalsRequest = AllRows
export type TotalsRequest = z.infer<typeof TotalsRequest>

/**
 * The sums of the columns that have one, by column key: null where no row has a figure, or where money comes
 * in several currencies. `unknown` counts the rows without a figure, which a sum leaves out.
 */
export const ReportTotals = z.strictObject({
  totals: z.record(z.string(), z.number().nullable()),
  unknown: z.record(z.string(), z.int()),
  /** That of the sums of money; null where there are none. */
  currency: z.string().nullable(),
})
export type ReportTotals = z.infer<typeof ReportTotals>

/** Only these columns, in this order; null for all of the report. */
const ColumnChoice = z.array(z.string().max(100)).min(1).max(200).nullable().default(null)

export const CopyRequest = AllRows.extend({
  columns: ColumnChoice,
  maxRows: z.int().min(1).max(10_000).default(5000),
})
export type CopyRequest = z.infer<typeof CopyRequest>

export const exportFormats = ['csv', 'json', 'xlsx'] as const

/** An export with its rows; `offset` and `limit` have no meaning for it. */
export const ExportRequest = ReportRequest.extend({
  format: z.enum(exportFormats),
  /** Null writes into the exports folder under a name of its own. */
  file: z.string().max(4096).nullable().default(null),
  columns: ColumnChoice,
  /** The first so many rows; null for all. */
  maxRows: z.int().min(1).nullable().default(null),
  /** Of a CSV file; null for what the settings say. */
  separator: z.enum(csvSeparators).nullable().default(null),
  /** Comes back in the events of `reports.exportProgress`; null for an export that nobody watches. */
  id: z.string().min(1).max(100).nullable().default(null),
})
