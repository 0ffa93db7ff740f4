import type { ApplicationPermission } from './permissions.ts'
import type { StagedUser } from './staged-user.ts'

/** What a JSON page held. */
export type PageSummary = {
  /** Rows that were staged. */
  rows: number
  /** Rows that were left out: they lack their id, or everything that is known beside it. */
  dropped: number
  nextLink: string | null
  deltaLink: string | null
  /** `@odata.count`, where the page has it. */
  count: number | null
}

/** Takes what a page holds, in the order of arrival; a key that comes twice is passed on twice. */
export type PageRows = {
  /** A row's key and its JSON text. */
  row(key: string, row: string): void
  /** People are staged in columns and not as JSON: in a large tenant that is most of the work. */
  person(person: StagedUser): void
}

/** Passes on one row of a page; false when the row lacks its id or everything beside it. */
export type ReadRow = (value: unknown, into: PageRows) => boolean

/** The pages of one call to Microsoft Graph. */
export type DatasetPages = {
  /** Names the way in which a page is read, also between threads. */
  kind: string
  /** Below `/v1.0`; `{clientId}` stands for the connector's client ID, see {@link pathFor}. */
  path: string
  /** Whether Graph answers with a list of rows or with one object. */
  holds: 'list' | 'object'
  read: ReadRow
}

/** A live table whose rows are staged one by one under its key. */
export type KeyedTable = {
  table: string
  key: string
  /** The other columns, each under the name that it has in the staged JSON. */
  columns: readonly string[]
  /**
   * Columns that once known cannot become unknown: where a row does not name them, the stored value stays.
   */
  keeps: readonly string[]
  /** Columns with times of what has happened: of the stored and the new one the later counts. */
  latest?: readonly string[]
}

/** The smallest call that proves a permission, as a check of the setup makes it. */
type Probe = {
  /** The id of the check. */
  check: `data.${string}`
  title: string
  /** As in {@link DatasetPages}. */
  path: string
  /** What its absence is: `fail` where the app is of no use without it. */
  severity: 'fail' | 'warn'
  /** What the app cannot show without it; a sentence. */
  without: string
  /** What a person sees in the app once it can be read. */
  enables: string
}

/** What holds for everything that is read of a tenant. Permissions as on the Graph pages of each call. */
export type DataSource = {
  /** Starts a sentence. */
  title: string
  /** Any one of these application permissions is enough; the first is named when all are missing. */
  permissions: readonly [ApplicationPermission, ...ApplicationPermission[]]
  /** Whether the connector is of no use without it: its refusal refuses the sync. */
  required: boolean
  probe: Probe
}

/** A dataset that is not a usage report. */
export type DirectoryDataset = DataSource & {
  id: string
  /** How it is read: whole every time in a request or two, or page by page by a lane of its own. */
  lane: 'single' | 'users' | 'signIns'
  pages: readonly DatasetPages[]
  /** Where its rows go; null where a publication needs more than one table. */
  table: KeyedTable | null
}

/** The path of a call with the connector's client ID filled in. */
export function pathFor(path: string, clientId: string): string {
  return path.replaceAll('{clientId}', clientId)
}

/** Reads rows that are staged as JSON under a key. */
export function jsonRows<T extends object>(
  read: (value: unknown) => T | null,
  keyOf: (row: T) => string,
): ReadRow {
  return (value, into) => {
    const row = read(value)
    if (row !== null) into.row(keyOf(row), JSON.stringify(row))
    return row !== null
  }
}
