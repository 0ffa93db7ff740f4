import type { UsageReport } from '../../../core/graph/catalogue/types.ts'

/** The reports with a row per person, in the catalogue's order. */
export function personReports(catalogue: readonly UsageReport[]): UsageReport[] {
  return catalogue.filter(report => report.grain === 'person')
}

/** Every app that some report has a date of last activity for, in the catalogue's order. */
export function activityApps(catalogue: readonly UsageReport[]): string[] {
  const apps = personReports(catalogue).flatMap(report => report.activity.map(({ app }) => app))
  return [...new Set(apps)]
}

/**
 * Where a cell stands in a stored row: the key as reported comes first, so that the entry's first cell is element 1. Throws for a cell
 * that the entry does not have, which only a mistake in the catalogue can cause.
 */
export function cellPosition(report: UsageReport, cell: string): number {
  const index = report.cells.findIndex(({ name }) => name === cell)
  if (index < 0) throw new Error(`The report ${report.name} has no cell ${cell}.`)
  return index + 1
}
