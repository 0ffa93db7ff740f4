import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import type { Writer } from '../connection.ts'
import { sql } from '../sql.ts'
import { cellPosition, personReports } from './apps.ts'

/** What the elements of the stored rows mean, as it is kept beside them for the views. */
export type Meanings = {
  metrics: { report: string; position: number; metric: string }[]
  platforms: { report: string; position: number; app: string; platform: string }[]
  activations: { report: string; position: number; platform: string; datePosition: number | null }[]
}

export function meaningsOf(catalogue: readonly UsageReport[]): Meanings {
  const reports = personReports(catalogue)
  return {
    metrics: reports.flatMap(report =>
      report.cells
        .filter(cell => cell.type === 'integer')
        .map(({ name }) => ({
          report: report.name,
          position: cellPosition(report, name),
          metric: name,
        })),
    ),
    platforms: reports.flatMap(report =>
      report.platforms.map(({ app, platform, cell }) => ({
        report: report.name,
        position: cellPosition(report, cell),
        app,
        platform,
      })),
    ),
    activations: reports.flatMap(report => {
      const date = report.cells.find(cell => cell.type === 'date')
      const datePosition = date === undefined ? null : cellPosition(report, date.name)
      return report.activations.map(({ platform, cell }) => ({
        report: report.name,
        position: cellPosition(report, cell),
        platform,
        datePosition,
      }))
    }),
  }
}

export function writeMeanings(writer: Writer, { metrics, platforms, activations }: Meanings): void {
  writer.script('delete from usage_metric; delete from usage_platform; delete from usage_activation')
  writer.run(sql`
    insert into usage_metric (report, position, metric)
    select value ->> 'report', value ->> 'position', value ->> 'metric' from json_each(${JSON.stringify(metrics)})`)
  writer.run(sql`
    insert into usage_platform (report, position, app, platform)
    select value ->> 'report', value ->> 'position', value ->> 'app', value ->> 'platform'
    from json_each(${JSON.stringify(platforms)})`)
  writer.run(sql`
    insert into usage_activation (report, position, platform, date_position)
    select value ->> 'report', value ->> 'position', value ->> 'platform', value ->> 'datePosition'
    from json_each(${JSON.stringify(activations)})`)
}
