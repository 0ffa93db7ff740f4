import type { Cell, ReportColumn } from '../../contract/reports.ts'

/** One JSON array with an object per row, by the columns' keys; a line per row, so that big files can be looked through. */
export function* encodeJson(
  columns: readonly ReportColumn[],
  batches: Iterable<readonly Cell[][]>,
): Generator<string> {
  let separator = '[\n'
  for (const batch of batches) {
    const lines = batch.map(row => JSON.stringify(rowObject(columns, row)))
    yield separator + lines.join(',\n')
    separator = ',\n'
  }
  yield separator === '[\n' ? '[]\n' : '\n]\n'
}

function rowObject(columns: readonly ReportColumn[], row: readonly Cell[]): Record<string, Cell> {
  return Object.fromEntries(columns.map(({ key }, index) => [key, row[index] ?? null]))
}
