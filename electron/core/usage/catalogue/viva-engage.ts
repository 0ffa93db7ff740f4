import {
  activityOf,
  dailyCounts,
  dates,
  flags,
  integers,
  personReport,
  platformsOf,
  summaryCounts,
  texts,
} from './build.ts'
import type { UsageReport } from './types.ts'

const userActivity = personReport({
  graphFunction: 'getYammerActivityUserDetail',
  cells: [
    ...texts('User State'),
    ...dates('State Change Date', 'Last Activity Date'),
    ...integers('Posted Count', 'Read Count', 'Liked Count'),
  ],
  activity: [activityOf('viva_engage')],
})

const deviceUsage = personReport({
  graphFunction: 'getYammerDeviceUsageUserDetail',
  cells: [
    ...texts('User State'),
    ...dates('State Change Date', 'Last Activity Date'),
    ...flags(
      'Used Web',
      'Used Windows Phone',
      'Used Android Phone',
      'Used iPhone',
      'Used iPad',
      'Used Others',
    ),
  ],
  activity: [activityOf('viva_engage')],
  platforms: platformsOf('viva_engage', {
    mobile: ['used_windows_phone', 'used_android_phone', 'used_iphone', 'used_ipad'],
    web: ['used_web'],
  }),
})

const activityCells = integers('Liked', 'Posted', 'Read')
const deviceCells = integers('Web', 'Windows Phone', 'Android Phone', 'iPhone', 'iPad', 'Other')

const counts = [
  dailyCounts({
    graphFunction: 'getYammerActivityUserCounts',
    cells: activityCells,
    app: 'viva_engage',
    unit: 'users',
  }),
  dailyCounts({
    graphFunction: 'getYammerActivityCounts',
    cells: activityCells,
    app: 'viva_engage',
    unit: 'count',
  }),
  dailyCounts({
    graphFunction: 'getYammerDeviceUsageUserCounts',
    cells: deviceCells,
    app: 'viva_engage',
    unit: 'users',
  }),
  summaryCounts({
    graphFunction: 'getYammerDeviceUsageDistributionUserCounts',
    cells: deviceCells,
    app: 'viva_engage',
    unit: 'users',
  }),
]

/** Reports about Viva Engage, which the API still calls Yammer. */
export const vivaEngageReports: readonly UsageReport[] = [userActivity, deviceUsage, ...counts]
