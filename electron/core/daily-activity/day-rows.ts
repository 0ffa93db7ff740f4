import type { UsageReport } from '../usage/catalogue/types.ts'
import { isTaggedHash } from '../usage/reading/person-key.ts'
import type { ReportRow } from '../usage/reading/report-rows.ts'

/** A user of a day: the key of the report, and the apps used as bits in the order of the report's entry. */
export type ActivePerson = { key: string; reportedKey: string | null; apps: number }

export type DayRows = {
  add(row: ReportRow): void
  /** Users with activity on the day, in the order in which they came. */
  people: readonly ActivePerson[]
  /** Rows whose latest activity lies after the day. */
  later(): number
}

const isFlagged = (cells: ReportRow['cells'], flag: number | null) => flag === null || cells[flag] === 1

/**
 * Gathers who was active on a day. A date of another day says nothing of this one, so that only what is dated
 * the day itself counts.
 *
 * @param day `YYYY-MM-DD`
 */
export function gatherDay({ cells, activity }: UsageReport, day: string): DayRows {
  const people: ActivePerson[] = []
  let later = 0
  const placeOf = (name: string | null) => cells.findIndex(cell => cell.name === name)
  const sources = activity.map(({ dateCell, flagCell }) => ({
    date: placeOf(dateCell),
    flag: flagCell === null ? null : placeOf(flagCell),
  }))
  return {
    add: ({ key, reportedKey, cells: values }) => {
      let apps = 0
      for (const [bit, source] of sources.entries()) {
        if (values[source.date] === day && isFlagged(values, source.flag)) apps |= 1 << bit
      }
      if (apps > 0 && !isTaggedHash(key)) people.push({ key, reportedKey, apps })
      if (sources.some(({ date }) => String(values[date] ?? '') > day)) later += 1
    },
    people,
    later: () => later,
  }
}
