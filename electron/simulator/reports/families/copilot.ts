import { type App, apps } from '../../tenant/activity.ts'
import { workloads } from '../../tenant/products.ts'
import type { Series, Totals } from '../daily-totals.ts'
import type { CountReport, DetailReport } from '../report.ts'
import { allPeriods, displayNameCell, everyPeriod, type Scope, upnCell } from '../scope.ts'
import { active, activeWithin, app, daily, summary } from '../series.ts'

/** In the order of the report's columns: chat, Teams, Word, Excel, PowerPoint, Outlook, OneNote, Loop. */
export const copilotApps: readonly App[] = [
  apps.copilotChat,
  apps.copilotTeams,
  apps.copilotWord,
  apps.copilotExcel,
  apps.copilotPowerPoint,
  apps.copilotOutlook,
  apps.copilotOneNote,
  apps.copilotLoop,
]

function copilotRow(scope: Scope, index: number): string {
  const last = copilotApps.map(app => scope.service.activity.last(index, app, scope.until))
  const periods = scope.period === everyPeriod ? allPeriods : [scope.period]
  const cells = [Math.max(...last), ...last].map(scope.dateText).join(',')
  return periods
    .map(
      period =>
        `${scope.refreshed},${upnCell(scope, index)},${displayNameCell(scope, index)},${cells},${period}`,
    )
    .join('\r\n')
}

export const copilotDetails: readonly DetailReport[] = [
  {
    kind: 'detail',
    name: 'getMicrosoft365CopilotUsageUserDetail',
    parameters: 'period',
    copilot: true,
    header:
      'Report Refresh Date,User Principal Name,Display Name,Last Activity Date,Copilot Chat Last Activity Date,Microsoft Teams Copilot Last Activity Date,Word Copilot Last Activity Date,Excel Copilot Last Activity Date,PowerPoint Copilot Last Activity Date,Outlook Copilot Last Activity Date,OneNote Copilot Last Activity Date,Loop Copilot Last Activity Date,Report Period',
    workloads: workloads.copilot,
    apps: copilotApps,
    row: copilotRow,
  },
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

export const copilotCounts: readonly CountReport[] = [
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
