import { raw, sql } from '../../database/sql.ts'
import { overviewRows } from '../overview.ts'
import { readOverview } from '../query/overview-facts.ts'
import { type SourceFactory, smallSource } from '../query/source.ts'

const columns = ['position', 'area', 'title', 'value', 'unit', 'note', 'as_of', 'figure'] as const

/** The figures are made in the core and come back as a table, so that they are filtered and sorted as any other report. */
export const overviewSource: SourceFactory = context => {
  const rows = JSON.stringify(overviewRows(readOverview(context)))
  return smallSource({
    from: sql`json_each(${rows}) o`,
    key: [raw('o.value ->> 0')],
    columns: Object.fromEntries(columns.map((column, index) => [column, raw(`(o.value ->> ${index})`)])),
  })
}
