import { apps, type Usage } from '../../tenant/activity.ts'
import { workloads } from '../../tenant/products.ts'
import { createdDay, leftDay } from '../../tenant/world.ts'
import type { CountReport, DetailReport } from '../report.ts'
import {
  deletedCells,
  displayNameCell,
  hasHabit,
  productsCell,
  type Scope,
  upnCell,
  usage,
  yesNo,
} from '../scope.ts'
import { active, activeWithin, app, daily, dayUsage, share, summary } from '../series.ts'

/** Posted, read, liked. */
function yammerMetrics({ days, volume }: Usage): readonly [number, number, number] {
  return [volume >> 4, volume, days >> 1]
}

/** `User State,State Change Date`, which Viva Engage has instead of a deletion flag. */
function stateCells(scope: Scope, index: number): string {
  const left = leftDay(scope.world, index)
  if (left !== 0 && left <= scope.until) return `deleted,${scope.dateText(left)}`
  return `active,${scope.dateText(createdDay(scope.world, index))}`
}

function yammerRow(scope: Scope, index: number): string {
  const use = usage(scope, index, apps.yammer)
  return `${scope.refreshed},${upnCell(scope, index)},${displayNameCell(scope, index)},${stateCells(scope, index)},${scope.dateText(use.last)},${yammerMetrics(use).join(',')},${productsCell(scope, index)},${scope.period}`
}

/** Web, Windows Phone, Android, iPhone, iPad, others. */
export function yammerDevices(scope: Scope, index: number): readonly boolean[] {
  const phone = hasHabit(scope, index, 2, 58)
  const apple = hasHabit(scope, index, 10, 48)
  return [
    !phone || hasHabit(scope, index, 3, 45),
    false,
    phone && !apple,
    phone && apple,
    hasHabit(scope, index, 13, 3),
    false,
  ]
}

function yammerDeviceRow(scope: Scope, index: number): string {
  const use = usage(scope, index, apps.yammer)
  const devices = yammerDevices(scope, index).map(used => yesNo(used && use.days > 0))
  return `${scope.refreshed},${upnCell(scope, index)},${displayNameCell(scope, index)},${stateCells(scope, index)},${scope.dateText(use.last)},${devices.join(',')},${scope.period}`
}

const skypeTotals = '0,0,0'
const skypeCounts = Array.from({ length: 22 }, () => '0').join(',')

/** The service is retired: everybody is listed, nobody did anything. */
function skypeRow(scope: Scope, index: number): string {
  return `${scope.refreshed},${upnCell(scope, index)},${deletedCells(scope, index)},,${skypeTotals},,,,${skypeCounts},${productsCell(scope, index)},${scope.period}`
}

function skypeDeviceRow(scope: Scope, index: number): string {
  return `${scope.refreshed},${upnCell(scope, index)},,No,No,No,No,No,${scope.period}`
}

export const socialDetails: readonly DetailReport[] = [
  {
    kind: 'detail',
    name: 'getYammerActivityUserDetail',
    parameters: 'periodOrDate',
    header:
      'Report Refresh Date,User Principal Name,Display Name,User State,State Change Date,Last Activity Date,Posted Count,Read Count,Liked Count,Assigned Products,Report Period',
    workloads: workloads.yammer,
    apps: [apps.yammer],
    row: yammerRow,
  },
  {
    kind: 'detail',
    name: 'getYammerDeviceUsageUserDetail',
    parameters: 'periodOrDate',
    header:
      'Report Refresh Date,User Principal Name,Display Name,User State,State Change Date,Last Activity Date,Used Web,Used Windows Phone,Used Android Phone,Used iPhone,Used iPad,Used Others,Report Period',
    workloads: workloads.yammer,
    apps: [apps.yammer],
    row: yammerDeviceRow,
  },
  {
    kind: 'detail',
    name: 'getSkypeForBusinessActivityUserDetail',
    parameters: 'periodOrDate',
    header:
      'Report Refresh Date,User Principal Name,Is Deleted,Deleted Date,Last Activity Date,Total Peer-to-peer Session Count,Total Organized Conference Count,Total Participated Conference Count,Peer-to-peer Last Activity Date,Organized Conference Last Activity Date,Participated Conference Last Activity Date,Peer-to-peer IM Count,Peer-to-peer Audio Count,Peer-to-peer Audio Minutes,Peer-to-peer Video Count,Peer-to-peer Video Minutes,Peer-to-peer App Sharing Count,Peer-to-peer File Transfer Count,Organized Conference IM Count,Organized Conference Audio/Video Count,Organized Conference Audio/Video Minutes,Organized Conference App Sharing Count,Organized Conference Web Count,Organized Conference Dial-in/out 3rd Party Count,Organized Conference Dial-in/out Microsoft Count,Organized Conference Dial-in Microsoft Minutes,Organized Conference Dial-out Microsoft Minutes,Participated Conference IM Count,Participated Conference Audio/Video Count,Participated Conference Audio/Video Minutes,Participated Conference App Sharing Count,Participated Conference Web Count,Participated Conference Dial-in/out 3rd Party Count,Assigned Products,Report Period',
    workloads: workloads.skype,
    apps: [],
    row: skypeRow,
  },
  {
    kind: 'detail',
    name: 'getSkypeForBusinessDeviceUsageUserDetail',
    parameters: 'periodOrDate',
    header:
      'Report Refresh Date,User Principal Name,Last Activity Date,Used Windows,Used Windows Phone,Used Android Phone,Used iPhone,Used iPad,Report Period',
    workloads: workloads.skype,
    apps: [],
    row: skypeDeviceRow,
  },
]

export const socialCounts: readonly CountReport[] = [
  daily(
    'getYammerActivityUserCounts',
    'Report Refresh Date,Liked,Posted,Read,Report Date,Report Period',
    (totals, place) => {
      const people = active(app(totals, apps.yammer), place)
      return [share(people, 0.4), share(people, 0.15), people]
    },
  ),
  daily(
    'getYammerActivityCounts',
    'Report Refresh Date,Liked,Posted,Read,Report Date,Report Period',
    (totals, place) => {
      const [posted, read, liked] = yammerMetrics(dayUsage(app(totals, apps.yammer), place))
      return [liked, posted, read]
    },
  ),
  daily(
    'getYammerDeviceUsageUserCounts',
    'Report Refresh Date,Web,Windows Phone,Android Phone,iPhone,iPad,Other,Report Date,Report Period',
    (totals, place) => totals.yammerDevices.map(series => active(series, place)),
  ),
  summary(
    'getYammerDeviceUsageDistributionUserCounts',
    'Report Refresh Date,Web,Windows Phone,Android Phone,iPhone,iPad,Other,Report Period',
    (totals, period) => totals.yammerDevices.map(series => activeWithin(series, period)),
  ),
]
