import { z } from 'zod'

/** How a column is shown and exported. `date` is `YYYY-MM-DD`, `time` ISO 8601 UTC, `flag` 0 or 1, `money` in the row's currency. */
export const columnTypes = ['text', 'integer', 'number', 'date', 'time', 'flag', 'money', 'percent'] as const

export const ReportColumn = z.strictObject({
  key: z.string(),
  label: z.string(),
  type: z.enum(columnTypes),
  /** Names a person: replaced in pseudonym mode, never logged. */
  personal: z.boolean(),
})
export type ReportColumn = z.infer<typeof ReportColumn>

export const ReportDescription = z.strictObject({
  name: z.string(),
  title: z.string(),
  about: z.string(),
  columns: z.array(ReportColumn),
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

export const filterOperators = ['=', '!=', '<', '<=', '>', '>=', 'contains', 'empty', 'present'] as const
export const ReportFilter = z.strictObject({
  column: z.string().max(100),
  operator: z.enum(filterOperators),
  value: z.union([z.string().max(512), z.number()]).nullable(),
})
export type ReportFilter = z.infer<typeof ReportFilter>

export const ReportRequest = z.strictObject({
  connector: z.string().min(1).max(200),
  report: z.string().max(100),
  filters: z.array(ReportFilter).max(32).default([]),
  search: z.string().max(256).default(''),
  sort: z
    .strictObject({ column: z.string().max(100), direction: z.enum(['asc', 'desc']) })
    .nullable()
    .default(null),
  parameters: z.record(z.string().max(100), z.number()).default({}),
  offset: z.int().min(0).default(0),
  limit: z.int().min(1).max(1000).default(100),
})
export type ReportRequest = z.infer<typeof ReportRequest>

export const Cell = z.union([z.string(), z.number(), z.null()])
export type Cell = z.infer<typeof Cell>

/** One page of a report. `filtered` of `total` rows match; `notes` say how far the figures can be trusted and the date they hold for. */
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
})
export type ReportPage = z.infer<typeof ReportPage>

export const exportFormats = ['csv', 'json', 'xlsx'] as const
