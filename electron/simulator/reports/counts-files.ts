import { at } from '../random.ts'
import { apps } from '../tenant/activity.ts'
import type { CountReport } from './definition.ts'
import { fileMetrics } from './details-files.ts'
import { active, app, type DayCells, daily, dayUsage, grown, share } from './series.ts'
import type { Series } from './totals.ts'

/** OneDrive reports give each day twice: for OneDrive, and for all site types. */
function bySiteType(name: string, header: string, cells: DayCells): CountReport {
  const inner = daily(name, header.replace('Site Type,', ''), cells)
  const twice = (row: string) => {
    const [refreshed, ...rest] = row.split(',')
    return ['All', 'OneDrive'].map(type => [refreshed, type, ...rest].join(','))
  }
  return { ...inner, header, rows: scope => inner.rows(scope).flatMap(twice) }
}

export const fileCounts: readonly CountReport[] = [
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
