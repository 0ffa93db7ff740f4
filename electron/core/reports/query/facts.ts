import { z } from 'zod'
import { readMeta } from '../../database/meta.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import type { DatasetFact } from '../notes.ts'

const Fact = z
  .object({
    dataset: z.string(),
    succeeded_at: z.string().nullable(),
    refresh_date: z.string().nullable(),
    concealed: z.int(),
    problem: z.string().nullable(),
  })
  .transform(
    (row): DatasetFact => ({
      dataset: row.dataset,
      succeededAt: row.succeeded_at,
      refreshDate: row.refresh_date,
      concealed: row.concealed === 1,
      problem: row.problem,
    }),
  )

/** What is remembered of every dataset. */
export function readFacts(reader: Reader): DatasetFact[] {
  return reader.all(
    Fact,
    sql`select dataset, succeeded_at, refresh_date, concealed, problem from dataset_state`,
  )
}

/** `YYYY-MM-DD`, the day up to which activity per person is known; null while nobody's is. */
export function readActivityDay(reader: Reader): string | null {
  return readMeta(reader, 'activity_as_of')
}
