import { AppError } from '../errors.ts'
import { datasetId, type ReportDataset, reportDatasets } from '../usage/catalogue/datasets.ts'

export type DatasetGroup = 'directory' | 'usage' | 'daily'

/** One thing that a sync retrieves, with what it needs. */
export type DatasetDefinition = {
  id: string
  group: DatasetGroup
  /** Any one of these application permissions lets it be read. */
  permissions: readonly string[]
  /** Whether the connector is of no use without it: its refusal refuses the sync. */
  required: boolean
  report: ReportDataset | null
}

const directory = (id: string, permissions: readonly string[], required: boolean): DatasetDefinition => ({
  id,
  group: 'directory',
  permissions,
  required,
  report: null,
})

/** The datasets that are not usage reports. Permissions as in the tables of the Microsoft Graph pages of each call. */
const directoryDatasets: readonly DatasetDefinition[] = [
  directory('organization', ['Organization.Read.All', 'Directory.Read.All'], false),
  directory('licenses', ['Organization.Read.All', 'Directory.Read.All', 'LicenseAssignment.Read.All'], true),
  directory('users', ['User.Read.All', 'Directory.Read.All'], true),
  directory('sign_in_activity', ['AuditLog.Read.All'], false),
  directory('renewals', ['Organization.Read.All', 'Directory.Read.All'], false),
  directory('registration', ['Application.Read.All', 'Directory.Read.All'], false),
]

function reportDataset({ report, period }: ReportDataset): DatasetDefinition {
  return {
    id: datasetId(report, period),
    group: report.grain === 'person' ? 'usage' : 'daily',
    permissions: ['Reports.Read.All'],
    required: false,
    report: { report, period },
  }
}

/** Every dataset, in the order in which they are asked for: what the first screens need comes first. */
export function allDatasets(): readonly DatasetDefinition[] {
  return [...directoryDatasets, ...reportDatasets().map(reportDataset)]
}

/**
 * The datasets that a person named by id or by group.
 *
 * @throws AppError `badRequest` with the list of names when one is unknown.
 */
export function selectDatasets(only: readonly string[] | null): readonly DatasetDefinition[] {
  const all = allDatasets()
  if (only === null) return all
  const chosen = new Set<string>()
  for (const name of only) {
    const matches = all.filter(({ id, group }) => id === name || group === name)
    if (matches.length === 0) throw unknownDataset(name, all)
    for (const { id } of matches) chosen.add(id)
  }
  return all.filter(({ id }) => chosen.has(id))
}

function unknownDataset(name: string, all: readonly DatasetDefinition[]): AppError {
  const names = ['directory', 'usage', 'daily', ...all.map(({ id }) => id)]
  return new AppError('badRequest', `There is no dataset "${name}".`, {
    fix: `Choose from: ${names.join(', ')}.`,
  })
}
