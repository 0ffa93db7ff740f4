import { at } from '../random.ts'
import { apps } from '../tenant/activity.ts'
import type { CountReport } from './definition.ts'
import { durationText, teamsMetrics } from './details-teams.ts'
import { active, app, daily, dayUsage, share, summary } from './series.ts'
import { activeWithin } from './totals.ts'

export const teamsCounts: readonly CountReport[] = [
  daily(
    'getTeamsUserActivityUserCounts',
    'Report Refresh Date,Report Date,Team Chat Messages,Private Chat Messages,Calls,Meetings,Other Actions,Report Period',
    (totals, place) => {
      const people = active(app(totals, apps.teams), place)
      return [
        share(people, 0.4),
        share(people, 0.92),
        share(people, 0.35),
        share(people, 0.8),
        share(people, 0.3),
      ]
    },
  ),
  daily(
    'getTeamsUserActivityCounts',
    'Report Refresh Date,Report Date,Team Chat Messages,Private Chat Messages,Calls,Meetings,Meetings Organized Count,Meetings Attended Count,Audio Duration,Video Duration,Screen Share Duration,Post Messages,Reply Messages,Report Period',
    (totals, place) => {
      const m = teamsMetrics(dayUsage(app(totals, apps.teams), place))
      const durations = [m.audio, m.video, m.screen].map(durationText)
      return [
        m.teamChat,
        m.privateChat,
        m.calls,
        m.meetings,
        m.organized,
        m.attended,
        ...durations,
        m.posts,
        m.replies,
      ]
    },
  ),
  daily(
    'getTeamsDeviceUsageUserCounts',
    'Report Refresh Date,Web,Windows Phone,Android Phone,iOS,Mac,Windows,Chrome OS,Linux,Report Date,Report Period',
    (totals, place) => teamsDeviceOrder.map(device => active(at(totals.teamsDevices, device), place)),
  ),
  summary(
    'getTeamsDeviceUsageDistributionUserCounts',
    'Report Refresh Date,Web,Windows Phone,Android Phone,iOS,Mac,Windows,Chrome OS,Linux,Report Period',
    (totals, period) => teamsDeviceOrder.map(device => activeWithin(at(totals.teamsDevices, device), period)),
  ),
]

/** The count reports name the phones in another order than the detail report. */
const teamsDeviceOrder = [0, 1, 4, 2, 3, 5, 6, 7] as const
