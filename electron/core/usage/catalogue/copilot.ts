import { activityOf, dailyCounts, dates, integers, personReport, summaryCounts } from './build.ts'
import type { UsageReport } from './types.ts'

const appDays = dates(
  'Copilot Chat Last Activity Date',
  'Microsoft Teams Copilot Last Activity Date',
  'Word Copilot Last Activity Date',
  'Excel Copilot Last Activity Date',
  'PowerPoint Copilot Last Activity Date',
  'Outlook Copilot Last Activity Date',
  'OneNote Copilot Last Activity Date',
  'Loop Copilot Last Activity Date',
)

/**
 * Only people with a license for Microsoft 365 Copilot are in it. The answer is the CSV itself, not a
 * redirect. A row can have days of single apps and none over all of them: the newest day of a row counts.
 */
const userDetail = personReport({
  graphFunction: 'getMicrosoft365CopilotUsageUserDetail',
  base: '/copilot/reports',
  cells: [...dates('Last Activity Date'), ...appDays],
  activity: [activityOf('copilot'), ...appDays.map(({ name }) => activityOf('copilot', name))],
  onlyWith: 'copilot',
})

const userCounts = integers(
  ...[
    'Microsoft Teams',
    'Word',
    'PowerPoint',
    'Outlook',
    'Excel',
    'OneNote',
    'Loop',
    'Any App',
    'Copilot Chat',
  ].flatMap(app => [`${app} Enabled Users`, `${app} Active Users`]),
)

/** Reports about Microsoft 365 Copilot. */
export const copilotReports: readonly UsageReport[] = [
  userDetail,
  summaryCounts({
    graphFunction: 'getMicrosoft365CopilotUserCountSummary',
    base: '/copilot/reports',
    cells: userCounts,
    app: 'copilot',
    onlyWith: 'copilot',
  }),
  dailyCounts({
    graphFunction: 'getMicrosoft365CopilotUserCountTrend',
    base: '/copilot/reports',
    cells: userCounts,
    app: 'copilot',
    onlyWith: 'copilot',
  }),
]
