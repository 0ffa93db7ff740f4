import {
  activityOf,
  currentCounts,
  dailyCounts,
  dates,
  flags,
  integers,
  personReport,
  summaryCounts,
} from './build.ts'
import type { UsageReport } from './types.ts'

const apps = ['Outlook', 'Word', 'Excel', 'PowerPoint', 'OneNote', 'Teams'] as const
const platforms = ['Windows', 'Mac', 'Mobile', 'Web'] as const

/** Which people were active in which service, and who holds a license for it. */
const activeUsers = personReport({
  graphFunction: 'getOffice365ActiveUserDetail',
  periods: [30, 180],
  cells: [
    ...flags(
      'Is Deleted',
      'Has Exchange License',
      'Has OneDrive License',
      'Has SharePoint License',
      'Has Skype For Business License',
      'Has Yammer License',
      'Has Teams License',
    ),
    ...dates(
      'Deleted Date',
      'Exchange Last Activity Date',
      'OneDrive Last Activity Date',
      'SharePoint Last Activity Date',
      'Skype For Business Last Activity Date',
      'Yammer Last Activity Date',
      'Teams Last Activity Date',
      'Exchange License Assign Date',
      'OneDrive License Assign Date',
      'SharePoint License Assign Date',
      'Skype For Business License Assign Date',
      'Yammer License Assign Date',
      'Teams License Assign Date',
    ),
  ],
  activity: [
    activityOf('exchange', 'exchange_last_activity_date'),
    activityOf('onedrive', 'onedrive_last_activity_date'),
    activityOf('sharepoint', 'sharepoint_last_activity_date'),
    activityOf('skype', 'skype_for_business_last_activity_date'),
    activityOf('viva_engage', 'yammer_last_activity_date'),
    activityOf('teams', 'teams_last_activity_date'),
  ],
})

/**
 * Which Microsoft 365 apps people used, and on what. The report has one date for all apps; it counts for
 * each app whose flag is set, so that it is the latest that the app can have been used. Who used an app
 * within 7, 30, 90 and 180 days the flags of each period say exactly.
 */
const appUsers = personReport({
  graphFunction: 'getM365AppUserDetail',
  periods: [30, 180],
  windowPeriods: [7, 90],
  cells: [
    ...dates('Last Activation Date', 'Last Activity Date'),
    ...flags(...platforms, ...apps),
    ...platforms.flatMap(platform => flags(...apps.map(app => `${app} (${platform})`))),
  ],
  activity: apps.map(app => ({
    app: `${app.toLowerCase()}_app`,
    dateCell: 'last_activity_date',
    flagCell: app.toLowerCase(),
  })),
  platforms: (['windows', 'mac', 'mobile', 'web'] as const).flatMap(platform =>
    apps.map(app => ({
      app: `${app.toLowerCase()}_app`,
      platform,
      cell: `${app.toLowerCase()}_${platform}`,
    })),
  ),
})

const activations = personReport({
  graphFunction: 'getOffice365ActivationsUserDetail',
  periods: [],
  itemColumn: 'Product Type',
  cells: [
    ...dates('Last Activated Date'),
    ...integers('Windows', 'Mac', 'Windows 10 Mobile', 'iOS', 'Android'),
    ...flags('Activated On Shared Computer'),
  ],
  activations: [
    { platform: 'windows', cell: 'windows' },
    { platform: 'mac', cell: 'mac' },
    { platform: 'windows_10_mobile', cell: 'windows_10_mobile' },
    { platform: 'ios', cell: 'ios' },
    { platform: 'android', cell: 'android' },
    { platform: 'shared_computer', cell: 'activated_on_shared_computer' },
  ],
})

const counts = [
  dailyCounts({
    graphFunction: 'getOffice365ActiveUserCounts',
    cells: integers(
      'Office 365',
      'Exchange',
      'OneDrive',
      'SharePoint',
      'Skype For Business',
      'Yammer',
      'Teams',
    ),
    app: {
      office_365: ['microsoft365', 'active_users'],
      exchange: ['exchange', 'active_users'],
      onedrive: ['onedrive', 'active_users'],
      sharepoint: ['sharepoint', 'active_users'],
      skype_for_business: ['skype', 'active_users'],
      yammer: ['viva_engage', 'active_users'],
      teams: ['teams', 'active_users'],
    },
  }),
  summaryCounts({
    graphFunction: 'getOffice365ServicesUserCounts',
    cells: integers(
      'Exchange Active',
      'Exchange Inactive',
      'OneDrive Active',
      'OneDrive Inactive',
      'SharePoint Active',
      'SharePoint Inactive',
      'Skype For Business Active',
      'Skype For Business Inactive',
      'Yammer Active',
      'Yammer Inactive',
      'Teams Active',
      'Teams Inactive',
      'Office 365 Active',
      'Office 365 Inactive',
    ),
    app: {
      exchange_active: ['exchange', 'active_users'],
      exchange_inactive: ['exchange', 'inactive_users'],
      onedrive_active: ['onedrive', 'active_users'],
      onedrive_inactive: ['onedrive', 'inactive_users'],
      sharepoint_active: ['sharepoint', 'active_users'],
      sharepoint_inactive: ['sharepoint', 'inactive_users'],
      skype_for_business_active: ['skype', 'active_users'],
      skype_for_business_inactive: ['skype', 'inactive_users'],
      yammer_active: ['viva_engage', 'active_users'],
      yammer_inactive: ['viva_engage', 'inactive_users'],
      teams_active: ['teams', 'active_users'],
      teams_inactive: ['teams', 'inactive_users'],
      office_365_active: ['microsoft365', 'active_users'],
      office_365_inactive: ['microsoft365', 'inactive_users'],
    },
  }),
  dailyCounts({
    graphFunction: 'getM365AppUserCounts',
    cells: integers(...apps),
    app: Object.fromEntries(
      apps.map(app => [app.toLowerCase(), [`${app.toLowerCase()}_app`, 'active_users'] as const]),
    ),
  }),
  dailyCounts({
    graphFunction: 'getM365AppPlatformUserCounts',
    cells: integers(...platforms),
    app: 'microsoft365_apps',
    unit: 'users',
  }),
  currentCounts({
    graphFunction: 'getOffice365ActivationCounts',
    itemColumn: 'Product Type',
    cells: integers('Windows', 'Mac', 'Android', 'iOS', 'Windows 10 Mobile'),
    app: 'microsoft365_apps',
    unit: 'activations',
  }),
  currentCounts({
    graphFunction: 'getOffice365ActivationsUserCounts',
    itemColumn: 'Product Type',
    cells: integers('Assigned', 'Activated', 'Shared Computer Activation'),
    app: 'microsoft365_apps',
    unit: 'users',
  }),
]

/** Reports about Microsoft 365 as a whole and its desktop, mobile and web apps. */
export const microsoft365Reports: readonly UsageReport[] = [activeUsers, appUsers, activations, ...counts]
