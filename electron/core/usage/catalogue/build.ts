import type { ReportCell, UsageReport } from './types.ts'

/**
 * A text as the views name it: lower case, every run of other characters than letters and digits one
 * underscore.
 */
export function snakeCase(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '_')
    .replaceAll(/^_|_$/g, '')
}

const cellsOf = (type: ReportCell['type'], headers: readonly string[]): ReportCell[] =>
  headers.map(header => ({ header, name: snakeCase(header), type }))

export const texts = (...headers: string[]): ReportCell[] => cellsOf('text', headers)
export const dates = (...headers: string[]): ReportCell[] => cellsOf('date', headers)
export const integers = (...headers: string[]): ReportCell[] => cellsOf('integer', headers)
export const flags = (...headers: string[]): ReportCell[] => cellsOf('flag', headers)

/** Flags whose columns hold a text where the thing was used and nothing where it was not. */
export const presences = (...headers: string[]): ReportCell[] =>
  cellsOf('flag', headers).map(cell => ({ ...cell, anyText: true }))

/** Columns that only some answers have. */
export const optional = (cells: readonly ReportCell[]): ReportCell[] =>
  cells.map(cell => ({ ...cell, optional: true }))

/** An integer column that was documented under other headers as well. */
export const integerAlso = (header: string, ...aliases: string[]): ReportCell => ({
  header,
  name: snakeCase(header),
  type: 'integer',
  aliases,
})

type PersonReport = Pick<UsageReport, 'graphFunction' | 'cells'> & Partial<UsageReport>

/** A report with a row per person, of the last 30 days unless the entry says otherwise. */
export function personReport(entry: PersonReport): UsageReport {
  const flagged = (entry.activity ?? []).flatMap(({ app, flagCell }) =>
    flagCell === null ? [] : [{ app, cell: flagCell }],
  )
  return {
    name: snakeCaseOfFunction(entry.graphFunction),
    base: '/reports',
    grain: 'person',
    periods: [30],
    keyColumn: 'User Principal Name',
    itemColumn: null,
    repeated: 'latest',
    activity: [],
    platforms: [],
    windows: flagged,
    windowPeriods: [],
    isSupplement: false,
    activations: [],
    measures: [],
    onlyWith: null,
    ...entry,
  }
}

/**
 * A report as it is kept of one of its window periods: who used an app within it and on what. The days of
 * last activity are those of its other periods, so that it says nothing of them.
 */
export function windowReport(report: UsageReport): UsageReport {
  const kept = new Set([
    ...report.windows.map(({ cell }) => cell),
    ...report.platforms.map(({ cell }) => cell),
  ])
  return {
    ...report,
    cells: report.cells.filter(({ name }) => kept.has(name)),
    leftOut: report.cells.filter(({ name }) => !kept.has(name)).map(({ header }) => header),
    activity: [],
    platforms: [],
    isSupplement: true,
  }
}

/** The activity of one app, whose date counts without a condition. */
export const activityOf = (
  app: string,
  dateCell = 'last_activity_date',
): UsageReport['activity'][number] => ({
  app,
  dateCell,
  flagCell: null,
})

/** The cells, by platform, that say where an app was used. */
export function platformsOf(
  app: string,
  cells: Partial<Record<UsageReport['platforms'][number]['platform'], readonly string[]>>,
): UsageReport['platforms'] {
  const entries = (['windows', 'mac', 'mobile', 'web'] as const).map(
    platform => [platform, cells[platform] ?? []] as const,
  )
  return entries.flatMap(([platform, names]) => names.map(cell => ({ app, platform, cell })))
}

/** `getTeamsUserActivityUserDetail` is the report `teams_user_activity`. */
function snakeCaseOfFunction(graphFunction: string): string {
  return graphFunction
    .replace(/^get/, '')
    .replace(/UserDetail$/, '')
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])/g, '_')
    .toLowerCase()
}

type CountReport = {
  graphFunction: string
  cells: readonly ReportCell[]
  /** The app of every cell; or app and measure of each by the cell's name, where the columns are the apps. */
  app: string | Readonly<Record<string, readonly [app: string, measure: string]>>
  /** What is counted: the last word of the measure's name. Left out where the column's name says it. */
  unit?: string
  base?: UsageReport['base']
  itemColumn?: string
  onlyWith?: UsageReport['onlyWith']
}

/** Tenant counts of Microsoft Graph reach back 180 days at most. */
const maxHistoryDays = 180
/**
 * A summary is about its whole period, so that figures of several syncs compare only when the period never
 * changes.
 */
const summaryDays = 30

/** Tenant counts with a row per day. */
export function dailyCounts(entry: CountReport): UsageReport {
  return countReport(entry, { grain: 'day', periods: [maxHistoryDays], ending: '' })
}

/** Tenant counts with one row for the last 30 days; their measures end in `_30d`. */
export function summaryCounts(entry: CountReport): UsageReport {
  return countReport(entry, { grain: 'summary', periods: [summaryDays], ending: `_${summaryDays}d` })
}

/** Tenant counts with one row per item, of today and without a period. */
export function currentCounts(entry: CountReport): UsageReport {
  return countReport(entry, { grain: 'summary', periods: [], ending: '' })
}

type CountShape = { grain: 'day' | 'summary'; periods: readonly number[]; ending: string }

function countReport(entry: CountReport, { grain, periods, ending }: CountShape): UsageReport {
  return {
    name: snakeCaseOfFunction(entry.graphFunction),
    graphFunction: entry.graphFunction,
    base: entry.base ?? '/reports',
    grain,
    periods,
    keyColumn: null,
    itemColumn: entry.itemColumn ?? null,
    repeated: 'latest',
    cells: entry.cells,
    activity: [],
    platforms: [],
    windows: [],
    windowPeriods: [],
    isSupplement: false,
    activations: [],
    measures: entry.cells.map(({ name }) => {
      const [app, measure] = measureOf(entry, name)
      return { cell: name, app, measure: measure + ending }
    }),
    onlyWith: entry.onlyWith ?? null,
  }
}

/**
 * A measure is named after its column, then the unit: `Send` in the counts of users is `send_users`,
 * `Storage Used (Byte)` stays `storage_used_byte`.
 */
function measureOf({ app, unit }: CountReport, cell: string): readonly [app: string, measure: string] {
  if (typeof app !== 'string') return app[cell] ?? ['microsoft365', cell]
  return [app, unit === undefined ? cell : `${cell}_${unit}`]
}
