import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import type { DatasetState, PublishedCounts, SyncMode } from '../../../../electron/core/sync/ports.ts'
import {
  openTenantDatabase,
  type TenantOptions,
  type TenantWriter,
} from '../../../../electron/platform/sqlite/tenant.ts'
import { type StagedContent, stageDatasets } from './staged.ts'

export type Row = Record<string, unknown>

export type TestTenant = {
  readonly file: string
  readonly folder: string
  readonly writer: TenantWriter
  /** Stages the datasets and publishes them together, as of the given moment. */
  publish(datasets: readonly StagedContent[], options?: PublishOptions): PublishedCounts[]
  /** Reads as any SQLite client would: with a library of its own and nothing of the product. */
  read(query: string, ...values: unknown[]): Row[]
}

export type PublishOptions = { at?: string; runId?: number; state?: Partial<DatasetState> }

const defaultAt = '2026-11-23T07:00:00.000Z'

/** Takes what is to be done when the work is over. */
type AtEnd = (work: () => void) => void

/** A folder that is removed after the test. */
export function temporaryFolder(atEnd: AtEnd = onTestFinished): string {
  const folder = mkdtempSync(join(tmpdir(), 'm365-database-'))
  atEnd(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A few made-up products, so that a test does not load all of Microsoft's. */
export const fewNames = new URL('./names.csv', import.meta.url)

/** @param atEnd when the tenant is closed and removed: after the test, unless several tests share it */
export function openTestTenant(options: TenantOptions = {}, atEnd: AtEnd = onTestFinished): TestTenant {
  const folder = temporaryFolder(atEnd)
  const file = join(folder, 'tenant.sqlite')
  const writer = openTenantDatabase(file, { namesFile: fewNames, ...options })
  atEnd(() => writer.close())
  const tenant: TestTenant = {
    file,
    folder,
    writer,
    publish: (datasets, { at = defaultAt, runId = 1, state = {} } = {}) => {
      stageDatasets(writer.staging, datasets)
      return writer.publish({
        runId,
        at,
        datasets: datasets.map(({ dataset, mode = 'full', refreshDate = null, concealed = false }) => ({
          dataset,
          mode,
          state: { ...stateAfter(mode, at), refreshDate, concealed, ...state },
        })),
      })
    },
    read: (query, ...values) => readRows(file, query, ...values),
  }
  return tenant
}

export function readRows(file: string, query: string, ...values: unknown[]): Row[] {
  const database = new Database(file, { readonly: true })
  try {
    // The rows of a query are objects by column name; better-sqlite3 types them as unknown.
    return database.prepare(query).all(...values) as Row[]
  } finally {
    database.close()
  }
}

function stateAfter(mode: SyncMode, at: string): Partial<DatasetState> {
  return {
    succeededAt: at,
    ...(mode === 'full' ? { lastFullAt: at } : {}),
    failures: 0,
    problem: null,
  }
}
