import type { SourceFactory } from '../query/source.ts'
import { balanceSource, changesSource, syncHistorySource } from './journal.ts'
import { overviewSource } from './overview.ts'
import { assignmentsSource, disabledSource, guestsSource, inactiveSource, usersSource } from './people.ts'
import {
  licenseHistorySource,
  licensesSource,
  overlapsSource,
  renewalsSource,
  servicePlansSource,
  unusedSeatsSource,
} from './products.ts'
import { seatsSource } from './seats.ts'
import { companiesSource, countriesSource, departmentsSource } from './splits.ts'
import { activationsSource, appActivitySource, appsSource, usageDailySource } from './usage.ts'

/** Where each report of the catalogue gets its rows from, by the report's name. */
export const reportSources: Readonly<Record<string, SourceFactory>> = {
  overview: overviewSource,
  licenses: licensesSource,
  'service-plans': servicePlansSource,
  'license-history': licenseHistorySource,
  users: usersSource,
  assignments: assignmentsSource,
  seats: seatsSource,
  apps: appsSource,
  'app-activity': appActivitySource,
  activations: activationsSource,
  'usage-daily': usageDailySource,
  inactive: inactiveSource,
  'disabled-with-licenses': disabledSource,
  'guests-with-licenses': guestsSource,
  'unused-seats': unusedSeatsSource,
  overlaps: overlapsSource,
  renewals: renewalsSource,
  departments: departmentsSource,
  countries: countriesSource,
  companies: companiesSource,
  changes: changesSource,
  'sync-history': syncHistorySource,
  balance: balanceSource,
}
