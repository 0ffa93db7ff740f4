import type { ReportColumn, ReportDescription } from '../../contract/reports.ts'
import type { SourceFactory } from './query/source.ts'
import type { SourceName } from './sources.ts'

/** A report: what a window or command knows of it, which retrieved data it stands on, and its SQL. */
export type ReportDefinition = {
  description: ReportDescription
  /**
   * What the figures come from. A source that `must` be there leaves the report without rows when it is not;
   * another one leaves its `columns` blank.
   */
  sources: readonly { source: SourceName; must: boolean; columns?: readonly string[] }[]
  /** Shown when there are no rows and nothing went wrong: what would be here and how to get it. */
  whenEmpty: string
  /** Where its rows come from. */
  rows: SourceFactory
}

type Options = Partial<Pick<ReportColumn, 'personal' | 'sums' | 'blank'>>

const column =
  (type: ReportColumn['type'], usual: Options = {}) =>
  (key: string, label: string, options: Options = {}): ReportColumn => ({
    key,
    label,
    type,
    personal: false,
    sums: false,
    blank: 'unknown',
    ...usual,
    ...options,
  })

export const text = column('text', { blank: 'none' })
/** A whole number that is not added up: an id, a position, or one that means nothing in sum. */
export const integer = column('integer')
/** A whole number of things, which has a total. */
export const count = column('integer', { sums: true })
export const number = column('number')
export const date = column('date', { blank: 'none' })
export const time = column('time', { blank: 'none' })
export const flag = column('flag')
export const money = column('money')
export const percent = column('percent')
export const bytes = column('bytes', { sums: true })
export const milliseconds = column('milliseconds', { sums: true })
export const days = column('days')

/** A text that names a person. */
export const name = (key: string, label: string): ReportColumn => text(key, label, { personal: true })

/** Who a row is about. */
export const personColumns: readonly ReportColumn[] = [
  name('display_name', 'Name'),
  name('user_principal_name', 'User principal name'),
]

export const lastSignIn = time('last_sign_in_at', 'Last sign-in', { blank: 'never' })
export const lastActivity = date('last_activity_date', 'Last activity', { blank: 'never' })

/** The money of one row: what its seats cost, at the prices that were entered per product. */
export const costColumns: readonly ReportColumn[] = [
  money('cost_year', 'Cost a year', { sums: true }),
  text('currency', 'Currency'),
]

/** Fills in what most reports have none of. */
export function describe(
  description: Omit<ReportDescription, 'parameters'> & Partial<Pick<ReportDescription, 'parameters'>>,
): ReportDescription {
  return { parameters: [], ...description }
}
