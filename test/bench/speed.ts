import { cp, rm } from 'node:fs/promises'
import type { EngineMeasured, EngineSync } from './support/engine-sync.ts'
import { newOrder } from './support/environment.ts'
import { type Measured, measure } from './support/measured-process.ts'
import { figure, median, say, spread } from './support/output.ts'
import type { PlainDownload } from './support/plain-download.ts'
import { type SimulatorProcess, startSimulatorProcess } from './support/simulator-process.ts'
import { engineConnections as connections, sync, takeGraphPaths } from './support/sync-process.ts'

const people = 50_000
const plainFile = new URL('./support/plain-download.ts', import.meta.url)

type Speed = { title: string; latencyMs: number; rounds: number; goal: number }

/**
 * A full sync of everything against a plain download of exactly the same pages: the paths are those that the
 * engine itself asked for. Both get uncompressed bodies, so that neither unpacks. Each round runs one and the
 * other, so that the ratio holds while the machine drifts.
 */
export async function measureSpeed({ title, latencyMs, rounds, goal }: Speed): Promise<void> {
  say(`Full sync, ${people.toLocaleString('en')} people, all reports, ${title}`)
  const tenant = await startSimulatorProcess({ people, memoryAnswers: true, gzip: false, latencyMs })
  try {
    await sync(await newOrder(tenant.ready))
    const paths = await takeGraphPaths(tenant)
    const plain: Measured[] = []
    const engine: EngineMeasured[] = []
    const homes: EngineSync[] = []
    for (let round = 0; round < rounds; round += 1) {
      const download = { ...tenant.ready, paths, connections, folder: null }
      plain.push(await measure<PlainDownload, Measured>(plainFile, download))
      const order = await newOrder(tenant.ready)
      homes.push(order)
      engine.push(await sync(order))
    }
    tell(plain, engine, goal)
    const [last, ...others] = homes.reverse()
    if (last !== undefined) await measureIncremental(tenant, last, engine)
    await Promise.all(
      [last, ...others].map(order => order && rm(order.home, { recursive: true, force: true })),
    )
  } finally {
    tenant.stop()
  }
}

function tell(plain: readonly Measured[], engine: readonly EngineMeasured[], goal: number): void {
  const ratios = engine.map(
    ({ milliseconds }, round) => milliseconds / (plain[round]?.milliseconds ?? Number.NaN),
  )
  const seconds = engine.map(({ milliseconds }) => milliseconds / 1000)
  const rows = engine[0]?.rows ?? 0
  figure(
    'plain download',
    spread(
      plain.map(({ milliseconds }) => milliseconds),
      'ms',
    ),
  )
  figure('  requests, megabytes', `${plain[0]?.requests}, ${((plain[0]?.bytes ?? 0) / 1e6).toFixed(0)}`)
  figure(
    'sync',
    spread(
      engine.map(({ milliseconds }) => milliseconds),
      'ms',
    ),
  )
  figure(
    '  until everything had arrived',
    spread(
      engine.map(run => run.retrievingMilliseconds),
      'ms',
    ),
  )
  figure(
    '  publishing, balancing, closing',
    spread(
      engine.map(run => run.publishingMilliseconds),
      'ms',
    ),
  )
  figure(
    '  processor time of the engine',
    spread(
      engine.map(({ cpuSeconds }) => cpuSeconds),
      's',
      1,
    ),
  )
  figure(
    '  rows, rows per second',
    `${rows.toLocaleString('en')}, ${Math.round(rows / median(seconds)).toLocaleString('en')}`,
  )
  figure(
    '  peak memory',
    spread(
      engine.map(({ peakMegabytes }) => peakMegabytes),
      'MB',
    ),
  )
  figure(`ratio (goal: at most ${goal})`, spread(ratios, '×', 2))
}

/**
 * The tenant moves on by one per cent; a copy of the data directory goes first, so that the measured one
 * meets answers from memory, too.
 */
async function measureIncremental(
  tenant: SimulatorProcess,
  order: EngineSync,
  full: readonly EngineMeasured[],
): Promise<void> {
  const rehearsal = `${order.home}-rehearsal`
  await tenant.change({ percent: 1, days: 0 })
  await cp(order.home, rehearsal, { recursive: true })
  await sync({ ...order, home: rehearsal, mode: 'incremental' })
  const measured = await sync({ ...order, mode: 'incremental' })
  const share = (measured.milliseconds / median(full.map(({ milliseconds }) => milliseconds))) * 100
  figure(
    'incremental sync, 1 % changed',
    `${measured.milliseconds.toFixed(0)} ms, ${measured.requests} requests`,
  )
  figure('  share of the full sync (goal: at most 5 %)', `${share.toFixed(1)} %`)
  say()
  await rm(rehearsal, { recursive: true, force: true })
}
