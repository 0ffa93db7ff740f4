import type { AppUse } from '../../../electron/contract/insight/apps.ts'

/** How many days the screen can look back. */
export const appWindows = [7, 30, 90, 180] as const
export type AppWindow = (typeof appWindows)[number]

/** How many of those who have an app used it within a window. */
export function activeWithin({ active }: AppUse, days: AppWindow): number {
  return { 7: active.d7, 30: active.d30, 90: active.d90, 180: active.d180 }[days]
}

/** Whether that is the most that it can be: the report that tells it exactly has not come. */
export function isAtMost({ atMost }: AppUse, days: AppWindow): boolean {
  return { 7: atMost.d7, 30: atMost.d30, 90: atMost.d90, 180: atMost.d180 }[days]
}

/** A share from 0 to 1; null where nobody has the app. */
export function adoption(use: AppUse, days: AppWindow): number | null {
  return use.base === 0 ? null : activeWithin(use, days) / use.base
}
