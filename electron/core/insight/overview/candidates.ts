import { z } from 'zod'
import type { Money } from '../../../contract/savings/answers.ts'
import { sql } from '../../database/sql.ts'
import type { InsightContext } from '../../reports/ports.ts'
import { wireSums } from '../../savings/answers/wire-money.ts'
import { failedAssignments } from '../../savings/assignment-errors.ts'
import { readFindings } from '../../savings/keep-findings.ts'

/** Users and seats that somebody should look at. */
export type Candidates = {
  /** Ways of an assignment that failed, and by how many products, groups and errors. */
  failed: { assignments: number; rows: number }
  /** Pairs of products of one user of which one gives all of the other. */
  redundant: number
  disabled: { users: number; seats: number }
  guests: { users: number; seats: number }
  /** Products that a user holds in several ways. */
  heldTwice: number
  /** Shared mailboxes that need a license. */
  underLicensed: number
  /** What the seats cost in a year that are claimed for sure, by the rule. */
  money: ReadonlyMap<string, readonly Money[]>
}

const Counts = z.object({
  failed: z.int(),
  failedRows: z.int(),
  redundant: z.int(),
  disabled: z.int(),
  disabledSeats: z.int(),
  guests: z.int(),
  guestSeats: z.int(),
})

/** Each number is that of the rows of the report that lists them. */
export function readCandidates({ reader }: InsightContext): Candidates {
  const kept = readFindings(reader)
  const found = Counts.parse(
    reader.first(
      Counts,
      sql`select
        (select ifnull(sum(users), 0) from ${failedAssignments}) as failed,
        (select count(*) from ${failedAssignments}) as failedRows,
        (select count(*) from overlap) as redundant, disabled.users as disabled, disabled.seats as disabledSeats,
        guests.users as guests, guests.seats as guestSeats
        from (select count(*) as users, ifnull(sum(license_count), 0) as seats from user_summary
            where license_count > 0 and account_enabled = 0) as disabled
          join (select count(*) as users, ifnull(sum(license_count), 0) as seats from user_summary
            where license_count > 0 and user_type = 'Guest') as guests`,
    ),
  )
  return {
    failed: { assignments: found.failed, rows: found.failedRows },
    redundant: found.redundant,
    disabled: { users: found.disabled, seats: found.disabledSeats },
    guests: { users: found.guests, seats: found.guestSeats },
    heldTwice: kept?.heldTwice ?? 0,
    underLicensed: kept?.underLicensed ?? 0,
    money: new Map(
      [...Map.groupBy(kept?.money ?? [], ({ rule }) => rule)].map(([rule, sums]) => [rule, wireSums(sums)]),
    ),
  }
}
