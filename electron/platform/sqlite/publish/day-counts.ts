import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import type { Writer } from '../connection.ts'
import { sql } from '../sql.ts'
import { cellPosition } from '../views/apps.ts'
import { type Counts, countOf } from './counts.ts'
import type { StagedSource } from './staged.ts'

/**
 * Writes a report's tenant counts over those of the same days, which the newer report knows better; other days stay as they are. An empty
 * cell says nothing about its day and leaves it alone.
 */
export function publishDayCounts(writer: Writer, report: UsageReport, source: StagedSource): Counts {
  const measures = report.measures.map(({ cell, app, measure }) => ({
    position: cellPosition(report, cell),
    app,
    measure,
  }))
  const count = sql`select count(*) as count from usage_day`
  const before = countOf(writer, count)
  const changed = writer.run(sql`
    insert into usage_day (date, app, measure, value)
    select
      case instr(staged.key, char(9)) when 0 then staged.key
        else substr(staged.key, 1, instr(staged.key, char(9)) - 1) end,
      wanted.value ->> 'app',
      (wanted.value ->> 'measure') || case instr(staged.key, char(9)) when 0 then ''
        else substr(staged.key, instr(staged.key, char(9)) + 1) end,
      cell.value
    from ${source.rows} as staged, json_each(staged.row) as cell
    join json_each(${JSON.stringify(measures)}) as wanted on wanted.value ->> 'position' = cell.key
    where cell.type = 'integer'
    order by staged.rowid
    on conflict (app, measure, date) do update set value = excluded.value where value <> excluded.value`)
  const inserted = countOf(writer, count) - before
  return { inserted, updated: Math.max(0, changed - inserted), removed: 0 }
}
