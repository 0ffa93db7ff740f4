import type { BalanceFinding } from '../../../contract/sync.ts'
import { countTolerance } from '../../sync/drift.ts'

export type PeopleFacts = {
  counted: number
  stored: number
  /** People whom this run saw come. */
  came: number
}

/**
 * People in the database against Microsoft's own count. Whoever comes while the list is read may be in the
 * list only, and Graph's count lags a little behind. People whom this run lost explain nothing: the loss may
 * be the fault that the count brings to light.
 */
export function balancePeople({ counted, stored, came }: PeopleFacts): BalanceFinding | null {
  const difference = Math.abs(counted - stored)
  if (difference === 0) return null
  const explained = difference <= countTolerance(counted) + (stored > counted ? came : 0)
  return {
    dataset: 'users',
    subject: 'people',
    expected: counted,
    actual: stored,
    verdict: explained ? 'explained' : 'flagged',
    explanation: explained
      ? "Microsoft's count lags a little behind its list. If the two differ again in the next sync, everybody is read in full."
      : 'Microsoft counts another number of users than are stored. If it is so again in the next sync, all users are read in full; if it stays then, some users cannot be read.',
  }
}

export type LicenseFacts = {
  product: string
  appliesTo: string | null
  consumed: number
  holders: number
  /** People whom this run saw get the product. */
  gained: number
  /** Whether products and people come from the same run. */
  sameRun: boolean
}

/**
 * Distinct holders of a product against the units that Microsoft counts as consumed. Assignments that this
 * run lost explain nothing: the loss may be the fault that the count brings to light.
 */
export function balanceLicense(facts: LicenseFacts): BalanceFinding | null {
  const difference = Math.abs(facts.consumed - facts.holders)
  if (difference === 0) return null
  const cause = licenseCause(facts, difference)
  return {
    dataset: 'licenses',
    subject: facts.product,
    expected: facts.consumed,
    actual: facts.holders,
    verdict: cause === null ? 'flagged' : 'explained',
    explanation:
      cause ??
      'Microsoft counts other units as used than there are users who hold the product. Compare with the admin center if it stays.',
  }
}

function licenseCause(facts: LicenseFacts, difference: number): string | null {
  if (facts.appliesTo === 'Company') {
    return 'This product is used by the organization as a whole; it is not assigned to users.'
  }
  if (!facts.sameRun) return 'Users and products were retrieved at different times.'
  if (facts.holders > facts.consumed && difference <= facts.gained) {
    return 'Users got this product while the sync read them.'
  }
  return null
}

/**
 * People hold a product that the tenant does not list (any more): what it costs and how many seats it has is
 * not known.
 */
export function heldNotListed({ product, holders }: { product: string; holders: number }): BalanceFinding {
  return {
    dataset: 'licenses',
    subject: product,
    expected: 0,
    actual: holders,
    verdict: 'flagged',
    explanation:
      'Held, not listed: users hold this product, but the tenant does not list it among its products. Usually its subscription has ended and assignments or a group still carry it.',
  }
}

export type ReportFacts = {
  dataset: string
  rows: number
  /** Rows of keys that nobody in the directory has. */
  unmatched: number
  /**
   * Of these, rows that a report itself calls deleted, or of people who were seen to leave within the time
   * that reports keep them.
   */
  deleted: number
  /** Whether the report is of a day before the users were read for the first time. */
  precedesUsers: boolean
  concealed: boolean
  /** Whether most reports show the names. */
  othersShowNames: boolean
}

/** Rows of a report against the people that they belong to. */
export function balanceReport(facts: ReportFacts): BalanceFinding | null {
  if (facts.unmatched === 0) return null
  const cause = reportCause(facts)
  return {
    dataset: facts.dataset,
    subject: 'rows',
    expected: facts.rows,
    actual: facts.rows - facts.unmatched,
    verdict: cause === null ? 'flagged' : 'explained',
    explanation: cause ?? 'Some rows belong to nobody in the directory; their activity counts for nobody.',
  }
}

function reportCause(facts: ReportFacts): string | null {
  const { rows, unmatched, deleted, precedesUsers, concealed, othersShowNames } = facts
  if (concealed) {
    return othersShowNames
      ? null
      : 'Microsoft conceals the names in reports, so that their rows cannot be matched with users.'
  }
  if (unmatched <= deleted) return 'Reports keep users for up to 30 days after they were deleted.'
  if (precedesUsers && unmatched - deleted <= turnoverTolerance(rows)) {
    return 'The report is of a day before the first sync: users who left or were renamed in the days between are in it as they were then.'
  }
  return null
}

/** In the days that a report is old, so many people, or this share, may leave or be renamed. */
const usualTurnover = { people: 5, share: 1 / 100 }
/** Where five people are many, not even they are let pass. */
const shareOfFew = 1 / 10

function turnoverTolerance(rows: number): number {
  const usual = Math.max(usualTurnover.people, Math.floor(rows * usualTurnover.share))
  return Math.min(usual, Math.floor(rows * shareOfFew))
}

/** What is odd about the rows that came: `rows` were taken, the others name nobody or cannot be read. */
export type OddRows = {
  dataset: string
  rows: number
  nameless: number
  unreadable: number
  /** Whether the report has a day that can be true. */
  isDated: boolean
}

/** What a report brought that says nothing of anybody, each kind by itself. */
export function balanceOddRows({ dataset, rows, nameless, unreadable, isDated }: OddRows): BalanceFinding[] {
  const findings: (BalanceFinding | null)[] = [
    nameless === 0
      ? null
      : {
          dataset,
          subject: 'rows without a name',
          expected: rows + nameless,
          actual: rows,
          verdict: 'explained',
          explanation: 'Microsoft names nobody in these rows; their activity counts for nobody.',
        },
    unreadable === 0
      ? null
      : {
          dataset,
          subject: 'rows that can be read',
          expected: rows,
          actual: Math.max(0, rows - unreadable),
          verdict: 'flagged',
          explanation:
            'In these rows the day of activity, or that of the report, cannot be read or is not there.',
        },
    isDated || rows === 0
      ? null
      : {
          dataset,
          subject: 'date',
          expected: rows,
          actual: 0,
          verdict: 'flagged',
          explanation: 'The report is dated in the future. Its rows are taken, its date is not.',
        },
  ]
  return findings.filter(finding => finding !== null)
}

export type CoverageFacts = { licensed: number; named: number; tooNew: number }

/** Below this share of the licensed, people whom no report names are nothing out of the ordinary. */
const ordinaryShare = 0.05

/** Licensed people against those whom some usage report names. */
export function balanceCoverage({ licensed, named, tooNew }: CoverageFacts): BalanceFinding | null {
  const missing = licensed - named
  if (missing === 0) return null
  const explained = missing <= tooNew + licensed * ordinaryShare
  return {
    dataset: 'usage',
    subject: 'licensed people',
    expected: licensed,
    actual: named,
    verdict: explained ? 'explained' : 'flagged',
    explanation: explained
      ? 'Reports name users from a few days after they were licensed, and only for products whose use Microsoft reports.'
      : 'Many licensed users are in no usage report. Their activity is unknown; do not take them for inactive.',
  }
}
