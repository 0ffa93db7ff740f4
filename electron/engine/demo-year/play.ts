import { createHash } from 'node:crypto'
import type { Connector } from '../../contract/connectors.ts'
import { selectDatasets } from '../../core/datasets/index.ts'
import type { Clock } from '../../core/ports.ts'
import type { SyncOrder, SyncPorts, SyncStore } from '../../core/sync/ports.ts'
import { runSync } from '../../core/sync/runner.ts'
import { changeSavings, noteSavings } from '../../platform/sqlite/savings/changes.ts'
import type { Simulator } from '../../simulator/index.ts'
import type { DemoTenant } from '../demo.ts'
import type { Connection, Services } from '../services.ts'
import { enterPrices, reviewCandidates, reviewedBefore } from './choices.ts'
import { dayOfMoment, momentsOfYear } from './days.ts'

const dayMs = 86_400_000
/** The first sync of the year, in days before today. */
const firstDay = 364
/** How long after a sync somebody looks at it. */
const minutesOfReviewMs = 90 * 60_000

/**
 * What tells of changes: who holds what, what was bought, and two reports that say when people were
 * active.
 */
const duringTheYear = [
  'licenses',
  'users',
  'renewals',
  'usage.office365_active_d180',
  'usage.microsoft365_copilot_usage',
]

/**
 * Syncs a simulated tenant on the days of a year and today, each time with the sync that every tenant has and
 * a clock that stands on that day, into a database file of its own.
 *
 * @param tenant with a past, and nobody else's: it is moved from day to day
 * @returns whether all of it was played; false when it was cancelled or a sync brought nothing
 */
export async function playYear(
  services: Services,
  connector: Connector,
  tenant: Simulator,
  signal: AbortSignal,
): Promise<boolean> {
  const now = services.clock.now()
  const clock = createTurnedClock(services.clock)
  const connection = await services.connectTo(asDemo(tenant), connector, clock)
  const file = services.secondDatabaseFile(connector.id)
  const store = await services.openSyncStoreAt(file)
  const ports = portsOf(services, connection, store, clock)
  const syncOn = async (moment: number, only: readonly string[] | null): Promise<boolean> => {
    tenant.set({ today: dayOfMoment(moment) })
    clock.turnTo(moment)
    const run = await runSync(ports, orderOf(connector, connection, only, signal))
    return run.status === 'succeeded' || run.status === 'partial'
  }
  try {
    for (const moment of momentsOfYear(now)) {
      if (signal.aborted || !(await syncOn(moment, duringTheYear))) return false
      enterChoices(file, moment, now)
    }
    return await syncOn(services.clock.now(), null)
  } finally {
    await store.close()
    await connection.close()
  }
}

/** What a person entered in the year: prices after the first sync, and decisions after some later ones. */
function enterChoices(file: string, moment: number, now: number): void {
  const at = new Date(moment + minutesOfReviewMs).toISOString()
  const daysBefore = Math.floor(now / dayMs) - Math.floor(moment / dayMs)
  if (daysBefore === firstDay) changeSavings(file, writer => enterPrices(writer, at))
  if (reviewedBefore.includes(daysBefore)) noteSavings(file, writer => reviewCandidates(writer, at))
}

function portsOf(services: Services, { graph }: Connection, store: SyncStore, clock: Clock): SyncPorts {
  const { random, log } = services
  const digest: SyncPorts['digest'] = bytes => createHash('sha256').update(bytes).digest('hex')
  return { graph, store, clock, random, log, digest, onProgress: () => undefined }
}

function orderOf(
  connector: Connector,
  connection: Connection,
  only: readonly string[] | null,
  signal: AbortSignal,
): SyncOrder {
  return {
    connector,
    mode: 'incremental',
    definitions: selectDatasets(only),
    named: only !== null,
    hasUsageReports: connection.cloud.hasUsageReports,
    signIn: inner => connection.tokens.token({ fresh: false }, inner),
    signal,
  }
}

function asDemo(tenant: Simulator): DemoTenant {
  return {
    caName: 'demo-year-ca.pem',
    running: () => tenant,
    hasPast: () => true,
    wish: () => Promise.reject(new Error('It runs already.')),
    start: () => Promise.resolve(tenant),
    stop: () => Promise.resolve(false),
  }
}

/** A clock that can be turned to another time, and goes on from there as quickly as the machine's. */
function createTurnedClock(clock: Clock): Clock & { turnTo(time: number): void } {
  let ahead = 0
  return {
    now: () => clock.now() + ahead,
    sleep: clock.sleep,
    turnTo: time => {
      ahead = time - clock.now()
    },
  }
}
