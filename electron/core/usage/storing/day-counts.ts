import { type Counts, countOf } from '../../database/counts.ts'
import type { Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import type { StagedSource } from '../../database/staged-source.ts'
import type { UsageReport } from '../catalogue/types.ts'

/**
 * Writes a report's tenant counts over those of the same days, which the newer report knows better; other
 * days stay as they are. An empty cell says nothing about its day and leaves it alone. Of several rows of one
 * day the greatest value counts, whichever comes last.
 */
export function publishDayCounts(writer: Writer, report: UsageReport, source: StagedSource): Counts {
  const measures = report.measures.map(({ cell, app, measure }) => ({
    position: positionOf(report, cell),
    app,
    measure,
  }))
  const count = sql`select count(*) as count from usage_day`
  const before = countOf(writer, count)
  // A staged key is the date, a tab, and the ending of the measure's name.
  const changed = writer.run(sql`
    with wanted as materialized (
      select value ->> 'position' as position, value ->> 'app' as app, value ->> 'measure' as measure
      from json_each(${JSON.stringify(measures)})
    )
    insert into usage_day (date, app, measure, value)
    select
      substr(staged.key, 1, 10),
      wanted.app,
      wanted.measure || ltrim(substr(staged.key, 11), char(9)),
      max(cell.value)
    from ${source.rows} as staged
    cross join json_each(staged.row) as cell
    cross join wanted on wanted.position = cell.key
    where cell.type = 'integer'
    group by 1, 2, 3
    on conflict (app, measure, date) do update set value = excluded.value where value <> excluded.value`)
  const inserted = countOf(writer, count) - before
  return { inserted, updated: Math.max(0, changed - inserted), removed: 0 }
}

/** Where a cell stands in a staged row: what comes before the cells is element 0. */
function positionOf(report: UsageReport, cell: string): number {
  return report.cells.findIndex(({ name }) => name === cell) + 1
}
