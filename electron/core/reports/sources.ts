import type { DirectoryDataset } from '../datasets/dataset.ts'
import { licenses } from '../datasets/licenses.ts'
import { renewals } from '../datasets/renewals.ts'
import { signInActivity } from '../datasets/sign-in-activity.ts'
import { usageReports } from '../datasets/usage-reports.ts'
import { users } from '../datasets/users.ts'
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

const directory = ({ id, title, permissions }: DirectoryDataset): Source => ({
  title,
  permissions,
  isUsage: false,
  concealable: false,
  datasets: [id],
})

function usage(title: string, concealable: boolean, has: (report: UsageReport) => boolean): Source {
  const datasets = reportDatasets()
    .filter(({ report }) => has(report))
    .map(({ report, period }) => datasetId(report, period))
  return { title, permissions: usageReports.permissions, isUsage: true, concealable, datasets }
}

/** What each source is made of. */
export function describeSources(): Record<SourceName, Source> {
  return {
    licenses: directory(licenses),
    users: directory(users),
    signIn: directory(signInActivity),
    renewals: directory(renewals),
    activity: usage('Usage per user', true, report => report.activity.length > 0),
    activations: usage('Activations', true, report => report.activations.length > 0),
    daily: usage('Usage per day', false, report => report.grain !== 'person'),
  }
}
