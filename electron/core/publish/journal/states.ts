import { z } from 'zod'
import type { Reader, Writer } from '../../database/ports.ts'
import { identifier, join, type Sql, type SqlValue, sql } from '../../database/sql.ts'
import type { DatasetState } from '../../sync/ports.ts'

const State = z
  .object({
    dataset: z.string(),
    succeeded_at: z.string().nullable(),
    last_full_at: z.string().nullable(),
    delta_link: z.string().nullable(),
    refresh_date: z.string().nullable(),
    fingerprint: z.string().nullable(),
    concealed: z.int(),
    rows: z.int(),
    failures: z.int(),
    problem: z.string().nullable(),
  })
  .transform(
    (row): DatasetState => ({
      dataset: row.dataset,
      succeededAt: row.succeeded_at,
      lastFullAt: row.last_full_at,
      deltaLink: row.delta_link,
      refreshDate: row.refresh_date,
      fingerprint: row.fingerprint,
      concealed: row.concealed === 1,
      rows: row.rows,
      failures: row.failures,
      problem: row.problem,
    }),
  )

/**
 * What is remembered of every dataset that was ever tried, by name. People's rows are those that are stored,
 * not those of the last delta.
 */
export function readStates(reader: Reader): DatasetState[] {
  return reader.all(
    State,
    sql`select dataset, succeeded_at, last_full_at, delta_link, refresh_date, fingerprint, concealed,
        iif(dataset = 'users', (select count(*) from user), rows) as rows, failures, problem
      from dataset_state order by dataset`,
  )
}

const Success = z.object({ succeeded_at: z.string().nullable() })

/** When the dataset was last published, null when never. */
export function lastSuccess(reader: Reader, dataset: string): string | null {
  return (
    reader.first(Success, sql`select succeeded_at from dataset_state where dataset = ${dataset}`)
      ?.succeeded_at ?? null
  )
}

/** Changes what is given of a dataset's state and leaves the rest as it is. */
export function writeState(writer: Writer, dataset: string, state: Partial<DatasetState>): void {
  const given: [column: string, value: SqlValue | undefined][] = [
    ['succeeded_at', state.succeededAt],
    ['last_full_at', state.lastFullAt],
    ['delta_link', state.deltaLink],
    ['refresh_date', state.refreshDate],
    ['fingerprint', state.fingerprint],
    ['concealed', state.concealed === undefined ? undefined : Number(state.concealed)],
    ['rows', state.rows],
    ['failures', state.failures],
    ['problem', state.problem],
  ]
  writer.run(sql`insert into dataset_state (dataset) values (${dataset}) on conflict (dataset) do nothing`)
  const assignments = given.flatMap(([column, value]): Sql[] =>
    value === undefined ? [] : [sql`${identifier(column)} = ${value}`],
  )
  if (assignments.length === 0) return
  writer.run(sql`update dataset_state set ${join(assignments, ', ')} where dataset = ${dataset}`)
}
