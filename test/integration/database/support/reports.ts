import { findReportDataset } from '../../../../electron/core/usage/catalogue/datasets.ts'
import type { StagedContent } from './staged.ts'

export type ReportRow = Record<string, string | number | null> & { key: string; item?: string }

/**
 * A usage report as it waits in staging: each row names its person (or day) as `key`, its item where there is
 * one, and the cells that it fills by their names; the others are null.
 */
export function report(
  dataset: string,
  rows: readonly ReportRow[],
  options: { refreshDate?: string; concealed?: boolean } = {},
): StagedContent {
  const found = findReportDataset(dataset)
  if (found === null) throw new Error(`There is no report ${dataset}.`)
  const names = found.report.cells.map(({ name }) => name)
  return {
    dataset,
    refreshDate: options.refreshDate ?? '2026-11-21',
    concealed: options.concealed ?? false,
    rows: rows.map(({ key, item, ...cells }) => {
      const unknown = Object.keys(cells).find(name => !names.includes(name))
      if (unknown !== undefined) throw new Error(`The report ${dataset} has no cell ${unknown}.`)
      const lower = key.toLowerCase()
      const stagedKey = found.report.itemColumn === null ? lower : `${lower}\t${item ?? ''}`
      return [stagedKey, [lower === key ? null : key, ...names.map(name => cells[name] ?? null)]]
    }),
  }
}
