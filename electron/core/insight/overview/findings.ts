import type { Finding, HealthFigures, SeatFigures, UserFigures } from '../../../contract/insight/overview.ts'
import { countedRows, summedRows } from '../figure.ts'
import type { Candidates } from './candidates.ts'

/** As many as a person can keep in mind. */
const maxFindings = 5
/** A new secret takes some days where others have to approve it. */
const credentialWarningDays = 30

type Known = {
  seats: SeatFigures | null
  users: UserFigures | null
  health: HealthFigures
  candidates: Candidates | null
}

/**
 * What to do next: first what stops the syncs, then what costs the most, then what is about the most seats.
 */
export function decideFindings(known: Known): Finding[] {
  const found = [...seatFindings(known), ...candidateFindings(known)]
    .filter(({ seats }) => (seats ?? 0) > 0)
    .map(finding => ({ ...finding, money: moneyOf(finding.kind, known.candidates) }))
  return [...urgentFindings(known.health), ...inOrder(found)].slice(0, maxFindings)
}

type Found = Omit<Finding, 'money'>

/** Which rules of savings say what a finding costs. */
const rulesOf: Partial<Record<Finding['kind'], readonly string[]>> = {
  unassignedSeats: ['P1'],
  disabledWithLicenses: ['R1'],
  redundantLicenses: ['R3'],
  inactiveUsers: ['R4', 'R5'],
  guestsWithLicenses: ['R6'],
}

function moneyOf(kind: Finding['kind'], candidates: Candidates | null): Finding['money'] {
  const sums = new Map<string, number>()
  for (const rule of rulesOf[kind] ?? []) {
    for (const { currency, amount } of candidates?.money.get(rule) ?? []) {
      sums.set(currency, (sums.get(currency) ?? 0) + amount)
    }
  }
  return [...sums].map(([currency, amount]) => ({ currency, amount }))
}

/** Amounts are compared in the currency that most of the findings have, because others have no rate. */
function inOrder(findings: readonly Finding[]): Finding[] {
  const currencies = Map.groupBy(
    findings.flatMap(({ money }) => money),
    ({ currency }) => currency,
  )
  const [usual] = [...currencies].toSorted(([, one], [, other]) => other.length - one.length)
  const cost = ({ money }: Finding) =>
    money.find(({ currency }) => currency === usual?.[0])?.amount ?? (money.length > 0 ? 0 : -1)
  return findings.toSorted((one, other) => cost(other) - cost(one) || (other.seats ?? 0) - (one.seats ?? 0))
}

function urgentFindings({ credentialDays, lastRun }: HealthFigures): Finding[] {
  const urgent = (kind: Finding['kind'], days: number | null): Finding => ({
    kind,
    days,
    seats: null,
    money: [],
    figure: null,
  })
  return [
    ...(credentialDays !== null && credentialDays <= credentialWarningDays
      ? [urgent('credentialEnds', credentialDays)]
      : []),
    ...(lastRun?.status === 'failed' ? [urgent('syncFailed', null)] : []),
  ]
}

function seatFindings({ seats }: Known): Found[] {
  if (seats === null) return []
  const { unassigned, overAssigned } = seats
  return [
    { kind: 'unassignedSeats', seats: unassigned.value, figure: unassigned, days: null },
    { kind: 'overAssigned', seats: overAssigned.value, figure: overAssigned, days: null },
  ]
}

/** A figure of each kind leads to the report of its own, which has exactly these rows. */
function candidateFindings({ seats, users, candidates }: Known): Found[] {
  if (candidates === null) return []
  const { failed, redundant, disabled, guests, heldTwice, underLicensed } = candidates
  const about = (kind: Finding['kind'], count: number, ofSeats: number, report: string): Found => ({
    kind,
    seats: ofSeats,
    figure: countedRows(count, { report }),
    days: null,
  })
  const inactive = users?.inactive?.value ?? 0
  return [
    {
      kind: 'failedAssignments',
      seats: failed.assignments,
      figure: summedRows(failed.assignments, failed.rows, 'users', { report: 'failed-assignments' }),
      days: null,
    },
    about('redundantLicenses', redundant, redundant, 'overlaps'),
    about('disabledWithLicenses', disabled.users, disabled.seats, 'disabled-with-licenses'),
    about('guestsWithLicenses', guests.users, guests.seats, 'guests-with-licenses'),
    about('heldTwice', heldTwice, heldTwice, 'held-twice'),
    about('underLicensed', underLicensed, underLicensed, 'shared-mailboxes-without-license'),
    {
      kind: 'inactiveUsers',
      seats: inactive === 0 ? 0 : (seats?.inactive?.value ?? inactive),
      figure: countedRows(inactive, { report: 'inactive', parameters: { days: 30 } }),
      days: null,
    },
  ]
}
