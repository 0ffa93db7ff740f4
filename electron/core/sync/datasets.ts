import { AppError } from '../errors.ts'
import { usageReports } from '../graph/catalogue/index.ts'
import type { UsageReport } from '../graph/catalogue/types.ts'

export type DatasetGroup = 'directory' | 'usage' | 'daily'

/** One thing that a sync retrieves, with what it needs. */
export type DatasetDefinition = {
  id: string
  group: DatasetGroup
  /** Any one of these application permissions lets it be read. */
  permissions: readonly string[]
  /** Whether the connector is of no use without it: its refusal refuses the sync. */
  required: boolean
  report: { entry: UsageReport; periodDays: number | null } | null
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
  directory('licenses', ['Organization.Read.All', 'Directory.Read.All'], true),
  directory('users', ['User.Read.All', 'Directory.Read.All'], true),
  directory('sign_in_activity', ['AuditLog.Read.All'], false),
  directory('renewals', ['Organization.Read.All', 'Directory.Read.All'], false),
  directory('registration', ['Application.Read.All', 'Directory.Read.All'], false),
]

/** The dataset of a report and period: the period is part of the name only where a report is retrieved for several. */
export function reportDatasetId(entry: UsageReport, periodDays: number | null): string {
  const group = entry.grain === 'person' ? 'usage' : 'daily'
  const suffix = entry.periods.length > 1 && periodDays !== null ? `_d${periodDays}` : ''
  return `${group}.${entry.name}${suffix}`
}

function reportDatasets(entry: UsageReport): DatasetDefinition[] {
  const periods: readonly (number | null)[] = entry.periods.length === 0 ? [null] : entry.periods
  return periods.map(periodDays => ({
    id: reportDatasetId(entry, periodDays),
    group: entry.grain === 'person' ? 'usage' : 'daily',
    permissions: ['Reports.Read.All'],
    required: false,
    report: { entry, periodDays },
  }))
}

/** Every dataset, in the order in which they are asked for: what the first screens need comes first. */
export function allDatasets(): readonly DatasetDefinition[] {
  return [...directoryDatasets, ...usageReports.flatMap(reportDatasets)]
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
