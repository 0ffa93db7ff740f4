import { datasetTitle } from '../../contract/datasets/title.ts'
import { appTitle } from '../../contract/insight/app-title.ts'
import { findReportDataset } from '../usage/catalogue/datasets.ts'
import { daysBetween, daysOfApps } from '../usage/catalogue/report-days.ts'
import type { Source } from './sources.ts'
import type { DatasetFact, Note } from './trust.ts'

/** A report that is further behind the newest one has not been renewed when the others were. */
const maxDaysBehind = 3
/**
 * Reports are made about two days after the day that they are about, so that one of this age has stood still
 * for longer than that.
 */
const maxDaysOld = 4

/**
 * The notes on how far the reports of a source reach, each by itself: up to which day an application is
 * known, and what stands still.
 */
export function usageDayNotes(source: Source, facts: readonly DatasetFact[], today: string): Note[] {
  return [...differingDays(source, facts), ...standingStill(source, facts, today)]
}

function differingDays(source: Source, facts: readonly DatasetFact[]): Note[] {
  const dated = facts.flatMap(({ dataset, refreshDate: day, concealed }) => {
    const report = findReportDataset(dataset)?.report
    return report === undefined || concealed ? [] : [{ report, day }]
  })
  const apps = Map.groupBy([...daysOfApps(dated)], ([, day]) => day)
  if (apps.size < 2) return []
  const [newest = '', ...older] = [...apps.keys()].toSorted().reverse()
  const titlesOf = (day: string) => (apps.get(day) ?? []).map(([app]) => appTitle(app)).join(', ')
  const exceptions = older.map(day => `${titlesOf(day)} up to ${day}`)
  return [
    {
      kind: 'info',
      text: `${source.title}: known up to ${newest}, but ${exceptions.join('; ')}. Days without activity are counted up to each application's own day.`,
    },
  ]
}

function standingStill(source: Source, facts: readonly DatasetFact[], today: string): Note[] {
  const days = facts.flatMap(({ refreshDate }) => refreshDate ?? [])
  const newest = days.toSorted().at(-1)
  if (newest === undefined) return []
  const still = facts.flatMap(({ dataset, refreshDate: day }) => {
    if (day === null) return []
    const stands = daysBetween(day, newest) > maxDaysBehind || daysBetween(day, today) > maxDaysOld
    return stands ? [`${datasetTitle(dataset)} (${day})`] : []
  })
  if (still.length === 0) return []
  return [
    {
      kind: 'stale',
      text: `${source.title}: Microsoft has not renewed these reports for more than 3 days: ${still.join(', ')}. What happened since then is not known yet.`,
    },
  ]
}
