import { z } from 'zod'
import { ReportFilter } from '../reports.ts'

/** The rows that a figure counts: a report as filtered, which then has exactly `rows` rows. */
export const RowsBehind = z.strictObject({
  report: z.string(),
  filters: z.array(ReportFilter),
  parameters: z.record(z.string(), z.number()),
  rows: z.int(),
  /** The column whose sum over these rows is the figure; null where the figure is their number. */
  sumOf: z.string().nullable(),
})
export type RowsBehind = z.infer<typeof RowsBehind>

/** A number that leads to the rows it counts. */
export const Figure = z.strictObject({ value: z.int(), behind: RowsBehind })
export type Figure = z.infer<typeof Figure>

/** A number per day, `YYYY-MM-DD`; a day that is not known is left out. */
export const DayValue = z.strictObject({ date: z.string(), value: z.number() })
export type DayValue = z.infer<typeof DayValue>

/** How far the use of a tenant is known. `concealed`: only that of the whole tenant. */
export const UsageState = z.enum(['known', 'concealed', 'notGranted', 'missing'])
export type UsageState = z.infer<typeof UsageState>
