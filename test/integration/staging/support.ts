import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import {
  type OpenSyncStore,
  openSyncStore,
  stagingFiles,
} from '../../../electron/platform/sqlite/worker/index.ts'

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
  const store = await openSyncStore({ file })
  onTestFinished(() => store.close())
  return store
}

const StagedText = z.object({ key: z.string(), row: z.string() })

/** People are staged in columns. */
const Person = z.object({ key: z.string() }).transform(({ key }) => ({ key, row: null }))
const StagedChunk = z.object({ cells: z.string() })
/** As the rows of other datasets are: the key ends with a tab, and the row begins with what stands for it. */
const ChunkRows = z.array(
  z.tuple([z.string()], z.unknown()).transform(([key, ...row]) => ({ key: `${key}\t`, row: [null, ...row] })),
)

/** A staged row as the publication would find it. */
export type FoundRow = { key: string; row: unknown }

/** The staged rows of a dataset in the order of arrival, from whichever staging file holds it. */
export function stagedRows(file: string, dataset: string): FoundRow[] {
  for (const staging of stagingFiles(file)) {
    const database = new Database(staging, { readonly: true })
    try {
      const found = database
        .prepare('select dataset_id from staged_dataset where dataset = ?')
        .pluck()
        .get(dataset)
      if (found === undefined) continue
      const id = z.int().parse(found)
      if (dataset === 'users') {
        const people = database.prepare('select user_id as key from arriving_user order by arrival').all()
        return z.array(Person).parse(people)
      }
      const rows = z
        .array(StagedText)
        .parse(database.prepare(`select key, row from staged_row_${id} order by rowid`).all())
      const chunks = dataset.startsWith('usage.')
        ? z
            .array(StagedChunk)
            .parse(database.prepare(`select cells from staged_chunk_${id} order by chunk_id`).all())
        : []
      return [
        ...rows.map(({ key, row }) => ({ key, row: JSON.parse(row) })),
        ...chunks.flatMap(({ cells }) => ChunkRows.parse(JSON.parse(cells))),
      ]
    } finally {
      database.close()
    }
  }
  return []
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
