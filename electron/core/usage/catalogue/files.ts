import { activityOf, dailyCounts, dates, flags, integers, personReport } from './build.ts'
import type { UsageReport } from './types.ts'

const fileCounts = [
  'Viewed Or Edited File Count',
  'Synced File Count',
  'Shared Internally File Count',
  'Shared Externally File Count',
] as const

const oneDriveActivity = personReport({
  graphFunction: 'getOneDriveActivityUserDetail',
  cells: [...flags('Is Deleted'), ...dates('Deleted Date', 'Last Activity Date'), ...integers(...fileCounts)],
  activity: [activityOf('onedrive')],
})

/** The person's key has a name of its own here. */
const oneDriveAccounts = personReport({
  graphFunction: 'getOneDriveUsageAccountDetail',
  keyColumn: 'Owner Principal Name',
  // Somebody who was handed a leaver's OneDrive owns two.
  repeated: 'added',
  cells: [
    ...flags('Is Deleted'),
    ...dates('Last Activity Date'),
    ...integers('File Count', 'Active File Count', 'Storage Used (Byte)', 'Storage Allocated (Byte)'),
  ],
  activity: [activityOf('onedrive')],
})

const sharePointActivity = personReport({
  graphFunction: 'getSharePointActivityUserDetail',
  cells: [
    ...flags('Is Deleted'),
    ...dates('Deleted Date', 'Last Activity Date'),
    ...integers(...fileCounts, 'Visited Page Count'),
  ],
  activity: [activityOf('sharepoint')],
})

const activityCells = integers('Viewed Or Edited', 'Synced', 'Shared Internally', 'Shared Externally')

const oneDriveCounts = [
  dailyCounts({
    graphFunction: 'getOneDriveActivityUserCounts',
    cells: activityCells,
    app: 'onedrive',
    unit: 'users',
  }),
  dailyCounts({
    graphFunction: 'getOneDriveActivityFileCounts',
    cells: activityCells,
    app: 'onedrive',
    unit: 'files',
  }),
  dailyCounts({
    graphFunction: 'getOneDriveUsageAccountCounts',
    itemColumn: 'Site Type',
    cells: integers('Total', 'Active'),
    app: 'onedrive',
    unit: 'accounts',
  }),
  dailyCounts({
    graphFunction: 'getOneDriveUsageFileCounts',
    itemColumn: 'Site Type',
    cells: integers('Total', 'Active'),
    app: 'onedrive',
    unit: 'files',
  }),
  dailyCounts({
    graphFunction: 'getOneDriveUsageStorage',
    itemColumn: 'Site Type',
    cells: integers('Storage Used (Byte)'),
    app: 'onedrive',
  }),
]

const sharePointCounts = [
  dailyCounts({
    graphFunction: 'getSharePointActivityUserCounts',
    cells: [...integers('Visited Page'), ...activityCells],
    app: 'sharepoint',
    unit: 'users',
  }),
  dailyCounts({
    graphFunction: 'getSharePointActivityFileCounts',
    cells: activityCells,
    app: 'sharepoint',
    unit: 'files',
  }),
  dailyCounts({
    graphFunction: 'getSharePointActivityPages',
    cells: integers('Visited Page Count'),
    app: 'sharepoint',
  }),
]

/** Reports about OneDrive and SharePoint. */
export const fileReports: readonly UsageReport[] = [
  oneDriveActivity,
  oneDriveAccounts,
  sharePointActivity,
  ...oneDriveCounts,
  ...sharePointCounts,
]
