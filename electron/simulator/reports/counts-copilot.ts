import type { CountReport } from './definition.ts'
import { copilotApps } from './details-copilot.ts'
import { active, app, daily, summary } from './series.ts'
import { activeWithin, type Series, type Totals } from './totals.ts'

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
