import { at, guid, mix } from '../../random.ts'
import { apps, type Usage } from '../../tenant/activity.ts'
import { principalName } from '../../tenant/identity.ts'
import { workloads } from '../../tenant/products.ts'
import { createdDay } from '../../tenant/world.ts'
import type { Series } from '../daily-totals.ts'
import type { CountReport, DetailReport } from '../report.ts'
import {
  deletedCells,
  displayNameCell,
  isDeletedCell,
  productsCell,
  type Scope,
  upnCell,
  usage,
} from '../scope.ts'
import { active, app, type DayCells, daily, dayUsage, grown, share } from '../series.ts'

/** Viewed or edited, synced, shared inside, shared outside. */
function fileMetrics({ days, volume }: Usage): readonly [number, number, number, number] {
  return [volume, volume >> 1, Math.floor(volume / 12), days >> 3]
}

function oneDriveRow(scope: Scope, index: number): string {
  const use = usage(scope, index, apps.onedrive)
  return `${scope.refreshed},${upnCell(scope, index)},${deletedCells(scope, index)},${scope.dateText(use.last)},${fileMetrics(use).join(',')},${productsCell(scope, index)},${scope.period}`
}

function sharePointRow(scope: Scope, index: number): string {
  const use = usage(scope, index, apps.sharepoint)
  return `${scope.refreshed},${upnCell(scope, index)},${deletedCells(scope, index)},${scope.dateText(use.last)},${fileMetrics(use).join(',')},${use.volume * 2},${productsCell(scope, index)},${scope.period}`
}

/** Files in a person's OneDrive. */
export function oneDriveFiles(scope: Scope, index: number): number {
  const years = Math.max(0.02, (scope.until - createdDay(scope.world, index)) / 365)
  return Math.floor((years * 60) / (0.02 + mix(scope.world.seed, 490, index) / 0x1_0000_0000))
}

/** Bytes per file of a person's OneDrive. */
export function bytesPerFile(scope: Scope, index: number): number {
  return 40_000 + (mix(scope.world.seed, 491, index) % 2_000_000)
}

const allocated = 1_099_511_627_776

function oneDriveAccountRow(scope: Scope, index: number): string {
  const { world, concealed } = scope
  const use = usage(scope, index, apps.onedrive)
  const files = oneDriveFiles(scope, index)
  const site = concealed ? '00000000-0000-0000-0000-000000000000' : guid(world.seed, 492, index)
  const short = world.company.initialDomain.split('.')[0] ?? ''
  const folder = principalName(world, index, scope.until).replaceAll(/[^A-Za-z0-9]/g, '_')
  const url = concealed ? '' : `https://${short}-my.sharepoint.com/personal/${folder}`
  const active = Math.min(files, fileMetrics(use)[0])
  return `${scope.refreshed},${site},${url},${displayNameCell(scope, index)},${isDeletedCell(scope, index)},${scope.dateText(use.last)},${files},${active},${files * bytesPerFile(scope, index)},${allocated},${upnCell(scope, index)},${scope.period}`
}

export const fileDetails: readonly DetailReport[] = [
  {
    kind: 'detail',
    name: 'getOneDriveActivityUserDetail',
    parameters: 'periodOrDate',
    header:
      'Report Refresh Date,User Principal Name,Is Deleted,Deleted Date,Last Activity Date,Viewed Or Edited File Count,Synced File Count,Shared Internally File Count,Shared Externally File Count,Assigned Products,Report Period',
    workloads: workloads.onedrive,
    apps: [apps.onedrive],
    row: oneDriveRow,
  },
  {
    kind: 'detail',
    name: 'getOneDriveUsageAccountDetail',
    parameters: 'periodOrDate',
    header:
      'Report Refresh Date,Site Id,Site URL,Owner Display Name,Is Deleted,Last Activity Date,File Count,Active File Count,Storage Used (Byte),Storage Allocated (Byte),Owner Principal Name,Report Period',
    workloads: workloads.onedrive,
    apps: [apps.onedrive],
    row: oneDriveAccountRow,
  },
  {
    kind: 'detail',
    name: 'getSharePointActivityUserDetail',
    parameters: 'periodOrDate',
    header:
      'Report Refresh Date,User Principal Name,Is Deleted,Deleted Date,Last Activity Date,Viewed Or Edited File Count,Synced File Count,Shared Internally File Count,Shared Externally File Count,Visited Page Count,Assigned Products,Report Period',
    workloads: workloads.sharepoint,
    apps: [apps.sharepoint],
    row: sharePointRow,
  },
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
