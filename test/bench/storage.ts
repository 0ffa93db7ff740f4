import { measureReports } from './reports.ts'
import {
  databaseMegabytes,
  databaseOf,
  type FullSyncs,
  fullSyncs,
  removeHome,
  syncsBesideDownloads,
} from './storage/full-sync.ts'
import { printTable, type Result } from './storage/goals.ts'
import { laterSyncs } from './storage/later-syncs.ts'
import { countProductLines } from './storage/product-lines.ts'
import { measureSavings } from './storage/savings.ts'
import { measureViews } from './storage/views.ts'
import { newOrder } from './support/environment.ts'
import type { Measured, Work } from './support/measured-process.ts'
import { figure, median, say } from './support/output.ts'
import { startSimulatorProcess } from './support/simulator-process.ts'
import { sync, takeGraphPaths } from './support/sync-process.ts'

const latencyMs = 150
/** By how much the tenant whose views and memory are measured is larger. */
const largerBy = 4

/**
 * How usage is read, stored and found again, against the goals of the project: one table of ratios and
 * figures that belong to one run.
 */
export async function measureStorage(people: number, rounds: number): Promise<void> {
  say(`Storage, ${people.toLocaleString('en')} people, ${rounds} rounds`)
  const results = [...(await measureSyncs(people, rounds)), ...(await measureLarge(people * largerBy))]
  results.push({ name: 'code', people: null, values: [countProductLines()] })
  printTable(results)
  say()
}

async function measureSyncs(people: number, rounds: number): Promise<Result[]> {
  // Bodies are kept once made, and go uncompressed, so that the tenant takes little of the machine and nobody
  // unpacks.
  const tenant = await startSimulatorProcess({ people, memoryAnswers: true, gzip: false })
  try {
    const rehearsal = await newOrder(tenant.ready)
    await sync(rehearsal)
    removeHome(rehearsal)
    const paths = await takeGraphPaths(tenant)
    const full = await fullSyncs(tenant, paths, rounds)
    const database = databaseMegabytes(full.order)
    const savings = await measureSavings(full.order)
    await tenant.set({ latencyMs })
    const late = await syncsBesideDownloads(tenant, paths, rounds)
    await tenant.set({ latencyMs: 0 })
    const later = await laterSyncs(tenant, full.order, rounds)
    removeHome(full.order)
    say()
    const fullProcessor = median(full.engine.map(({ cpuSeconds }) => cpuSeconds))
    return [
      ...ratiosOf(full, people),
      { name: 'latency', people, values: ratios(late.engine, late.plain, onTheClock) },
      {
        name: 'lastByte',
        people,
        values: full.engine.map(one => seconds(one.afterLastByteMilliseconds)),
      },
      {
        name: 'lastByteLate',
        people,
        values: late.engine.map(one => seconds(one.afterLastByteMilliseconds)),
      },
      { name: 'verdicts', people, values: full.engine.map(one => seconds(one.verdictMilliseconds)) },
      { name: 'rules', people, values: savings.rules },
      { name: 'savingsContent', people, values: savings.content },
      { name: 'plan', people, values: savings.plan },
      { name: 'nextDay', people, values: later.nextDay.map(one => one.cpuSeconds / fullProcessor) },
      { name: 'nothingNew', people, values: later.nothingNew.map(one => one.cpuSeconds) },
      { name: 'memory', people, values: [Math.max(...full.engine.map(one => one.peakMegabytes))] },
      { name: 'database', people, values: [database] },
    ]
  } finally {
    tenant.stop()
  }
}

function ratiosOf({ engine, floor, script }: FullSyncs, people: number): Result[] {
  return [
    { name: 'wall', people, values: ratios(engine, floor, onTheClock) },
    { name: 'processor', people, values: ratios(engine, floor, ofProcessor) },
    { name: 'script', people, values: ratios(script, engine, onTheClock) },
  ]
}

const seconds = (milliseconds: number) => milliseconds / 1000
const onTheClock = ({ milliseconds }: Work) => milliseconds
const ofProcessor = ({ cpuSeconds }: Work) => cpuSeconds

/** Round by round, so that what slows one round down slows both. */
function ratios(
  these: readonly Measured[],
  those: readonly Measured[],
  of: (measured: Work) => number,
): number[] {
  return these.flatMap((one, round) => {
    const other = those[round]
    return other === undefined ? [] : [of(one) / of(other)]
  })
}

/** Memory of a sync, then what its data takes to be read. */
async function measureLarge(people: number): Promise<Result[]> {
  say(`Storage, ${people.toLocaleString('en')} people`)
  const tenant = await startSimulatorProcess({ people, memoryAnswers: true, gzip: false })
  try {
    // The first answers are slow, because they are made; the second ones come as fast as they can. Either may
    // be the worse one.
    const first = await newOrder(tenant.ready)
    const peaks = [(await sync(first)).peakMegabytes]
    removeHome(first)
    const order = await newOrder(tenant.ready)
    const measured = await sync(order)
    peaks.push(measured.peakMegabytes)
    tenant.stop()
    figure(
      'full sync',
      `${(measured.milliseconds / 1000).toFixed(1)} s, ${measured.rows.toLocaleString('en')} rows`,
    )
    figure('peak memory', peaks.map(peak => `${peak.toFixed(0)} MB`).join(', '))
    const views = measureViews(databaseOf(order))
    const firstPage = await measureReports(order)
    const savings = await measureSavings(order)
    removeHome(order)
    return [
      { name: 'onePerson', people, values: views.onePerson },
      { name: 'wholeView', people, values: [Math.max(...views.wholeView) / 1000] },
      { name: 'firstPage', people, values: firstPage },
      { name: 'verdictsLarge', people, values: [seconds(measured.verdictMilliseconds)] },
      { name: 'rulesLarge', people, values: savings.rules },
      { name: 'savingsContent', people, values: savings.content },
      { name: 'plan', people, values: savings.plan },
      { name: 'memory', people, values: [Math.max(...peaks)] },
    ]
  } finally {
    tenant.stop()
  }
}
