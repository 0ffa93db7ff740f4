import type { ReportDescription } from '../../contract/reports.ts'
import { AppError } from '../errors.ts'
import type { ReportDefinition } from './definition.ts'
import { changeReports, journalReports } from './definitions/journal.ts'
import { overviewReports } from './definitions/overview.ts'
import { candidateReports, peopleReports } from './definitions/people.ts'
import { productReports, renewalReports, savingReports } from './definitions/products.ts'
import { seatReports } from './definitions/seats.ts'
import { splitReports } from './definitions/splits.ts'
import { usagePersonReports, usageTenantReports } from './definitions/usage.ts'

/** Every report, in the order in which a list shows them. */
export const reportDefinitions: readonly ReportDefinition[] = [
  ...overviewReports,
  ...productReports,
  ...peopleReports,
  ...seatReports,
  ...usagePersonReports,
  ...usageTenantReports,
  ...candidateReports,
  ...savingReports,
  ...renewalReports,
  ...splitReports,
  ...changeReports,
  ...journalReports,
]

export function reportDescriptions(): ReportDescription[] {
  return reportDefinitions.map(({ description }) => description)
}

/** @throws AppError `badRequest` with the list of names when there is no such report. */
export function findReport(name: string): ReportDefinition {
  const found = reportDefinitions.find(({ description }) => description.name === name)
  if (found !== undefined) return found
  throw new AppError('badRequest', `There is no report "${name.slice(0, 64)}".`, {
    fix: `Choose from: ${reportDefinitions.map(({ description }) => description.name).join(', ')}.`,
  })
}
