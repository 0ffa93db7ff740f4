import type { Writer } from '../../database/ports.ts'
import { identifier, raw } from '../../database/sql.ts'
import type { UsageReport } from '../catalogue/types.ts'
import { usageTables } from './tables.ts'
import { shadows } from './usage-writer.ts'

/**
 * Deletes the people whom nothing names any more: no report, be it published or waiting, no day of activity,
 * and nobody's former name. Nothing may be arriving meanwhile, because the numbers of people are held in
 * memory then.
 */
export function sweepPeople(writer: Writer, catalogue: readonly UsageReport[]): void {
  const tables = [...usageTables(catalogue).map(({ name }) => name), ...shadows(writer), 'activity_day']
  const unnamed = tables.map(
    table =>
      `not exists (select 1 from ${identifier(table).text} as named where named.person_id = person.person_id)`,
  )
  writer.run(
    raw(`
    delete from person where ${unnamed.join(' and ')}
      and person_id not in (select counts_for from person where counts_for is not null)`),
  )
}
