import type { Writer } from '../../database/ports.ts'
import type { Scope } from '../../database/scope.ts'
import { raw } from '../../database/sql.ts'
import type { UsageReport } from '../catalogue/types.ts'
import { type PlatformBit, platformBits } from './platforms.ts'
import type { StoredReports } from './stored-reports.ts'
import type { UsageTable } from './tables.ts'

/**
 * Fills `person_platform` from the stored reports that count. Several reports and devices can say that an app
 * was used on a platform: one yes is enough.
 *
 * @param scope everybody, or the people in `temp.touched_person`
 */
export function derivePersonPlatforms(
  writer: Writer,
  { tables }: StoredReports,
  catalogue: readonly UsageReport[],
  scope: Scope,
): void {
  const concerned =
    scope === 'all' ? '' : 'and person.person_id in (select person_id from temp.touched_person)'
  writer.script(
    scope === 'all'
      ? 'delete from person_platform'
      : 'delete from person_platform where person_id in (select person_id from temp.touched_person)',
  )
  const bits = platformBits(catalogue)
  const found = tables.filter(({ table }) => table.report.platforms.length > 0)
  if (found.length === 0) return
  const joined = found.map(
    ({ table, alias }) => `left join ${table.name} as ${alias} on ${alias}.person_id = person.person_id`,
  )
  const sumOf = (column: string) =>
    found.map(({ table, alias }) => moved(table, alias, column, bits)).join(' | ')
  const platforms = (key: string, where: string) => `
    select ${key} as person_id, ${sumOf('flags')} as used, ${sumOf('flags_known')} as known
    from person ${joined.join(' ')} where ${where} ${concerned}`
  writer.run(
    raw(`
    insert into person_platform (person_id, used, known)
    select person_id, used, known from (${platforms('person.person_id', 'person.counts_for is null')}) where known <> 0`),
  )
  writer.run(
    raw(`
    insert into person_platform (person_id, used, known)
    select person_id, used, known from (${platforms('person.counts_for', 'person.counts_for is not null')}) where known <> 0
    on conflict (person_id) do update set used = used | excluded.used, known = known | excluded.known`),
  )
}

/**
 * SQL for a report's bits of platforms at their places in `person_platform`; nothing where the report does
 * not name the person.
 */
function moved(table: UsageTable, alias: string, column: string, bits: readonly PlatformBit[]): string {
  const terms = table.report.platforms.map(({ app, platform, cell }) => {
    const from = table.flags.findIndex(({ name }) => name === cell)
    const to = bits.find(known => known.app === app && known.platform === platform)?.bit
    if (from < 0 || to === undefined)
      throw new Error(`The report ${table.report.name} has no yes or no ${cell}.`)
    return { shift: to - from, mask: 2n ** BigInt(from) }
  })
  // Cells that move by as many places move together.
  const groups = Map.groupBy(terms, ({ shift }) => shift)
  const shifted = [...groups].map(([shift, group]) => {
    const mask = group.reduce((all, term) => all | term.mask, 0n)
    return `((${alias}.${column} & ${mask}) << ${shift})`
  })
  return `ifnull(${shifted.join(' | ')}, 0)`
}
