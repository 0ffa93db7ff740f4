import { z } from 'zod'
import type { Reader, Writer } from './ports.ts'
import { sql } from './sql.ts'

const Meta = z.object({ value: z.string() })

/** What the database remembers of itself under a name, null when nothing. */
export function readMeta(reader: Reader, name: string): string | null {
  return reader.first(Meta, sql`select value from meta where name = ${name}`)?.value ?? null
}

export function writeMeta(writer: Writer, name: string, value: string): void {
  writer.run(sql`insert into meta (name, value) values (${name}, ${value})
    on conflict (name) do update set value = excluded.value`)
}
