import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { shippedThreads } from '../../../build/testing/built-programs.ts'
import { findUsageTable } from '../../../electron/core/usage/storing/tables.ts'
import { type OpenSyncStore, openSyncStore } from '../../../electron/platform/sqlite/worker/index.ts'

/** A folder that is gone after the test. */
export function scratchFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'm365-staging-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** A connector's database file in a folder of its own. */
export function scratchDatabase(): string {
  return join(scratchFolder(), '3f6b.sqlite')
}

export async function openStore(file: string): Promise<OpenSyncStore> {
  const store = await openSyncStore({ file, ...shippedThreads })
  onTestFinished(() => store.close())
  return store
}

/**
 * A staged row as the publication would find it: people as their key alone, rows of a report as their
 * columns.
 */
export type FoundRow = { key: string; row: unknown }

const StagedText = z.object({ key: z.string(), row: z.string() })
const Person = z.object({ key: z.string() })
const ReportCells = z.looseObject({ key: z.string() })

/**
 * The staged rows of a dataset in the order of arrival; those of a report in the order in which its people
 * came first.
 */
export function stagedRows(file: string, dataset: string): FoundRow[] {
  const database = new Database(file, { readonly: true })
  const rows = (query: string, ...values: unknown[]) => database.prepare(query).all(...values)
  try {
    const staged = 'select 1 from staged_dataset where dataset = ?'
    if (rows(staged, dataset).length === 0) return []
    if (dataset === 'users') {
      const people = rows('select user_id as key from arriving_user order by arrival')
      return z
        .array(Person)
        .parse(people)
        .map(({ key }) => ({ key, row: null }))
    }
    const table = findUsageTable(dataset)
    if (table !== null) {
      const found = rows(
        `select person_key as key, shadow.* from ${table.shadow} as shadow join person using (person_id) order by person_id`,
      )
      return z
        .array(ReportCells)
        .parse(found)
        .map(({ key, ...row }) => ({ key, row }))
    }
    const found = rows(
      'select key, row from staged_row join staged_dataset using (dataset_id) where dataset = ? order by row_id',
      dataset,
    )
    return z
      .array(StagedText)
      .parse(found)
      .map(({ key, row }) => ({ key, row: JSON.parse(row) }))
  } finally {
    database.close()
  }
}

export const bytesOf = (document: unknown): Uint8Array => new TextEncoder().encode(JSON.stringify(document))

export async function* streamOf(...pieces: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const piece of pieces) yield typeof piece === 'string' ? new TextEncoder().encode(piece) : piece
}

/** A signal that nobody fires. */
export const calm = (): AbortSignal => new AbortController().signal

/** A page of people with the given ids. */
export const peoplePage = (ids: readonly string[], nextLink: string | null = null): Uint8Array =>
  bytesOf({
    value: ids.map(id => ({ id, userPrincipalName: `${id}@contoso.com`, assignedLicenses: [] })),
    ...(nextLink === null ? {} : { '@odata.nextLink': nextLink }),
  })

export const mailHeader = 'Report Refresh Date,User Principal Name,Last Activity Date,Send Count'
export const mailRows = (count: number, offset = 0): string =>
  Array.from(
    { length: count },
    (_, index) => `2026-11-21,p${index + offset}@contoso.com,2026-11-20,${index}\r\n`,
  ).join('')
