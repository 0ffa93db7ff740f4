import { z } from 'zod'

/**
 * `held`: the day's activity is stored. `late`: Microsoft does not offer the day (yet), or gave an answer
 * that was set aside. `waiting`: offered and not asked for yet. `lost`: it can no longer be asked for.
 */
export const dayStates = ['held', 'late', 'waiting', 'lost'] as const

export const CoverageDay = z.strictObject({
  date: z.string(),
  state: z.enum(dayStates),
  /** Users with activity on the day; null while it is not held. */
  activeUsers: z.int().nullable(),
  /** Why the latest answer was not kept, as a short code; null where there is nothing to say. */
  problem: z.string().nullable(),
})
export type CoverageDay = z.infer<typeof CoverageDay>

export const CoverageReport = z.strictObject({
  report: z.string(),
  /** `YYYY-MM-DD`, the newest day that Microsoft has offered; null while none is known. */
  newestDay: z.string().nullable(),
  /** Names are concealed in the report, so that no day of it is asked for. */
  concealed: z.boolean(),
  /** Every day that is known, ascending. */
  days: z.array(CoverageDay),
})
export type CoverageReport = z.infer<typeof CoverageReport>

/** What is held of single days of activity, and whether more of it is being retrieved. */
export const ActivityCoverage = z.strictObject({
  /** Whether the setting is on. */
  enabled: z.boolean(),
  /** `waiting`: until `resumesAt`, for the sake of Microsoft's quota. */
  phase: z.enum(['idle', 'running', 'waiting']),
  /** ISO 8601 UTC. */
  resumesAt: z.string().nullable(),
  reports: z.array(CoverageReport),
})
export type ActivityCoverage = z.infer<typeof ActivityCoverage>
