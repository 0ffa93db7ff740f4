import {
  activityOf,
  dailyCounts,
  dates,
  flags,
  integerAlso,
  integers,
  personReport,
  platformsOf,
  summaryCounts,
} from './build.ts'
import type { UsageReport } from './types.ts'

/** Lengths of calls come as ISO 8601 and in seconds; the seconds are kept. */
const userActivity = personReport({
  graphFunction: 'getTeamsUserActivityUserDetail',
  cells: [
    ...dates('Last Activity Date', 'Deleted Date'),
    ...flags('Is Deleted', 'Has Other Action', 'Is Licensed'),
    ...integers(
      'Team Chat Message Count',
      'Private Chat Message Count',
      'Call Count',
      'Meeting Count',
      'Meetings Organized Count',
      'Meetings Attended Count',
      'Ad Hoc Meetings Organized Count',
      'Ad Hoc Meetings Attended Count',
      'Scheduled One-time Meetings Organized Count',
      'Scheduled One-time Meetings Attended Count',
      'Scheduled Recurring Meetings Organized Count',
      'Scheduled Recurring Meetings Attended Count',
      'Audio Duration In Seconds',
      'Video Duration In Seconds',
      'Screen Share Duration In Seconds',
      'Urgent Messages',
      'Post Messages',
      'Reply Messages',
    ),
  ],
  activity: [activityOf('teams')],
})

/** Chrome OS and Linux are kept as figures but are none of the platforms that the views know. */
const deviceUsage = personReport({
  graphFunction: 'getTeamsDeviceUsageUserDetail',
  cells: [
    ...dates('Last Activity Date', 'Deleted Date'),
    ...flags(
      'Is Deleted',
      'Used Web',
      'Used Windows Phone',
      'Used iOS',
      'Used Mac',
      'Used Android Phone',
      'Used Windows',
      'Used Chrome OS',
      'Used Linux',
      'Is Licensed',
    ),
  ],
  activity: [activityOf('teams')],
  platforms: platformsOf('teams', {
    windows: ['used_windows'],
    mac: ['used_mac'],
    mobile: ['used_windows_phone', 'used_ios', 'used_android_phone'],
    web: ['used_web'],
  }),
})

const deviceCells = integers(
  'Web',
  'Windows Phone',
  'Android Phone',
  'iOS',
  'Mac',
  'Windows',
  'Chrome OS',
  'Linux',
)

const counts = [
  dailyCounts({
    graphFunction: 'getTeamsUserActivityUserCounts',
    cells: integers('Team Chat Messages', 'Private Chat Messages', 'Calls', 'Meetings', 'Other Actions'),
    app: 'teams',
    unit: 'users',
  }),
  dailyCounts({
    graphFunction: 'getTeamsUserActivityCounts',
    cells: [
      ...integers('Team Chat Messages', 'Private Chat Messages', 'Calls', 'Meetings'),
      integerAlso('Meetings Organized Count', 'Meetings Organized'),
      integerAlso('Meetings Attended Count', 'Meetings Attended'),
      ...integers('Post Messages', 'Reply Messages'),
    ],
    app: 'teams',
  }),
  dailyCounts({
    graphFunction: 'getTeamsDeviceUsageUserCounts',
    cells: deviceCells,
    app: 'teams',
    unit: 'users',
  }),
  summaryCounts({
    graphFunction: 'getTeamsDeviceUsageDistributionUserCounts',
    cells: deviceCells,
    app: 'teams',
    unit: 'users',
  }),
]

export const teamsReports: readonly UsageReport[] = [userActivity, deviceUsage, ...counts]
