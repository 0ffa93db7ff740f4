import { csvCell } from '../../csv.ts'
import { at } from '../../random.ts'
import { apps, type Usage } from '../../tenant/activity.ts'
import { workloads } from '../../tenant/products.ts'
import type { CountReport, DetailReport } from '../report.ts'
import {
  deletedCells,
  hasHabit,
  objectIdCell,
  productsCell,
  type Scope,
  upnCell,
  usage,
  yesNo,
} from '../scope.ts'
import { active, activeWithin, app, daily, dayUsage, share, summary } from '../series.ts'

/** What a period's or a day's Teams activity consists of. */
type TeamsMetrics = {
  readonly teamChat: number
  readonly privateChat: number
  readonly calls: number
  readonly meetings: number
  readonly organized: number
  readonly attended: number
  /** Seconds. */
  readonly audio: number
  readonly video: number
  readonly screen: number
  readonly posts: number
  readonly replies: number
}

function teamsMetrics({ days, volume }: Usage): TeamsMetrics {
  const meetings = days + (volume >> 4)
  const organized = meetings >> 2
  return {
    teamChat: volume >> 2,
    privateChat: volume * 2,
    calls: volume >> 3,
    meetings,
    organized,
    attended: meetings - organized,
    audio: meetings * 1_700,
    video: meetings * 610,
    screen: meetings * 240,
    posts: volume >> 3,
    replies: volume >> 4,
  }
}

/**
 * ISO 8601 as the reports write durations: hours, minutes and seconds, none of them left out but zero ones.
 */
function durationText(seconds: number): string {
  if (seconds === 0) return 'PT0S'
  const hours = Math.floor(seconds / 3600)
  const minutes = Math.floor((seconds % 3600) / 60)
  return `PT${hours > 0 ? `${hours}H` : ''}${minutes > 0 ? `${minutes}M` : ''}${seconds % 60 > 0 ? `${seconds % 60}S` : ''}`
}

function teamsRow(scope: Scope, index: number): string {
  const use = usage(scope, index, apps.teams)
  const m = teamsMetrics(use)
  const adHocOrganized = m.organized >> 2
  const onceOrganized = (m.organized - adHocOrganized) >> 1
  const adHocAttended = m.attended >> 3
  const onceAttended = (m.attended - adHocAttended) >> 1
  const kinds = `${adHocOrganized},${adHocAttended},${onceOrganized},${onceAttended},${m.organized - adHocOrganized - onceOrganized},${m.attended - adHocAttended - onceAttended}`
  const durations = [m.audio, m.video, m.screen]
  const shared = hasHabit(scope, index, 9, 3) && use.days > 0 ? 'Brightwater Partners' : ''
  return `${scope.refreshed},${objectIdCell(scope, index)},${upnCell(scope, index)},${scope.dateText(use.last)},${deletedCells(scope, index)},${productsCell(scope, index)},${m.teamChat},${m.privateChat},${m.calls},${m.meetings},${m.organized},${m.attended},${kinds},${durations.map(durationText).join(',')},${durations.join(',')},${yesNo(use.days > 3)},${use.days >> 5},${m.posts},${csvCell(scope.world.company.displayName)},${shared},${m.replies},Yes,${scope.period}`
}

/** Web, Windows Phone, iOS, Mac, Android, Windows, Chrome OS, Linux. */
export function teamsDevices(scope: Scope, index: number): readonly boolean[] {
  const onMac = hasHabit(scope, index, 1, 14)
  const phone = hasHabit(scope, index, 2, 58)
  const apple = hasHabit(scope, index, 10, 48)
  return [
    hasHabit(scope, index, 3, 45),
    false,
    phone && apple,
    onMac,
    phone && !apple,
    !onMac,
    hasHabit(scope, index, 11, 1),
    hasHabit(scope, index, 12, 1),
  ]
}

function teamsDeviceRow(scope: Scope, index: number): string {
  const use = usage(scope, index, apps.teams)
  const devices = teamsDevices(scope, index).map(used => yesNo(used && use.days > 0))
  return `${scope.refreshed},${objectIdCell(scope, index)},${upnCell(scope, index)},${scope.dateText(use.last)},${deletedCells(scope, index)},${devices.join(',')},Yes,${scope.period}`
}

export const teamsDetails: readonly DetailReport[] = [
  {
    kind: 'detail',
    name: 'getTeamsUserActivityUserDetail',
    parameters: 'periodOrDate',
    header:
      'Report Refresh Date,User Id,User Principal Name,Last Activity Date,Is Deleted,Deleted Date,Assigned Products,Team Chat Message Count,Private Chat Message Count,Call Count,Meeting Count,Meetings Organized Count,Meetings Attended Count,Ad Hoc Meetings Organized Count,Ad Hoc Meetings Attended Count,Scheduled One-time Meetings Organized Count,Scheduled One-time Meetings Attended Count,Scheduled Recurring Meetings Organized Count,Scheduled Recurring Meetings Attended Count,Audio Duration,Video Duration,Screen Share Duration,Audio Duration In Seconds,Video Duration In Seconds,Screen Share Duration In Seconds,Has Other Action,Urgent Messages,Post Messages,Tenant Display Name,Shared Channel Tenant Display Names,Reply Messages,Is Licensed,Report Period',
    workloads: workloads.teams,
    apps: [apps.teams],
    row: teamsRow,
  },
  {
    kind: 'detail',
    name: 'getTeamsDeviceUsageUserDetail',
    parameters: 'periodOrDate',
    // Two blanks before Chrome OS, as the service writes it.
    header:
      'Report Refresh Date,User Id,User Principal Name,Last Activity Date,Is Deleted,Deleted Date,Used Web,Used Windows Phone,Used iOS,Used Mac,Used Android Phone,Used Windows,Used  Chrome OS,Used Linux,Is Licensed,Report Period',
    workloads: workloads.teams,
    apps: [apps.teams],
    row: teamsDeviceRow,
  },
]

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
