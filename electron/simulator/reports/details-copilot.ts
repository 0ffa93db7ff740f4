import { type App, apps } from '../tenant/activity.ts'
import { workloads } from '../tenant/products.ts'
import type { DetailReport } from './definition.ts'
import { displayNameCell, type Scope, upnCell } from './scope.ts'

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

/** Periods that `ALL` stands for. */
export const allPeriods = [7, 30, 90, 180] as const

/** Marks the period `ALL`, which gives a row for each period. */
export const everyPeriod = 0

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
