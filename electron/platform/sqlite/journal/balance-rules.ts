import type { BalanceFinding } from '../../../contract/sync.ts'

export type PeopleFacts = { counted: number; stored: number; cameOrWent: number }

/**
 * People in the database against Microsoft's own count. Whoever comes or goes while the list is read is in one of the two only; Graph's count
 * also lags a little behind (advanced queries are eventually consistent), so that one in a thousand is let pass.
 */
export function balancePeople({ counted, stored, cameOrWent }: PeopleFacts): BalanceFinding | null {
  const difference = Math.abs(counted - stored)
  if (difference === 0) return null
  const explained = difference <= cameOrWent + Math.max(2, counted / 1000)
  return {
    dataset: 'users',
    subject: 'people',
    expected: counted,
    actual: stored,
    verdict: explained ? 'explained' : 'flagged',
    explanation: explained
      ? 'People came or went while they were being counted and read; the next sync brings the two together.'
      : 'Microsoft counts another number of people than it listed. Run a full sync; if the difference stays, some people cannot be read.',
  }
}

export type LicenseFacts = {
  product: string
  appliesTo: string | null
  consumed: number
  holders: number
  /** Changes of this product's assignments that this run noticed. */
  changed: number
  /** Whether products and people come from the same run. */
  sameRun: boolean
}

/** Distinct holders of a product against the units that Microsoft counts as consumed. */
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
      'Microsoft counts other units as used than there are people who hold the product. Compare with the admin center if it stays.',
  }
}

function licenseCause(facts: LicenseFacts, difference: number): string | null {
  if (facts.appliesTo === 'Company') {
    return 'This product is used by the organization as a whole; it is not assigned to people.'
  }
  if (!facts.sameRun) return 'People and products were retrieved at different times.'
  if (difference <= facts.changed) return 'Assignments of this product changed while the sync read them.'
  return null
}

export type ReportFacts = {
  dataset: string
  rows: number
  /** Rows of keys that nobody in the directory has. */
  unmatched: number
  /** Of these, rows that the report itself calls deleted, or of people who were seen to leave. */
  deleted: number
  /** People who got another user principal name lately. */
  renamed: number
  concealed: boolean
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

function reportCause({ unmatched, deleted, renamed, concealed }: ReportFacts): string | null {
  if (concealed)
    return 'Microsoft conceals the names in reports, so that their rows cannot be matched with people.'
  if (unmatched <= deleted) return 'Reports keep people for up to 30 days after they were deleted.'
  if (unmatched <= deleted + renamed) {
    return 'Reports keep deleted people for a time, and show renamed ones under their old name.'
  }
  return null
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
      ? 'Reports name people from a few days after they were licensed, and only for products whose use Microsoft reports.'
      : 'Many licensed people are in no usage report. Their activity is unknown; do not take them for inactive.',
  }
}
