import type { Finding, HealthFigures, SeatFigures, UserFigures } from '../../../contract/insight/overview.ts'
import { countedRows } from '../figure.ts'
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

/** What to do next: first what stops the syncs, then what is about the most seats. */
export function decideFindings(known: Known): Finding[] {
  const bySeats = [...seatFindings(known), ...candidateFindings(known)]
    .filter(({ seats }) => (seats ?? 0) > 0)
    .toSorted((one, other) => (other.seats ?? 0) - (one.seats ?? 0))
  return [...urgentFindings(known.health), ...bySeats].slice(0, maxFindings)
}

function urgentFindings({ credentialDays, lastRun }: HealthFigures): Finding[] {
  const urgent = (kind: Finding['kind'], days: number | null): Finding => ({
    kind,
    days,
    seats: null,
    figure: null,
  })
  return [
    ...(credentialDays !== null && credentialDays <= credentialWarningDays
      ? [urgent('credentialEnds', credentialDays)]
      : []),
    ...(lastRun?.status === 'failed' ? [urgent('syncFailed', null)] : []),
  ]
}

function seatFindings({ seats }: Known): Finding[] {
  if (seats === null) return []
  const { unassigned, overAssigned } = seats
  return [
    { kind: 'unassignedSeats', seats: unassigned.value, figure: unassigned, days: null },
    { kind: 'overAssigned', seats: overAssigned.value, figure: overAssigned, days: null },
  ]
}

/** A figure of each kind leads to the report of its own, which has exactly these rows. */
function candidateFindings({ seats, users, candidates }: Known): Finding[] {
  if (candidates === null) return []
  const { failedAssignments, redundant, disabled, guests } = candidates
  const about = (kind: Finding['kind'], count: number, ofSeats: number, report: string): Finding => ({
    kind,
    seats: ofSeats,
    figure: countedRows(count, { report }),
    days: null,
  })
  const inactive = users?.inactive?.value ?? 0
  return [
    {
      kind: 'failedAssignments',
      seats: failedAssignments,
      figure: countedRows(failedAssignments, { report: 'assignments', where: { state: 'Error' } }),
      days: null,
    },
    about('redundantLicenses', redundant, redundant, 'overlaps'),
    about('disabledWithLicenses', disabled.users, disabled.seats, 'disabled-with-licenses'),
    about('guestsWithLicenses', guests.users, guests.seats, 'guests-with-licenses'),
    {
      kind: 'inactiveUsers',
      seats: inactive === 0 ? 0 : (seats?.inactive?.value ?? inactive),
      figure: countedRows(inactive, { report: 'inactive', parameters: { days: 30 } }),
      days: null,
    },
  ]
}
