import { at } from '../random.ts'
import { type App, apps, historyDays, type Usage } from '../tenant/activity.ts'
import { licenseMask } from '../tenant/licenses.ts'
import { workloads } from '../tenant/products.ts'
import type { CountReport } from './definition.ts'
import { allPeriods, copilotApps, everyPeriod } from './details-copilot.ts'
import { fileMetrics } from './details-files.ts'
import { mailMetrics } from './details-mail.ts'
import { activatedProducts, activationOf } from './details-office.ts'
import { yammerMetrics } from './details-social.ts'
import { durationText, teamsMetrics } from './details-teams.ts'
import { licensedPeople, type Scope } from './scope.ts'
import { activeWithin, type Series, type Totals } from './totals.ts'

type DayCells = (totals: Totals, place: number) => readonly (string | number)[]

/** One row for each day of the period, newest first. The report's own columns decide where date and period stand. */
function daily(name: string, header: string, cells: DayCells, copilot?: true): CountReport {
  const columns = header.split(',')
  const dateAt = columns.indexOf('Report Date')
  const periodAt = columns.indexOf('Report Period')
  const rows = (scope: Scope) => {
    const totals = scope.totals()
    const periods = scope.period === everyPeriod ? allPeriods : [scope.period]
    return periods.flatMap(period =>
      Array.from({ length: period }, (_, ago) => {
        const row: (string | number)[] = [scope.refreshed, ...cells(totals, historyDays - 1 - ago)]
        const date = scope.dateText(scope.until - ago)
        // Insert in the order of the places, so that the later place counts with the earlier cell in.
        if (dateAt < periodAt) row.splice(dateAt, 0, date)
        row.splice(periodAt, 0, period)
        if (dateAt > periodAt) row.splice(dateAt, 0, date)
        return row.join(',')
      }),
    )
  }
  return { kind: 'counts', name, parameters: 'period', header, rows, ...(copilot ? { copilot } : {}) }
}

/** One row for the whole period; `cells` gives them without refresh date and period. */
function summary(
  name: string,
  header: string,
  cells: (totals: Totals, period: number) => readonly (string | number)[],
  copilot?: true,
): CountReport {
  const periodAt = header.split(',').indexOf('Report Period')
  const rows = (scope: Scope) => {
    const periods = scope.period === everyPeriod ? allPeriods : [scope.period]
    return periods.map(period => {
      const row: (string | number)[] = [scope.refreshed, ...cells(scope.totals(), period)]
      row.splice(periodAt, 0, period)
      return row.join(',')
    })
  }
  return { kind: 'counts', name, parameters: 'period', header, rows, ...(copilot ? { copilot } : {}) }
}

const active = (series: Series, place: number) => at(series.active, place)
const dayUsage = (series: Series, place: number): Usage => ({
  days: at(series.active, place),
  volume: at(series.volume, place),
  last: 0,
})
const app = (totals: Totals, number: App) => at(totals.byApp, number)
const share = (people: number, part: number) => Math.round(people * part)

/** Stores grow: a day long ago had a little less than today. */
const grown = (total: number, place: number) => Math.floor(total * (0.88 + (0.12 * place) / historyDays))

const officeCounts: readonly CountReport[] = [
  daily(
    'getOffice365ActiveUserCounts',
    'Report Refresh Date,Office 365,Exchange,OneDrive,SharePoint,Skype For Business,Yammer,Teams,Report Date,Report Period',
    (totals, place) => [
      active(totals.anyService, place),
      active(app(totals, apps.exchange), place),
      active(app(totals, apps.onedrive), place),
      active(app(totals, apps.sharepoint), place),
      '',
      active(app(totals, apps.yammer), place),
      active(app(totals, apps.teams), place),
    ],
  ),
  summary(
    'getOffice365ServicesUserCounts',
    'Report Refresh Date,Exchange Active,Exchange Inactive,OneDrive Active,OneDrive Inactive,SharePoint Active,SharePoint Inactive,Skype For Business Active,Skype For Business Inactive,Yammer Active,Yammer Inactive,Teams Active,Teams Inactive,Office 365 Active,Office 365 Inactive,Report Period',
    (totals, period) => {
      const split = (series: Series) => {
        const people = activeWithin(series, period)
        return [people, Math.max(0, series.licensed - people)]
      }
      return [
        ...split(app(totals, apps.exchange)),
        ...split(app(totals, apps.onedrive)),
        ...split(app(totals, apps.sharepoint)),
        0,
        app(totals, apps.exchange).licensed,
        ...split(app(totals, apps.yammer)),
        ...split(app(totals, apps.teams)),
        ...split(totals.anyService),
      ]
    },
  ),
  daily(
    'getM365AppUserCounts',
    'Report Refresh Date,Report Period,Report Date,Outlook,Word,Excel,PowerPoint,OneNote,Teams',
    (totals, place) =>
      [apps.outlook, apps.word, apps.excel, apps.powerPoint, apps.oneNote, apps.teams].map(one =>
        active(app(totals, one), place),
      ),
  ),
  daily(
    'getM365AppPlatformUserCounts',
    'Report Refresh Date,Report Period,Report Date,Windows,Mac,Mobile,Web',
    (totals, place) => totals.platforms.map(series => active(series, place)),
  ),
  {
    kind: 'counts',
    name: 'getOffice365ActivationCounts',
    parameters: 'none',
    header: 'Report Refresh Date,Product Type,Windows,Mac,Android,iOS,Windows 10 Mobile',
    rows: scope =>
      activationTotals(scope).map(
        ({ name, windows, mac, android, ios }) =>
          `${scope.refreshed},${name},${windows},${mac},${android},${ios},0`,
      ),
  },
  {
    kind: 'counts',
    name: 'getOffice365ActivationsUserCounts',
    parameters: 'none',
    header: 'Report Refresh Date,Product Type,Assigned,Activated,Shared Computer Activation',
    rows: scope =>
      activationTotals(scope).map(
        ({ name, assigned, activated, shared }) =>
          `${scope.refreshed},${name},${assigned},${activated},${shared}`,
      ),
  },
]

function activationTotals(scope: Scope) {
  const sums = activatedProducts.map(([name]) => ({
    name,
    windows: 0,
    mac: 0,
    android: 0,
    ios: 0,
    assigned: 0,
    activated: 0,
    shared: 0,
  }))
  for (const index of licensedPeople(scope, workloads.desktop)) {
    const mask = licenseMask(scope.world, index)
    for (const [product, [, products]] of activatedProducts.entries()) {
      if ((mask & products) === 0) continue
      const sum = at(sums, product)
      const one = activationOf(scope, index, product)
      sum.assigned += 1
      sum.windows += one.windows
      sum.mac += one.mac
      sum.android += one.android
      sum.ios += one.ios
      sum.activated += one.day === 0 ? 0 : 1
      sum.shared += one.shared ? 1 : 0
    }
  }
  return sums
}

const mailCounts: readonly CountReport[] = [
  daily(
    'getEmailActivityCounts',
    'Report Refresh Date,Send,Receive,Read,Meeting Created,Meeting Interacted,Report Date,Report Period',
    (totals, place) => mailMetrics(dayUsage(app(totals, apps.exchange), place)),
  ),
  daily(
    'getEmailActivityUserCounts',
    'Report Refresh Date,Send,Receive,Read,Meeting Created,Meeting Interacted,Report Date,Report Period',
    (totals, place) => {
      const people = active(app(totals, apps.exchange), place)
      return [share(people, 0.86), people, people, share(people, 0.2), share(people, 0.55)]
    },
  ),
  summary(
    'getEmailAppUsageAppsUserCounts',
    'Report Refresh Date,Mail For Mac,Outlook For Mac,Outlook For Windows,Outlook For Mobile,Other For Mobile,Outlook For Web,POP3 App,IMAP4 App,SMTP App,Report Period',
    (totals, period) => totals.mailPrograms.map(series => activeWithin(series, period)),
  ),
  daily(
    'getEmailAppUsageUserCounts',
    'Report Refresh Date,Mail For Mac,Outlook For Mac,Outlook For Windows,Outlook For Mobile,Other For Mobile,Outlook For Web,POP3 App,IMAP4 App,SMTP App,Report Date,Report Period',
    (totals, place) => totals.mailPrograms.map(series => active(series, place)),
  ),
  summary(
    'getEmailAppUsageVersionsUserCounts',
    'Report Refresh Date,Outlook 2016,Outlook 2013,Outlook 2010,Outlook 2007,Undetermined,Report Period,Outlook M365,Outlook 2019',
    (totals, period) => {
      const people = activeWithin(at(totals.mailPrograms, 2), period)
      const old = share(people, 0.03)
      const unknown = share(people, 0.01)
      return [old, 0, 0, 0, unknown, people - 2 * old - unknown, old]
    },
  ),
  daily(
    'getMailboxUsageMailboxCounts',
    'Report Refresh Date,Total,Active,Report Date,Report Period',
    (totals, place) => [totals.mailboxes, active(app(totals, apps.exchange), place)],
  ),
  daily(
    'getMailboxUsageQuotaStatusMailboxCounts',
    'Report Refresh Date,Under Limit,Warning Issued,Send Prohibited,Send/Receive Prohibited,Indeterminate,Report Date,Report Period',
    totals => [...totals.mailboxQuota, 0],
  ),
  daily(
    'getMailboxUsageStorage',
    'Report Refresh Date,Storage Used (Byte),Report Date,Report Period',
    (totals, place) => [grown(totals.mailboxBytes, place)],
  ),
]

/** OneDrive reports give each day twice: for OneDrive, and for all site types. */
function bySiteType(name: string, header: string, cells: DayCells): CountReport {
  const inner = daily(name, header.replace('Site Type,', ''), cells)
  const twice = (row: string) => {
    const [refreshed, ...rest] = row.split(',')
    return ['All', 'OneDrive'].map(type => [refreshed, type, ...rest].join(','))
  }
  return { ...inner, header, rows: scope => inner.rows(scope).flatMap(twice) }
}

const fileCounts: readonly CountReport[] = [
  daily(
    'getOneDriveActivityUserCounts',
    'Report Refresh Date,Viewed Or Edited,Synced,Shared Internally,Shared Externally,Report Date,Report Period',
    (totals, place) => fileUsers(app(totals, apps.onedrive), place),
  ),
  daily(
    'getOneDriveActivityFileCounts',
    'Report Refresh Date,Viewed Or Edited,Synced,Shared Internally,Shared Externally,Report Date,Report Period',
    (totals, place) => fileMetrics(dayUsage(app(totals, apps.onedrive), place)),
  ),
  bySiteType(
    'getOneDriveUsageAccountCounts',
    'Report Refresh Date,Site Type,Total,Active,Report Date,Report Period',
    (totals, place) => [app(totals, apps.onedrive).licensed, active(app(totals, apps.onedrive), place)],
  ),
  bySiteType(
    'getOneDriveUsageFileCounts',
    'Report Refresh Date,Site Type,Total,Active,Report Date,Report Period',
    (totals, place) => [grown(totals.oneDriveFiles, place), at(app(totals, apps.onedrive).volume, place)],
  ),
  bySiteType(
    'getOneDriveUsageStorage',
    'Report Refresh Date,Site Type,Storage Used (Byte),Report Date,Report Period',
    (totals, place) => [grown(totals.oneDriveBytes, place)],
  ),
  daily(
    'getSharePointActivityUserCounts',
    'Report Refresh Date,Visited Page,Viewed Or Edited,Synced,Shared Internally,Shared Externally,Report Date,Report Period',
    (totals, place) => {
      const series = app(totals, apps.sharepoint)
      return [active(series, place), ...fileUsers(series, place)]
    },
  ),
  daily(
    'getSharePointActivityFileCounts',
    'Report Refresh Date,Viewed Or Edited,Synced,Shared Internally,Shared Externally,Report Date,Report Period',
    (totals, place) => fileMetrics(dayUsage(app(totals, apps.sharepoint), place)),
  ),
  daily(
    'getSharePointActivityPages',
    'Report Refresh Date,Visited Page Count,Report Date,Report Period',
    (totals, place) => [at(app(totals, apps.sharepoint).volume, place) * 2],
  ),
]

function fileUsers(series: Series, place: number): readonly number[] {
  const people = active(series, place)
  return [people, share(people, 0.6), share(people, 0.2), share(people, 0.04)]
}

const teamsCounts: readonly CountReport[] = [
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

const socialCounts: readonly CountReport[] = [
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

const copilotColumns = [
  'Microsoft Teams',
  'Word',
  'PowerPoint',
  'Outlook',
  'Excel',
  'OneNote',
  'Loop',
  'Any App',
  'Copilot Chat',
]
  .map(name => `${name} Enabled Users,${name} Active Users`)
  .join(',')

/** Enabled and active people in the order of the columns; `count` says how many of a series are active. */
function copilotCells(totals: Totals, count: (series: Series) => number): number[] {
  const [chat, teams, word, excel, powerPoint, outlook, oneNote, loop] = copilotApps.map(one =>
    app(totals, one),
  )
  const order = [teams, word, powerPoint, outlook, excel, oneNote, loop, totals.anyCopilot, chat]
  return order.flatMap(series => (series === undefined ? [0, 0] : [series.licensed, count(series)]))
}

const copilotCounts: readonly CountReport[] = [
  summary(
    'getMicrosoft365CopilotUserCountSummary',
    `Report Refresh Date,Report Period,${copilotColumns}`,
    (totals, period) => copilotCells(totals, series => activeWithin(series, period)),
    true,
  ),
  daily(
    'getMicrosoft365CopilotUserCountTrend',
    `Report Refresh Date,Report Date,${copilotColumns},Report Period`,
    (totals, place) => copilotCells(totals, series => active(series, place)),
    true,
  ),
]

export const countReports: readonly CountReport[] = [
  ...officeCounts,
  ...mailCounts,
  ...fileCounts,
  ...teamsCounts,
  ...socialCounts,
  ...copilotCounts,
]
