import type { AppUse } from '../../../electron/contract/insight/apps.ts'
import { appWindows, isAtMost } from './app-use.ts'

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

/** How many days ago an app was used last, at least and at most; `to` is null where that is not known. */
export type DaysAgo = { from: number; to: number | null }

/**
 * The days since the last use. Where several apps share one day it is the latest that this one can have been
 * used, and the windows in which it was used or not say between which days that was. Of whoever is not
 * counted for the app it is not known whether the windows are exact.
 *
 * @param day of the last use, `YYYY-MM-DD`
 * @param isUsed whether the app is told to have been used within a window
 */
export function daysAgo(
  use: AppUse,
  day: string,
  { isCounted, isUsed }: { isCounted: boolean; isUsed: (days: number) => boolean },
): DaysAgo {
  const since = Math.max(0, daysSince(day, use.asOf))
  if (!use.sharesDay) return { from: since, to: since }
  const unused = appWindows.filter(days => !isUsed(days))
  // A window that the shared day alone speaks for says nothing of this app.
  const within = appWindows.find(days => isCounted && isUsed(days) && !isAtMost(use, days))
  return { from: Math.max(since, ...unused), to: within === undefined ? null : within - 1 }
}

/** Why there is no date of an app, and the column of the report that names the apps of which it holds. */
export const blankReasons = {
  noneOnRecord: 'never_used',
  planOff: 'plan_off',
  notMeasured: 'not_measured',
  tooNew: 'too_new',
} as const
export type BlankReason = keyof typeof blankReasons
const reasons = ['noneOnRecord', 'planOff', 'notMeasured', 'tooNew'] as const satisfies readonly BlankReason[]

/** The first reason that names the app; null where nothing is known. */
export function blankReason(title: string, textOf: (column: string) => string | null): BlankReason | null {
  return reasons.find(name => namedApps(textOf(blankReasons[name])).has(title)) ?? null
}

/** The names of apps in a cell, as the report writes them. */
export function namedApps(text: string | null): ReadonlySet<string> {
  return new Set(
    (text ?? '')
      .split(';')
      .map(name => name.trim())
      .filter(name => name !== ''),
  )
}
