import type { ReportDescription } from '../../contract/reports.ts'
import { AppError } from '../errors.ts'
import type { ReportDefinition } from './definition.ts'
import { activations } from './families/activations.ts'
import { appActivity, apps, usageDaily } from './families/apps.ts'
import { assignments, seats } from './families/assignments.ts'
import { claims } from './families/claims.ts'
import { decisions } from './families/decisions.ts'
import { appAdoption } from './families/departments/app-adoption.ts'
import { chargeBack } from './families/departments/charge-back.ts'
import { splitReports } from './families/departments/splits.ts'
import { exclusions } from './families/exclusions.ts'
import { balance, changes, syncHistory } from './families/journal.ts'
import { failed, heldTwice, underLicensed } from './families/license-findings.ts'
import { overlaps } from './families/overlaps.ts'
import { overview } from './families/overview.ts'
import { disabledWithLicenses, guestsWithLicenses, inactive, users } from './families/people.ts'
import { licenseHistory, licenses, servicePlans, unusedSeats } from './families/products.ts'
import { renewals } from './families/renewals.ts'
import { seatUse } from './families/seat-use.ts'

/** Every report, in the order in which a list shows them. */
export const reportDefinitions: readonly ReportDefinition[] = [
  overview,
  licenses,
  servicePlans,
  licenseHistory,
  users,
  assignments,
  seats,
  apps,
  appActivity,
  appAdoption,
  activations,
  usageDaily,
  inactive,
  disabledWithLicenses,
  guestsWithLicenses,
  unusedSeats,
  overlaps,
  heldTwice,
  failed,
  underLicensed,
  claims,
  seatUse,
  decisions,
  exclusions,
  renewals,
  ...splitReports,
  chargeBack,
  changes,
  syncHistory,
  balance,
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
