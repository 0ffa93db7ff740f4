import { z } from 'zod'
import { dayText, PersonLines } from '../../../core/graph/csv/person-lines.ts'
import { type RepeatedRow, saysMore, totalOf } from '../../../core/graph/csv/repeated-rows.ts'
import type { Writer } from '../connection.ts'
import { linesOf, type StoredChunks } from '../person-chunks.ts'
import { sql } from '../sql.ts'
import type { StagedSource } from './staged.ts'

/** Copies the staged chunks as they are. */
export function copyChunks(writer: Writer, reportId: number, { chunks }: StagedSource): void {
  writer.run(sql`
    insert into usage_chunk (report_id, rows, people, cells)
    select ${reportId}, rows, people, cells from ${chunks} order by chunk_id`)
}

const Chunk = z.object({ people: z.string(), cells: z.string() })
type Chunk = { people: string; cells: unknown[][] }

function readChunk(writer: Writer, chunkId: number): Chunk {
  const chunk = writer.first(Chunk, sql`select people, cells from usage_chunk where chunk_id = ${chunkId}`)
  if (chunk === null) throw new Error('A chunk of a report is missing.')
  return { people: chunk.people, cells: z.array(z.array(z.unknown())).parse(JSON.parse(chunk.cells)) }
}

/** Of several rows with one key the one stays that says most, see {@link saysMore}. */
export function dropRepeated(writer: Writer, chunks: StoredChunks): void {
  const { ids, repeated } = findRepeated(writer, chunks)
  const best = new Map<string, { place: string; row: RepeatedRow }>()
  for (const chunkId of ids) {
    for (const { key, line, row } of rowsOf(readChunk(writer, chunkId), chunks.apps, repeated)) {
      const known = best.get(key)
      if (known === undefined || saysMore(row, known.row))
        best.set(key, { place: placeOf(chunkId, line), row })
    }
  }
  for (const chunkId of ids) keepBest(writer, chunkId, key => best.get(key)?.place ?? null)
}

const placeOf = (chunkId: number, line: number) => `${chunkId}:${line}`
const keyOf = ([key]: readonly unknown[]) => (typeof key === 'string' ? key : '')

function findRepeated(writer: Writer, chunks: StoredChunks): { ids: number[]; repeated: Set<string> } {
  const met = new Set<string>()
  const repeated = new Set<string>()
  const ids: number[] = []
  for (const { chunkId, lines } of linesOf(writer, chunks)) {
    ids.push(chunkId)
    while (lines.next()) {
      const key = lines.key()
      if (met.has(key)) repeated.add(key)
      met.add(key)
    }
  }
  return { ids, repeated }
}

function* rowsOf(
  { people, cells }: Chunk,
  apps: number,
  keys: ReadonlySet<string>,
): Generator<{ key: string; line: number; row: RepeatedRow }> {
  const lines = new PersonLines(people, apps)
  for (let line = 0; lines.next(); line += 1) {
    const key = lines.key()
    if (!keys.has(key)) continue
    const newest = Math.max(0, ...Array.from({ length: apps }, (_, app) => lines.day(app)))
    const [, ...values] = cells[line] ?? []
    yield {
      key,
      line,
      row: {
        activity: newest === 0 ? null : dayText(newest),
        isDeleted: lines.isDeleted(),
        total: totalOf(values),
        text: JSON.stringify(values),
      },
    }
  }
}

function keepBest(writer: Writer, chunkId: number, bestPlace: (key: string) => string | null): void {
  const { people, cells } = readChunk(writer, chunkId)
  const kept = cells.map((row, line) => {
    const best = bestPlace(keyOf(row))
    return best === null || best === placeOf(chunkId, line)
  })
  if (!kept.includes(false)) return
  const lines = people.split('\n').filter((_, line) => kept[line])
  writer.run(sql`
    update usage_chunk set
      rows = ${lines.length},
      people = ${lines.map(line => `${line}\n`).join('')},
      cells = ${JSON.stringify(cells.filter((_, line) => kept[line]))}
    where chunk_id = ${chunkId}`)
}
