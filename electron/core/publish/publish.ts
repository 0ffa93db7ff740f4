import { type Counts, noCounts } from '../database/counts.ts'
import { nameUnknownProducts } from '../database/names/store.ts'
import type { Writer } from '../database/ports.ts'
import { sql } from '../database/sql.ts'
import type { StagedSource } from '../database/staged-source.ts'
import { keyedTableOf } from '../datasets/index.ts'
import { judgedMark } from '../savings/verdicts.ts'
import { forgetStaged, stagedSources } from '../staging/staged.ts'
import type { Publication, PublishedCounts } from '../sync/ports.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'
import { publishDayCounts } from '../usage/storing/day-counts.ts'
import { publishUsageReport } from '../usage/storing/publish-report.ts'
import { findUsageTable } from '../usage/storing/tables.ts'
import { countOut, derive, type Effects } from './derive/effects.ts'
import { lastSuccess, writeState } from './journal/states.ts'
import { replaceKeyed } from './keyed.ts'
import { publishLicenses } from './licenses.ts'
import { applyFirstUsers, applyUsers, countTouched } from './people/apply-users.ts'
import { clearTouched, compareUsers } from './people/compare-users.ts'
import { forgetTakenNames, noteFormerNames } from './people/former-names.ts'
import { completeIncomingUsers } from './people/incoming-users.ts'
import { noteUserChanges } from './people/user-changes.ts'
import { dropPrepared, type FindReport, type Prepared, prepare } from './prepare.ts'
import type { Incoming, PublicationContext } from './publication.ts'
import { countUsers, publishSignIns } from './tenant-data.ts'

type Planned = { incoming: Incoming; state: Publication['datasets'][number]['state'] }

/**
 * Moves complete staged datasets into the live tables, with the changes, the history, the datasets' states
 * and all derived figures, in one transaction: whoever reads sees everything of before or everything of now.
 * What was staged of them is gone afterwards.
 *
 * @param prepared what has been prepared on this connection; the rest is prepared first
 */
export function publish(
  writer: Writer,
  publication: Publication,
  prepared: Prepared,
  catalogue: readonly UsageReport[],
  findReport: FindReport,
): PublishedCounts[] {
  const sources = stagedSources(writer)
  const planned = publication.datasets.map(wanted => plan(writer, wanted, sources))
  for (const { incoming } of planned) prepare(writer, incoming.source, prepared, findReport)
  const context: PublicationContext = {
    runId: publication.runId,
    at: publication.at,
    catalogue,
    countsOf: dataset => prepared.counts.get(dataset)?.counts ?? noCounts,
    first: [],
  }
  const counts = writer.transaction(() => {
    const published = publishAll(writer, planned, context, findReport)
    if (published.some(({ inserted, updated, removed }) => inserted + updated + removed > 0)) {
      writer.run(sql`delete from meta where name = ${judgedMark}`)
    }
    for (const { incoming, state } of planned) {
      writeState(writer, incoming.source.dataset, state)
      forgetStaged(writer, incoming.source)
    }
    return published
  })
  for (const { dataset } of publication.datasets) dropPrepared(writer, dataset, prepared)
  return counts
}

function plan(
  writer: Writer,
  { dataset, mode, state }: Publication['datasets'][number],
  sources: ReadonlyMap<string, StagedSource>,
): Planned {
  const source = sources.get(dataset)
  if (source === undefined) throw new Error(`The dataset ${dataset} is not complete in staging.`)
  return { incoming: { source, mode, first: lastSuccess(writer, dataset) === null }, state }
}

/** The people come first, because everything else is matched with them. */
function publishAll(
  writer: Writer,
  planned: readonly Planned[],
  context: PublicationContext,
  findReport: FindReport,
): PublishedCounts[] {
  const effects: Effects = { users: null, usage: false, covers: false, names: false }
  const users = planned.find(({ incoming }) => incoming.source.dataset === 'users')
  const counts = new Map<string, Counts>()
  effects.usage = planned.some(
    ({ incoming }) => findReport(incoming.source.dataset)?.report.grain === 'person',
  )
  if (users !== undefined) counts.set('users', publishUsers(writer, users.incoming, context, effects))
  for (const { incoming, state } of planned) {
    const { dataset } = incoming.source
    if (dataset !== 'users') {
      counts.set(dataset, publishOne(writer, incoming, state, context, findReport, effects))
    }
  }
  if (effects.names) nameUnknownProducts(writer)
  derive(writer, effects, context.catalogue, context.first)
  clearTouched(writer)
  return [...counts].map(([dataset, count]) => ({ dataset, ...count }))
}

/** When so many are touched, going through everybody once is quicker than finding each of them. */
const touchedShare = 0.2

function publishUsers(
  writer: Writer,
  { mode, first }: Incoming,
  context: PublicationContext,
  effects: Effects,
): Counts {
  clearTouched(writer)
  completeIncomingUsers(writer, mode)
  if (countUsers(writer) === 0) {
    effects.users = 'all'
    return applyFirstUsers(writer)
  }
  compareUsers(writer, mode)
  const counts = countTouched(writer)
  const touched = counts.inserted + counts.updated + counts.removed
  effects.users = touched > countUsers(writer) * touchedShare ? 'all' : 'touched'
  if (!first) noteUserChanges(writer, context)
  countOut(writer, effects)
  noteFormerNames(writer, context)
  applyUsers(writer)
  forgetTakenNames(writer)
  return counts
}

function publishOne(
  writer: Writer,
  incoming: Incoming,
  state: Planned['state'],
  context: PublicationContext,
  findReport: FindReport,
  effects: Effects,
): Counts {
  const { source } = incoming
  const found = findReport(source.dataset)
  const table = findUsageTable(source.dataset, findReport)
  if (table !== null) {
    const facts = {
      refreshDate: state.refreshDate ?? source.refreshDate,
      concealed: state.concealed ?? source.concealed,
    }
    if (publishUsageReport(writer, table, source, facts, context.at)) context.first.push(table)
    return context.countsOf(source.dataset)
  }
  if (found !== null) return publishDayCounts(writer, found.report, source)
  if (source.dataset === 'sign_in_activity') return publishSignIns(writer, context.at)
  if (source.dataset === 'licenses') {
    const { counts, coversChanged } = publishLicenses(writer, incoming, context)
    effects.covers = coversChanged
    effects.names = true
    return counts
  }
  const keyed = keyedTableOf(source.dataset)
  if (keyed === null) throw new Error(`There is no place for the dataset ${source.dataset}.`)
  if (source.dataset === 'renewals') effects.names = true
  return replaceKeyed(writer, keyed)
}
