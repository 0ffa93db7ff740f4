import type { Route } from '../../routing/route.ts'

/** How many days back the lines of the overview can look. */
export const dailyWindows = [30, 90, 180] as const
export type DailyWindow = (typeof dailyWindows)[number]

/** The window that the address asks for; the first one where it asks for none that there is. */
export function dailyWindowOf({ parameters }: Route): DailyWindow {
  return dailyWindows.find(one => one === parameters['days']) ?? dailyWindows[0]
}
