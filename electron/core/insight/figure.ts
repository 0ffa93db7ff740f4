import type { Figure, RowsBehind } from '../../contract/insight/figure.ts'
import type { ReportFilter } from '../../contract/reports.ts'

type Where = Readonly<
  Record<string, string | number | readonly [ReportFilter['operator'], string | number | null]>
>

/** A report as filtered: a bare value has to be equal. */
function filtersOf(where: Where): ReportFilter[] {
  return Object.entries(where).map(([column, wanted]) =>
    typeof wanted === 'object'
      ? { column, operator: wanted[0], value: wanted[1] }
      : { column, operator: '=', value: wanted },
  )
}

type Behind = { report: string; where?: Where; parameters?: RowsBehind['parameters'] }

/** A figure that is the number of rows of a report as filtered. */
export function countedRows(value: number, { report, where = {}, parameters = {} }: Behind): Figure {
  return { value, behind: { report, filters: filtersOf(where), parameters, rows: value, sumOf: null } }
}

/** A figure that is the sum of a column over so many rows of a report as filtered. */
export function summedRows(
  value: number,
  rows: number,
  sumOf: string,
  { report, where = {} }: Behind,
): Figure {
  return { value, behind: { report, filters: filtersOf(where), parameters: {}, rows, sumOf } }
}
