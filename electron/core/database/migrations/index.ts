import { tenantTables } from './0010-tenant.ts'
import { usageTables } from './0020-usage.ts'
import { journalTables } from './0030-journal.ts'
import { derivedTables } from './0040-names-and-derived.ts'
import { usageChunks } from './0050-usage-chunks.ts'
import { formerNames } from './0060-former-names.ts'
import { reportDays } from './0070-report-days.ts'
import { unknownSeats } from './0080-unknown-seats.ts'
import { plainUsage } from './0090-plain-usage.ts'
import { lookups } from './0100-lookups.ts'
import { userSearch } from './0110-user-search.ts'
import { savings } from './0120-savings.ts'
import { appUse } from './0130-app-use.ts'
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
]
