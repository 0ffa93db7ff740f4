import { appUse } from './0130-app-use.ts'
import { activityCoverage } from './0140-activity-coverage.ts'
import { measuredApps } from './0150-measured-apps.ts'
import { enteredPlans } from './0160-entered-plans.ts'
import { blankNamesLast } from './0170-blank-names-last.ts'
import { renewalDays } from './0180-renewal-days.ts'
import { seatUse } from './0190-seat-use.ts'
import { appOthers } from './0200-app-others.ts'
import { planRungs } from './0210-plan-rungs.ts'
import { graceSeats } from './0220-grace-seats.ts'
import { claimsByUse } from './0230-claims-by-use.ts'
import { planDecisions } from './0240-plan-decisions.ts'
import { appWindows } from './0250-app-windows.ts'
import { tenantTables } from './base/0010-tenant.ts'
import { usageTables } from './base/0020-usage.ts'
import { journalTables } from './base/0030-journal.ts'
import { derivedTables } from './base/0040-names-and-derived.ts'
import { usageChunks } from './base/0050-usage-chunks.ts'
import { formerNames } from './base/0060-former-names.ts'
import { reportDays } from './base/0070-report-days.ts'
import { unknownSeats } from './base/0080-unknown-seats.ts'
import { plainUsage } from './base/0090-plain-usage.ts'
import { lookups } from './base/0100-lookups.ts'
import { userSearch } from './base/0110-user-search.ts'
import { savings } from './base/0120-savings.ts'
import type { Migration } from './migration.ts'

/** Every step from an empty file to today's schema, ascending. */
export const migrations: readonly Migration[] = [
  tenantTables,
  usageTables,
  journalTables,
  derivedTables,
  usageChunks,
  formerNames,
  reportDays,
  unknownSeats,
  plainUsage,
  lookups,
  userSearch,
  savings,
  appUse,
  activityCoverage,
  measuredApps,
  enteredPlans,
  blankNamesLast,
  renewalDays,
  seatUse,
  appOthers,
  planRungs,
  graceSeats,
  claimsByUse,
  planDecisions,
  appWindows,
]
