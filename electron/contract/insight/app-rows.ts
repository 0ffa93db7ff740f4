import type { ReportFilter } from '../reports.ts'

/** The report of users and apps, in which every number about the use of an app has its rows. */
export const appReport = 'app-activity'

/** Names of apps stand in a cell with a semicolon behind each. */
const names = (column: string, title: string): ReportFilter => ({
  column,
  operator: 'contains',
  value: `${title};`,
})

/** Filters for the users of a department; null for those without one. */
export const ofDepartment = (department: string | null): ReportFilter =>
  department === null
    ? { column: 'department', operator: 'empty', value: null }
    : { column: 'department', operator: '=', value: department }

/** The users who have any of the apps. */
export const hasAnyApp: ReportFilter = { column: 'has_app', operator: 'present', value: null }

/** Filters for the users who have an app: of them the use is counted. */
export const whoHas = (title: string): ReportFilter[] => [names('has_app', title)]

/** Filters for those of them who used it within a window. */
export const whoUsed = (title: string, days: number): ReportFilter[] => [
  names('has_app', title),
  names(`used_${days}d`, title),
]

/** Who used an app and is not counted as having it, by why. */
const others = {
  withoutPlan: [
    { column: 'user_type', operator: '!=', value: 'Guest' },
    { column: 'account_enabled', operator: '!=', value: 0 },
  ],
  guests: [{ column: 'user_type', operator: '=', value: 'Guest' }],
  disabled: [
    { column: 'user_type', operator: '!=', value: 'Guest' },
    { column: 'account_enabled', operator: '=', value: 0 },
  ],
} as const satisfies Record<string, readonly ReportFilter[]>

/** Filters for users who used an app within 30 days and are not counted as having it. */
export const whoElseUsed = (title: string, why: keyof typeof others): ReportFilter[] => [
  { ...names('has_app', title), operator: 'not-contains' },
  names('used_30d', title),
  ...others[why],
]

/**
 * Filters for those of them who used it within the next longer window and not within this one; without a
 * title those of whom that is true of one of their apps.
 */
export const whoLost = (title: string | null, days: number): ReportFilter[] => [
  title === null
    ? { column: `lost_${days}d`, operator: 'present', value: null }
    : names(`lost_${days}d`, title),
]
