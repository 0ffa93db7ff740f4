import type { ReportColumn, ReportDescription } from '../../contract/reports.ts'
import type { SourceName } from './sources.ts'

/** A report as data: what a window or command is told of it, and which retrieved data it stands on. */
export type ReportDefinition = {
  description: ReportDescription
  /** What the figures come from. A source that `must` be there leaves the report without rows when it is not. */
  sources: readonly { source: SourceName; must: boolean }[]
  /** Shown when there are no rows and nothing went wrong: what would be here and how to get it. */
  whenEmpty: string
}

type Options = { personal?: boolean }

const column =
  (type: ReportColumn['type']) =>
  (key: string, label: string, options: Options = {}): ReportColumn => ({
    key,
    label,
    type,
    personal: options.personal ?? false,
  })

export const text = column('text')
export const integer = column('integer')
export const number = column('number')
export const date = column('date')
export const time = column('time')
export const flag = column('flag')
export const money = column('money')
export const percent = column('percent')

/** A text that names a person. */
export const name = (key: string, label: string): ReportColumn => text(key, label, { personal: true })

/** Who a row is about. */
export const personColumns: readonly ReportColumn[] = [
  name('display_name', 'Name'),
  name('user_principal_name', 'User principal name'),
]

/** The money of one row: what its seats cost, at the prices that were entered per product. */
export const costColumns: readonly ReportColumn[] = [
  money('cost_year', 'Cost (per year)'),
  text('currency', 'Currency'),
]

/** Fills in what most reports have none of. */
export function describe(
  description: Omit<ReportDescription, 'parameters'> & Partial<Pick<ReportDescription, 'parameters'>>,
): ReportDescription {
  return { parameters: [], ...description }
}
