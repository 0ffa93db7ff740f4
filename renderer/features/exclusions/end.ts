import type { ExclusionInput } from '../../../electron/contract/savings/inputs.ts'

/** The last day of an exclusion lies so many days ahead at most, and so many as it is offered first. */
export const exclusionDays = { most: 365, usual: 90 } as const

const dayMs = 86_400_000

/** `YYYY-MM-DD` so many days ahead. */
export function dayAhead(now: number, days: number): string {
  return new Date(now + days * dayMs).toISOString().slice(0, 10)
}

/** Service and emergency accounts have a day of review in place of an end. */
export function isStanding(reason: ExclusionInput['reason']): boolean {
  return reason === 'service_account' || reason === 'emergency_account'
}

export function endOf(reason: ExclusionInput['reason'], day: string): { until?: string; reviewOn?: string } {
  return isStanding(reason) ? { reviewOn: day } : { until: day }
}
