import { z } from 'zod'
import { PersonLines } from '../../core/graph/csv/person-lines.ts'
import type { Reader } from './connection.ts'
import { sql } from './sql.ts'

/** A report's chunks: the number that they are stored under, and how many apps a line has days for. */
export type StoredChunks = { reportId: number; apps: number }

const People = z.object({ chunk_id: z.int(), people: z.string() })

/** The lines of one chunk after the other. Nothing may be written meanwhile. */
export function* linesOf(
  reader: Reader,
  { reportId, apps }: StoredChunks,
): Generator<{ chunkId: number; lines: PersonLines }> {
  const chunks = sql`select chunk_id, people from usage_chunk where report_id = ${reportId} order by chunk_id`
  for (const { chunk_id: chunkId, people } of reader.iterate(People, chunks)) {
    yield { chunkId, lines: new PersonLines(people, apps) }
  }
}
