import { dayAfter } from '../catalogue/report-days.ts'
import {
  type CountedTable,
  dayColumn,
  usedColumn,
  type WindowDays,
  windowBit,
  windowDays,
} from './activity.ts'
import type { StoredReports } from './stored-reports.ts'
import { movedFlags } from './tables.ts'

const columns = [...windowDays.map(usedColumn), 'at_most']

/** The columns of `person_activity` that say which apps were used within which window, as SQL. */
export const windowColumns = columns.join(', ')

/**
 * What people did under their former names, of `temp.former_activity`, counts for them today. Of what one of
 * the names leaves open, the whole is open.
 */
export const addFormerWindows = `
  update person_activity set ${columns.map(name => `${name} = person_activity.${name} | former.${name}`).join(', ')}
  from temp.former_activity as former where former.counts_for = person_activity.person_id`

/** How the windows of everybody are found out, as parts of the statement that fills `person_activity`. */
export type Windows = {
  /** The reports whose flags say who used an app within a window. */
  tables: readonly CountedTable[]
  /** What the inner select reads of them: of each window the apps as bits, null where that is not known. */
  flags: readonly string[]
  /** What the outer select makes of that and of the days of last use, for each of {@link windowColumns}. */
  values: string
  /** The same, each under the name of its column. */
  named: string
}

/**
 * Which apps were used within the windows that end with their own day. Of most apps the day of the last use
 * tells. The report of the Microsoft 365 apps has one day for all of them, so that it is the latest that each
 * can have been used; there the flags of the period that is as long as the window tell, where they are about
 * the same day. `at_most` has the bits of the windows of which no flags tell, so that the day had to do.
 */
export function createWindows(stored: StoredReports, apps: readonly string[]): Windows {
  const flagged = apps.filter(app =>
    stored.tables.some(({ table }) => table.report.windows.some(window => window.app === app)),
  )
  const exact = windowDays.map(days => ({ days, table: exactTable(stored, flagged, days) }))
  const values = usedWithin(stored, apps, flagged)
  return {
    tables: exact.flatMap(({ table }) => table ?? []),
    flags: exact.map(
      ({ days, table }) => `${table === null ? 'null' : flagsOf(table, apps)} as flags_${days}`,
    ),
    values: values.join(', '),
    named: values.map((value, place) => `${value} as ${columns[place]}`).join(', '),
  }
}

/** The counted table of the period that is as long as a window and ends on the same day as it. */
function exactTable({ tables, days }: StoredReports, flagged: readonly string[], window: WindowDays) {
  const isExact = ({ table: { report, periodDays }, day }: CountedTable) =>
    periodDays === window &&
    report.windows.some(({ app }) => flagged.includes(app)) &&
    report.windows.every(({ app }) => day !== null && days.get(app) === day)
  return tables.find(isExact) ?? null
}

/** Null unless every one of these flags is known of the person: a column can be missing. */
function flagsOf({ table, alias }: CountedTable, apps: readonly string[]): string {
  const places = table.report.windows.map(({ app, cell }) => ({ cell, bit: apps.indexOf(app) }))
  const all = places.reduce((bits, { bit }) => bits + 2 ** bit, 0)
  const moved = (column: 'flags' | 'flags_known') => movedFlags(table, alias, column, places)
  return `iif((${moved('flags_known')}) = ${all}, ${moved('flags')}, null)`
}

/** SQL for the value of each of {@link windowColumns}. */
function usedWithin(stored: StoredReports, apps: readonly string[], flagged: readonly string[]): string[] {
  const bitOf = (app: string) => 2 ** apps.indexOf(app)
  const sumOf = (terms: readonly string[]) => (terms.length === 0 ? '0' : terms.join(' + '))
  const byDay = (some: readonly string[], days: WindowDays) =>
    sumOf(
      some.flatMap(app => {
        const day = stored.days.get(app)
        return day === undefined
          ? []
          : [`iif(${dayColumn(app)} >= '${dayAfter(day, 1 - days)}', ${bitOf(app)}, 0)`]
      }),
    )
  const others = apps.filter(app => !flagged.includes(app))
  if (flagged.length === 0) return [...windowDays.map(days => byDay(others, days)), '0']
  const dated = sumOf(flagged.map(app => `iif(${dayColumn(app)} is null, 0, ${bitOf(app)})`))
  const used = windowDays.map((days, place) => {
    // Whoever did not use an app within a longer window did not within this one.
    const longer = windowDays.slice(place).map(one => `ifnull(flags_${one}, ${byDay(flagged, one)})`)
    return `(${byDay(others, days)}) | ((${dated}) & ${longer.join(' & ')})`
  })
  const open = windowDays.map(days => `iif(flags_${days} is null, ${windowBit(days)}, 0)`)
  return [...used, `iif((${dated}) = 0, 0, ${sumOf(open)})`]
}
