import type { UsageReport } from '../catalogue/types.ts'
import { cellKindOf } from './cells.ts'
import { cutShort, otherDocument } from './refusals.ts'
import type { ReportLayout } from './report-layout.ts'

const refreshHeader = 'Report Refresh Date'
const dayHeader = 'Report Date'

/**
 * Columns that are known and not kept: names of people are in the directory already, products have no id
 * here, lengths come in seconds as well, and the period is the one that was asked for.
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

/**
 * The header that holds what tells rows apart: the person, the day, or for a summary the day that it was
 * made for.
 */
export function keyHeader(report: UsageReport): string {
  return report.keyColumn ?? (report.grain === 'day' ? dayHeader : refreshHeader)
}

/**
 * Finds a report's columns by the names in its header, wherever they stand. Names compare without regard to
 * case, a byte order mark and runs of blanks.
 *
 * @param isWhole false when the body ends with the header, without a line end: then columns may have been cut
 * off
 * @throws AppError `invalidAnswer` when the key or the refresh date has no column: then it is another
 * document, or was cut short.
 */
export function layoutOf(report: UsageReport, header: readonly string[], isWhole = true): ReportLayout {
  const fields = new Map<string, number>()
  for (const [field, name] of header.entries()) {
    const known = normalized(name)
    if (!fields.has(known)) fields.set(known, field)
  }
  const fieldOf = (...names: readonly string[]): number =>
    names.map(name => fields.get(normalized(name)) ?? -1).find(field => field >= 0) ?? -1

  const key = keyHeader(report)
  const lacking = [refreshHeader, key].filter(name => fieldOf(name) === -1)
  if (!isWhole && (lacking.length > 0 || endsWithinName(report, header))) throw cutShort()
  if (lacking.length > 0) throw otherDocument(lacking)
  const cells = report.cells.map(cell => ({
    cell,
    field: fieldOf(cell.header, ...(cell.aliases ?? [])),
    kind: cellKindOf(cell),
    isActivity: report.activity.some(({ dateCell }) => dateCell === cell.name),
  }))
  const missingColumns = cells
    .filter(({ cell, field }) => field === -1 && cell.optional !== true)
    .map(({ cell }) => cell.header)
  return {
    columns: header.length,
    namedColumns: header.findLastIndex(name => normalized(name) !== '') + 1,
    keyField: fieldOf(key),
    itemField: report.itemColumn === null ? -1 : fieldOf(report.itemColumn),
    refreshField: fieldOf(refreshHeader),
    cells: cells.map(({ field, kind, isActivity }) => ({ field, kind, isActivity })),
    unknownColumns: unknownNames(report, header),
    missingColumns,
  }
}

/** Whether the last name is the beginning of one that is known. */
function endsWithinName(report: UsageReport, header: readonly string[]): boolean {
  const known = knownNames(report)
  const last = normalized(header.at(-1) ?? '')
  return last !== '' && !known.has(last) && [...known].some(name => name.startsWith(last))
}

function unknownNames(report: UsageReport, header: readonly string[]): string[] {
  const known = knownNames(report)
  return header.map(name => name.trim()).filter(name => name !== '' && !known.has(normalized(name)))
}

function knownNames(report: UsageReport): ReadonlySet<string> {
  return new Set(
    [
      refreshHeader,
      keyHeader(report),
      report.itemColumn ?? refreshHeader,
      ...report.cells.flatMap(cell => [cell.header, ...(cell.aliases ?? [])]),
      ...(report.leftOut ?? []),
      ...columnsLeftOut,
    ].map(normalized),
  )
}

function normalized(name: string): string {
  return name
    .replaceAll(/[\uFEFF\s]+/g, ' ')
    .trim()
    .toLowerCase()
}
