import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import { raw, type Sql, sql } from '../sql.ts'
import type { StagedSource } from './staged.ts'

/**
 * SQL for the staged rows of a report with several rows for a person, each key once, as columns `key` and
 * `row`: of several the one with the latest date stays, then the one with the greatest figures. Which of them
 * came first never decides.
 */
export function bestItems({ cells }: UsageReport, { rows }: StagedSource): Sql {
  const valuesOf = (wanted: string, ifNone: string) =>
    cells.flatMap(({ type }, index) =>
      type === wanted ? [`coalesce(staged.row ->> ${index + 1}, ${ifNone})`] : [],
    )
  const latest = valuesOf('date', "''")
  const figures = valuesOf('integer', '0')
  const order = [
    latest.length > 1 ? `max(${latest.join(', ')})` : latest[0],
    figures.length > 0 ? figures.join(' + ') : undefined,
    'staged.row',
  ].flatMap(value => (value === undefined ? [] : [`${value} desc`]))
  return sql`
    select key, row from (
      select staged.key, staged.row, row_number() over (partition by staged.key order by ${raw(order.join(', '))}) as place
      from ${rows} as staged
    ) where place = 1`
}
