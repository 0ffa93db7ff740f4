import type { Writer } from '../../database/ports.ts'
import type { Scope } from '../../database/scope.ts'
import { raw } from '../../database/sql.ts'
import type { UsageReport } from '../catalogue/types.ts'
import type { StoredReports } from './stored-reports.ts'
import { movedFlags, type UsageTable } from './tables.ts'

/** Where an app can be used, and the bit that says so in `person_platform`. */
export type PlatformBit = { bit: number; app: string; platform: string }

/** Bits are exact in a number up to this many; the catalogue has far fewer. */
const maxBits = 52

/** Every app and platform of the catalogue with its bit, in the catalogue's order. */
export function platformBits(catalogue: readonly UsageReport[]): PlatformBit[] {
  const places = catalogue.flatMap(({ platforms }) => platforms)
  const names = [...new Set(places.map(({ app, platform }) => `${app}\t${platform}`))]
  if (names.length > maxBits) throw new Error('There are more apps and platforms than bits.')
  return names.map((name, bit) => {
    const [app = '', platform = ''] = name.split('\t')
    return { bit, app, platform }
  })
}

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
  const sumOf = (column: 'flags' | 'flags_known') =>
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
function moved(
  table: UsageTable,
  alias: string,
  column: 'flags' | 'flags_known',
  bits: readonly PlatformBit[],
): string {
  const places = table.report.platforms.map(({ app, platform, cell }) => {
    const found = bits.find(known => known.app === app && known.platform === platform)
    if (found === undefined) throw new Error(`${app} on ${platform} has no bit.`)
    return { cell, bit: found.bit }
  })
  return `ifnull(${movedFlags(table, alias, column, places)}, 0)`
}
