import { datasetId, reportDatasets } from '../usage/catalogue/datasets.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'

export const sourceNames = [
  'licenses',
  'users',
  'signIn',
  'renewals',
  'activity',
  'activations',
  'daily',
] as const
export type SourceName = (typeof sourceNames)[number]

/** Retrieved data that figures come from: one dataset or several that say the same kind of thing. */
export type Source = {
  /** Starts a sentence. */
  title: string
  /** Any one of these application permissions lets it be read. */
  permissions: readonly string[]
  /** Whether its figures are those of a day some days ago, see `refreshDate` of its datasets. */
  isUsage: boolean
  /** Whether Microsoft can conceal whose figures they are. */
  concealable: boolean
  datasets: readonly string[]
}

const directory = (title: string, dataset: string, ...permissions: string[]): Source => ({
  title,
  permissions,
  isUsage: false,
  concealable: false,
  datasets: [dataset],
})

function usage(title: string, concealable: boolean, has: (report: UsageReport) => boolean): Source {
  const datasets = reportDatasets()
    .filter(({ report }) => has(report))
    .map(({ report, period }) => datasetId(report, period))
  return { title, permissions: ['Reports.Read.All'], isUsage: true, concealable, datasets }
}

/** What each source is made of; permissions as in the Microsoft Graph pages of the calls behind it. */
export function describeSources(): Record<SourceName, Source> {
  return {
    licenses: directory(
      'Licenses',
      'licenses',
      'Organization.Read.All',
      'Directory.Read.All',
      'LicenseAssignment.Read.All',
    ),
    users: directory('People', 'users', 'User.Read.All', 'Directory.Read.All'),
    signIn: directory('Last sign-in', 'sign_in_activity', 'AuditLog.Read.All'),
    renewals: directory('Renewals', 'renewals', 'Organization.Read.All', 'Directory.Read.All'),
    activity: usage('Usage per person', true, report => report.activity.length > 0),
    activations: usage('Activations', true, report => report.activations.length > 0),
    daily: usage('Usage per day', false, report => report.grain !== 'person'),
  }
}
