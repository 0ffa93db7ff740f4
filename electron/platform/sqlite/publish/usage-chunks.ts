import { z } from 'zod'
import { PersonLines } from '../../../core/graph/csv/person-lines.ts'
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

/** Of several rows with one key the last one stays. */
export function dropRepeated(writer: Writer, chunks: StoredChunks): void {
  const last = new Map<string, string>()
  const place = (chunkId: number, line: number) => `${chunkId}:${line}`
  const ids: number[] = []
  for (const { chunkId, lines } of linesOf(writer, chunks)) {
    ids.push(chunkId)
    for (let line = 0; lines.next(); line += 1) last.set(lines.key(), place(chunkId, line))
  }
  for (const chunkId of ids) {
    const chunk = writer.first(Chunk, sql`select people, cells from usage_chunk where chunk_id = ${chunkId}`)
    if (chunk === null) continue
    const kept: boolean[] = []
    const lines = new PersonLines(chunk.people, chunks.apps)
    while (lines.next()) kept.push(last.get(lines.key()) === place(chunkId, kept.length))
    const rows = z.array(z.unknown()).parse(JSON.parse(chunk.cells))
    const people = chunk.people.split('\n').filter((_, line) => kept[line])
    writer.run(sql`
      update usage_chunk set
        rows = ${people.length},
        people = ${people.map(line => `${line}\n`).join('')},
        cells = ${JSON.stringify(rows.filter((_, line) => kept[line]))}
      where chunk_id = ${chunkId}`)
  }
}
