import { apps } from '../tenant/activity.ts'
import type { CountReport } from './definition.ts'
import { yammerMetrics } from './details-social.ts'
import { active, app, daily, dayUsage, share, summary } from './series.ts'
import { activeWithin } from './totals.ts'

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
