import { AppError } from '../errors.ts'
import type { DataSource, DatasetPages, DirectoryDataset, KeyedTable } from './dataset.ts'
import { licenses } from './licenses.ts'
import { organization } from './organization.ts'
import { registration } from './registration.ts'
import { renewals } from './renewals.ts'
import { signInActivity } from './sign-in-activity.ts'
import { type ReportDataset, usageDatasets, usageReports } from './usage-reports.ts'
import { users } from './users.ts'

/** Every dataset that is not a usage report, in the order in which they are asked for. */
const directoryDatasets = [organization, licenses, users, signInActivity, renewals, registration] as const

/** What is read of a tenant, most needed first: the order of the checks and of what permissions enable. */
export const dataSources = [
  organization,
  licenses,
  users,
  renewals,
  usageReports,
  signInActivity,
  registration,
] as const satisfies readonly DataSource[]

/** The id of the check that proves that a source can be read. */
export type DataCheck = (typeof dataSources)[number]['probe']['check']

type DatasetGroup = 'directory' | 'usage' | 'daily'

/** One thing that a sync retrieves, with what it needs. */
export type DatasetDefinition = Pick<DirectoryDataset, 'id' | 'required'> & {
  group: DatasetGroup
  lane: DirectoryDataset['lane'] | 'report'
  /** Any one of these application permissions lets it be read. */
  permissions: readonly string[]
  report: ReportDataset | null
}

/** Every dataset, in the order in which they are asked for: what the first screens need comes first. */
export function allDatasets(): readonly DatasetDefinition[] {
  const directory = directoryDatasets.map(({ id, lane, permissions, required }) => ({
    ...{ id, lane, permissions, required },
    group: 'directory' as const,
    report: null,
  }))
  return [...directory, ...usageDatasets()]
}

/** A dataset that is not a usage report, by its id; null for any other. */
export function findDirectoryDataset(id: string): (typeof directoryDatasets)[number] | null {
  return directoryDatasets.find(dataset => dataset.id === id) ?? null
}

/** The table behind a dataset whose rows are those of one table; null for a dataset of another kind. */
export function keyedTableOf(dataset: string): KeyedTable | null {
  return findDirectoryDataset(dataset)?.table ?? null
}

/** How a page is read, see {@link DatasetPages}. */
export type PageKind = (typeof directoryDatasets)[number]['pages'][number]['kind']

const pages: ReadonlyMap<string, DatasetPages> = new Map(
  directoryDatasets.flatMap(dataset =>
    dataset.pages.map((page): [string, DatasetPages] => [page.kind, page]),
  ),
)

/** The pages of a kind. */
export function pagesOf(kind: PageKind): DatasetPages {
  const found = pages.get(kind)
  if (found === undefined) throw new TypeError(`There are no pages of the kind ${kind}.`)
  return found
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
