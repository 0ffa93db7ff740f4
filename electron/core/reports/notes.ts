import { datasetTitle } from '../../contract/datasets/title.ts'
import type { ReportPage } from '../../contract/reports.ts'
import { areNamesConcealed } from '../usage/reading/person-key.ts'
import type { ReportDefinition } from './definition.ts'
import { describeSources, type Source } from './sources.ts'
import type { DatasetFact, Note, SourceState, Trust } from './trust.ts'
import { usageDayNotes } from './usage-days.ts'

const staleAfterDays = 2
const dayMs = 86_400_000

/** Where concealing is switched off; the words of the Microsoft 365 admin center. */
const concealSetting =
  'Microsoft 365 admin center > Settings > Org settings > Services > Reports > ' +
  '"Display concealed user, group, and site names in all reports"'

/**
 * Judges every source of a report by the states of its datasets. `now` is in milliseconds since the epoch.
 */
export function checkSources(report: ReportDefinition, facts: readonly DatasetFact[], now: number): Trust {
  const sources = describeSources()
  const judged = report.sources.map(({ source, must, columns = [] }) => ({
    must,
    columns,
    isUsage: sources[source].isUsage,
    state: checkSource(sources[source], facts, now),
  }))
  const usageDays = judged.filter(({ isUsage }) => isUsage).flatMap(({ state }) => state.asOf ?? [])
  const newest = usageDays.toSorted().at(-1)
  return {
    isAnswerable: judged.every(({ must, state }) => !must || state.knowledge === 'known'),
    activityAsOf: newest ?? null,
    notes: withoutRepeats(judged.flatMap(({ state }) => state.notes)),
    missing: Object.fromEntries(
      judged.flatMap(({ columns, state }) => {
        const reason = whyBlank(state)
        return reason === null ? [] : columns.map(key => [key, reason])
      }),
    ),
  }
}

/** Figures that nobody grants any more are shown as they were read last: they are old, not missing. */
function whyBlank({ knowledge, notes }: SourceState): ReportPage['missing'][string] | null {
  const has = (kind: Note['kind']) => notes.some(note => note.kind === kind)
  if (knowledge === 'concealed') return 'concealed'
  if (knowledge === 'missing') return has('notGranted') ? 'notGranted' : 'notRetrieved'
  return has('stale') || has('notGranted') ? 'stale' : null
}

/** What is known of one source, and the notes about it that a person should read. */
export function checkSource(source: Source, facts: readonly DatasetFact[], now: number): SourceState {
  const mine = facts.filter(({ dataset }) => source.datasets.includes(dataset))
  const retrieved = mine.filter(({ succeededAt }) => succeededAt !== null)
  if (retrieved.length === 0) return { knowledge: 'missing', asOf: null, notes: [whyMissing(source, mine)] }
  const dated = source.isUsage ? retrieved.filter(({ refreshDate }) => refreshDate !== null) : []
  const asOf =
    dated
      .flatMap(({ refreshDate }) => refreshDate ?? [])
      .toSorted()
      .at(-1) ?? null
  const further = [
    ...incomplete(source, mine),
    ...withoutLicense(source, retrieved),
    ...outdated(source, retrieved, now),
    ...usageDayNotes(source, dated, new Date(now).toISOString().slice(0, 10)),
  ]
  if (source.isUsage && asOf === null) {
    return { knowledge: 'missing', asOf, notes: [nothingReported(source), ...further] }
  }
  const concealed = source.concealable ? dated.filter(fact => fact.concealed) : []
  if (areNamesConcealed(dated.map(fact => source.concealable && fact.concealed))) {
    return { knowledge: 'concealed', asOf, notes: [concealedNote(source), ...further] }
  }
  return { knowledge: 'known', asOf, notes: [...concealedAlone(source, concealed), ...further] }
}

function nothingReported(source: Source): Note {
  return {
    kind: 'empty',
    text: `${source.title}: Microsoft has reported nothing yet. The first figures come about two days after the first use.`,
  }
}

function whyMissing(source: Source, facts: readonly DatasetFact[]): Note {
  const problems = new Set(facts.flatMap(({ problem }) => problem ?? []))
  if (problems.has('notGranted')) {
    return {
      kind: 'notGranted',
      text: `${source.title}: not granted. ${howToGrant(source)}`,
    }
  }
  if (problems.has('licenseMissing')) {
    return {
      kind: 'info',
      text: `${source.title}: the tenant lacks the license that Microsoft asks for (Microsoft Entra ID P1 for sign-ins).`,
    }
  }
  if (problems.has('notInThisCloud')) {
    return { kind: 'info', text: `${source.title}: Microsoft does not offer this in the tenant's cloud.` }
  }
  if (problems.has('failed')) {
    return {
      kind: 'partial',
      text: `${source.title}: could not be retrieved yet. The sync history says why.`,
    }
  }
  return { kind: 'empty', text: `${source.title}: not retrieved yet. Run a sync.` }
}

function concealedNote(source: Source): Note {
  return {
    kind: 'concealed',
    text: `${source.title}: Microsoft conceals the names, so that there are no figures per person; totals stay valid. A Global Administrator can clear ${concealSetting}; names appear within two days.`,
  }
}

/** One odd report does not speak for the whole tenant. */
function concealedAlone(source: Source, facts: readonly DatasetFact[]): Note[] {
  if (facts.length === 0) return []
  const names = facts.map(({ dataset }) => datasetTitle(dataset)).join(', ')
  return [
    {
      kind: 'partial',
      text: `${source.title}: the names are concealed in ${names} only; what users did there is not known.`,
    },
  ]
}

/**
 * Datasets of a source that is known otherwise and whose last attempt brought nothing: what nobody grants any
 * more, and what failed.
 */
function incomplete(source: Source, facts: readonly DatasetFact[]): Note[] {
  const refused = facts.filter(({ problem }) => problem === 'notGranted')
  const failed = facts.filter(
    ({ problem, succeededAt }) =>
      problem === 'failed' || (problem === 'notInThisCloud' && succeededAt !== null),
  )
  return [...noLongerGranted(source, refused), ...couldNotBeRetrieved(source, failed)]
}

function noLongerGranted(source: Source, refused: readonly DatasetFact[]): Note[] {
  if (refused.length === 0) return []
  const oldest = refused.flatMap(({ succeededAt }) => succeededAt?.slice(0, 10) ?? []).toSorted()[0]
  const shown = oldest === undefined ? '' : `; the figures are those of ${oldest}`
  return [
    {
      kind: 'notGranted',
      text: `${source.title}: no longer granted${shown}. ${howToGrant(source)}`,
    },
  ]
}

/** Beyond so many names a note is a wall that nobody reads; the report names all of them. */
const maxNamed = 3

function couldNotBeRetrieved(source: Source, failed: readonly DatasetFact[]): Note[] {
  if (failed.length === 0) return []
  const named = failed
    .slice(0, maxNamed)
    .map(({ dataset, succeededAt }) =>
      succeededAt === null
        ? `${datasetTitle(dataset)} (never retrieved)`
        : `${datasetTitle(dataset)} (data of ${succeededAt.slice(0, 10)})`,
    )
  const rest = failed.length - named.length
  const names = rest > 0 ? `${named.join(', ')} and ${rest} more` : named.join(', ')
  return [
    {
      kind: 'partial',
      text: `${source.title}: not everything could be retrieved in the last sync: ${names}. The sync history says why.`,
    },
  ]
}

function howToGrant({ permissions }: Source): string {
  return `Add the application permission ${permissions.join(' or ')} to the app registration, grant admin consent, and sync.`
}

/** What was read while the tenant had the license stays, and is of the day when it was read. */
function withoutLicense(source: Source, retrieved: readonly DatasetFact[]): Note[] {
  const ended = source.isUsage ? [] : retrieved.filter(({ problem }) => problem === 'licenseMissing')
  const days = ended.flatMap(({ succeededAt }) => succeededAt?.slice(0, 10) ?? [])
  const newest = days.toSorted().at(-1)
  if (newest === undefined) return []
  return [
    {
      kind: 'partial',
      text: `${source.title}: data of ${newest}. Since then Microsoft refuses it because the tenant lacks the license that it asks for (Microsoft Entra ID P1 for sign-ins).`,
    },
  ]
}

/**
 * A source is as old as its newest dataset: one that lags behind on its own has failed and says so itself.
 */
function outdated(source: Source, retrieved: readonly DatasetFact[], now: number): Note[] {
  const newest = Math.max(...retrieved.map(({ succeededAt }) => Date.parse(succeededAt ?? '')))
  const days = Math.floor((now - newest) / dayMs)
  if (!(days >= staleAfterDays)) return []
  const since = new Date(newest).toISOString().slice(0, 10)
  return [{ kind: 'stale', text: `${source.title}: retrieved ${days} days ago (${since}). Sync to refresh.` }]
}

function withoutRepeats(notes: readonly Note[]): Note[] {
  return notes.filter((note, index) => notes.findIndex(other => other.text === note.text) === index)
}
