import { AppError } from '../../errors.ts'
import type { UsageReport } from '../catalogue/types.ts'
import { cellKindOf } from './cells.ts'

const refreshHeader = 'Report Refresh Date'
const dayHeader = 'Report Date'

/**
 * Columns that are known and not kept: names of people are in the directory already, products have no id here, lengths come in seconds
 * as well, and the period is the one that was asked for.
 */
export const columnsLeftOut: readonly string[] = [
  'Display Name',
  'Owner Display Name',
  'Tenant Display Name',
  'Shared Channel Tenant Display Names',
  'Assigned Products',
  'Audio Duration',
  'Video Duration',
  'Screen Share Duration',
  'Site Id',
  'Site URL',
  'User Id',
  'Report Period',
]

/** Which field of a record holds what. A field of -1 is not there. */
export type ReportLayout = {
  columns: number
  keyField: number
  itemField: number
  refreshField: number
  cells: readonly { field: number; kind: number }[]
  unknownColumns: readonly string[]
  missingColumns: readonly string[]
}

/** The header that holds what tells rows apart: the person, the day, or for a summary the day that it was made for. */
export function keyHeader(report: UsageReport): string {
  return report.keyColumn ?? (report.grain === 'day' ? dayHeader : refreshHeader)
}

/**
 * Finds a report's columns by the names in its header, wherever they stand. Names compare without regard to case, a byte order mark and
 * runs of blanks.
 *
 * @throws AppError `invalidAnswer` when the key or the refresh date has no column: then it is another document.
 */
export function layoutOf(report: UsageReport, header: readonly string[]): ReportLayout {
  const fields = new Map<string, number>()
  for (const [field, name] of header.entries()) {
    const known = normalized(name)
    if (!fields.has(known)) fields.set(known, field)
  }
  const fieldOf = (...names: readonly string[]): number =>
    names.map(name => fields.get(normalized(name)) ?? -1).find(field => field >= 0) ?? -1

  const key = keyHeader(report)
  const lacking = [refreshHeader, key].filter(name => fieldOf(name) === -1)
  if (lacking.length > 0) throw otherDocument(lacking)
  const cells = report.cells.map(cell => ({
    cell,
    field: fieldOf(cell.header, ...(cell.aliases ?? [])),
    kind: cellKindOf(cell),
  }))
  return {
    columns: header.length,
    keyField: fieldOf(key),
    itemField: report.itemColumn === null ? -1 : fieldOf(report.itemColumn),
    refreshField: fieldOf(refreshHeader),
    cells: cells.map(({ field, kind }) => ({ field, kind })),
    unknownColumns: unknownNames(report, header),
    missingColumns: cells
      .filter(({ cell, field }) => field === -1 && cell.optional !== true)
      .map(({ cell }) => cell.header),
  }
}

function unknownNames(report: UsageReport, header: readonly string[]): string[] {
  const known = new Set(
    [
      refreshHeader,
      keyHeader(report),
      report.itemColumn ?? refreshHeader,
      ...report.cells.flatMap(cell => [cell.header, ...(cell.aliases ?? [])]),
      ...columnsLeftOut,
    ].map(normalized),
  )
  return header.map(name => name.trim()).filter(name => name !== '' && !known.has(normalized(name)))
}

function normalized(name: string): string {
  return name
    .replaceAll(/[\uFEFF\s]+/g, ' ')
    .trim()
    .toLowerCase()
}

function otherDocument(lacking: readonly string[]): AppError {
  return new AppError('invalidAnswer', `The usage report has no column ${lacking.join(' and no column ')}.`, {
    fix: 'Sync again later. If it happens again, Microsoft has changed the report: look for a new version of this app.',
    detail: { kind: 'columns', missing: lacking.join(', ') },
  })
}

/** The error for an answer that is no table but an error page or message, told by its first character; null when it may be one. */
export function foreignAnswer(beginning: Uint8Array): AppError | null {
  const first = new TextDecoder().decode(beginning.subarray(0, 64)).trimStart()[0]
  if (first === '<') return noTable('html', 'is a web page instead of a table')
  return first === '{' || first === '[' ? noTable('json', 'is an error message instead of a table') : null
}

export function emptyAnswer(): AppError {
  return noTable('empty', 'is empty')
}

function noTable(kind: string, what: string): AppError {
  return new AppError('invalidAnswer', `The answer for the usage report ${what}.`, {
    fix: 'Sync again later. If it stays so, check whether a proxy changes what is downloaded.',
    detail: { kind },
  })
}
