import { usageReports } from '../usage/catalogue/index.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'

/**
 * The reports that are asked for single days: between them they name every app that Microsoft reports by day,
 * so that a day takes two requests.
 */
const names = ['office365_active', 'm365_app'] as const

/** @param catalogue the reports that are retrieved */
export function dayReports(catalogue: readonly UsageReport[] = usageReports): UsageReport[] {
  return names.flatMap(name => catalogue.find(report => report.name === name) ?? [])
}

/** The path below `/v1.0` for one day; the date is not quoted (reportRoot pages). */
export function dayPath({ base, graphFunction }: UsageReport, day: string): string {
  return `${base}/${graphFunction}(date=${day})`
}
