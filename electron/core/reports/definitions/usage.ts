import type { ReportColumn } from '../../../contract/reports.ts'
import { usageReports } from '../../usage/catalogue/index.ts'
import {
  count,
  date,
  describe,
  flag,
  integer,
  lastActivity,
  number,
  personColumns,
  type ReportDefinition,
  text,
} from '../definition.ts'

/** Applications as people know them. */
export const appTitles: Readonly<Record<string, string>> = {
  exchange: 'Exchange',
  onedrive: 'OneDrive',
  sharepoint: 'SharePoint',
  skype: 'Skype for Business',
  viva_engage: 'Viva Engage',
  teams: 'Teams',
  outlook_app: 'Outlook app',
  word_app: 'Word app',
  excel_app: 'Excel app',
  powerpoint_app: 'PowerPoint app',
  onenote_app: 'OneNote app',
  teams_app: 'Teams app',
  copilot: 'Copilot',
  microsoft365: 'Microsoft 365',
  microsoft365_apps: 'Microsoft 365 apps',
}

/** An application's name as people know it; an unknown one is made readable. */
export function appTitle(app: string): string {
  const known = appTitles[app]
  if (known !== undefined) return known
  const readable = app.replaceAll('_', ' ')
  return readable.charAt(0).toUpperCase() + readable.slice(1)
}

/** Every application of which a person's last activity is known, in the catalogue's order. */
export const activityApps: readonly string[] = [
  ...new Set(usageReports.flatMap(({ activity }) => activity.map(({ app }) => app))),
]

/** The platforms on which activations are counted, in the catalogue's order. */
export const activationPlatforms: readonly string[] = [
  ...new Set(usageReports.flatMap(({ activations }) => activations.map(({ platform }) => platform))),
]

/** The column of an application's last activity. */
export const activityColumn = (app: string): string => `${app}_last_activity_date`

const apps: ReportDefinition = {
  description: describe({
    name: 'apps',
    title: 'Applications',
    about:
      'How many people used each application lately. The days end with the newest day that Microsoft has reported.',
    columns: [
      text('app_name', 'Application'),
      integer('active_30d', 'Active people (30 days)'),
      integer('people', 'People with any use on record'),
      date('as_of', 'As of'),
      text('app', 'Application ID'),
    ],
    rowKey: ['app'],
    defaultSort: { column: 'active_30d', direction: 'desc' },
  }),
  sources: [{ source: 'activity', must: true }],
  whenEmpty: 'A row per application would be here. Microsoft reports no use of any.',
}

const appActivity: ReportDefinition = {
  description: describe({
    name: 'app-activity',
    title: 'Application usage',
    about: 'Everybody in the tenant and the day of their last activity in each application.',
    columns: [
      ...personColumns,
      text('department', 'Department'),
      flag('account_enabled', 'Account enabled'),
      count('license_count', 'Licenses'),
      lastActivity,
      integer('active_apps_30d', 'Applications in use (30 days)'),
      ...activityApps.map(app => date(activityColumn(app), appTitle(app), { blank: 'never' })),
      text('user_id', 'User ID'),
    ],
    rowKey: ['user_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'activity', must: true },
  ],
  whenEmpty: 'The last activity of everybody in each application would be here. Run a sync to retrieve it.',
}

const platformTitles: Readonly<Record<string, string>> = {
  windows: 'Windows',
  mac: 'Mac',
  windows_10_mobile: 'Windows 10 Mobile',
  ios: 'iOS',
  android: 'Android',
}

function activationColumn(platform: string): ReportColumn {
  if (platform === 'shared_computer') return flag('shared_computer', 'Activated on a shared computer')
  return count(platform, `Activations on ${platformTitles[platform] ?? appTitle(platform)}`)
}

const activations: ReportDefinition = {
  description: describe({
    name: 'activations',
    title: 'Activations',
    about: 'Who activated which Microsoft 365 desktop product, how often and on which platform.',
    columns: [
      ...personColumns,
      text('product_type', 'Product'),
      date('last_activated_date', 'Last activated', { blank: 'unknown' }),
      ...activationPlatforms.map(activationColumn),
      text('department', 'Department'),
      flag('account_enabled', 'Account enabled'),
      text('user_id', 'User ID'),
    ],
    rowKey: ['user_principal_name', 'product_type'],
    defaultSort: { column: 'user_principal_name', direction: 'asc' },
  }),
  sources: [
    { source: 'activations', must: true },
    { source: 'users', must: false },
  ],
  whenEmpty: 'Activations of Microsoft 365 desktop products would be here. Microsoft reports none.',
}

const usageDaily: ReportDefinition = {
  description: describe({
    name: 'usage-daily',
    title: 'Usage per day',
    about: 'What the whole tenant did, per day, application and measure. The newest days are provisional.',
    columns: [
      date('date', 'Date'),
      text('app_name', 'Application'),
      text('app', 'Application ID'),
      text('measure', 'Measure'),
      number('value', 'Value'),
    ],
    rowKey: ['date', 'app', 'measure'],
    defaultSort: { column: 'date', direction: 'desc' },
  }),
  sources: [{ source: 'daily', must: true }],
  whenEmpty: 'Usage of the whole tenant per day would be here. Run a sync to retrieve it.',
}

export const usagePersonReports: readonly ReportDefinition[] = [apps, appActivity, activations]
export const usageTenantReports: readonly ReportDefinition[] = [usageDaily]
