/**
 * How long ago the last use of an app is, from the app's own newest day. Four steps of one hue, and two
 * without.
 */
export const heatSteps = ['week', 'month', 'quarter', 'halfYear', 'older'] as const
export type HeatStep = (typeof heatSteps)[number]

const dayMs = 86_400_000

/** Whole days from one day to a later one, both `YYYY-MM-DD`. */
export function daysSince(day: string, asOf: string): number {
  return Math.round((Date.parse(asOf) - Date.parse(day)) / dayMs)
}

/** The step of a last use. Windows of N days hold their last day: within 7 days means at most 6 days ago. */
export function heatStep(days: number): HeatStep {
  if (days <= 6) return 'week'
  if (days <= 29) return 'month'
  if (days <= 89) return 'quarter'
  return days <= 179 ? 'halfYear' : 'older'
}

/** The names of the apps that a user has and never used, as the report writes them. */
export function neverUsedApps(text: string | null): ReadonlySet<string> {
  return new Set(
    (text ?? '')
      .split(';')
      .map(name => name.trim())
      .filter(name => name !== ''),
  )
}
