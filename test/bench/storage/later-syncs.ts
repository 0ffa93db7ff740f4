import { cp } from 'node:fs/promises'
import type { EngineMeasured, EngineSync } from '../support/engine-sync.ts'
import { figure, spread } from '../support/output.ts'
import type { SimulatorProcess } from '../support/simulator-process.ts'
import { sync } from '../support/sync-process.ts'
import { removeHome } from './full-sync.ts'

const dayHours = 24

export type LaterSyncs = {
  /** One hour after the full sync, in which nothing happened. */
  nothingNew: EngineMeasured[]
  /** One day after it: one person in a hundred has changed, and every report is a new one. */
  nextDay: EngineMeasured[]
}

/**
 * What follows a full sync. Each repetition starts from a copy of its data directory, and the engine's clock
 * is turned forward.
 */
export async function laterSyncs(
  tenant: SimulatorProcess,
  order: EngineSync,
  rounds: number,
): Promise<LaterSyncs> {
  const nothingNew: EngineMeasured[] = []
  for (let round = 0; round < rounds; round += 1) nothingNew.push(await syncCopy(order, 1))
  await tenant.change({ percent: 1, days: 1 })
  // The new answers are made for the first one who asks; the measured ones are answered from memory.
  await syncCopy(order, dayHours)
  const nextDay: EngineMeasured[] = []
  for (let round = 0; round < rounds; round += 1) nextDay.push(await syncCopy(order, dayHours))
  print('nothing new since an hour ago', nothingNew)
  print('the next day', nextDay)
  return { nothingNew, nextDay }
}

async function syncCopy(order: EngineSync, hoursAhead: number): Promise<EngineMeasured> {
  const copy: EngineSync = { ...order, home: `${order.home}-later`, mode: 'incremental', hoursAhead }
  try {
    await cp(order.home, copy.home, { recursive: true })
    return await sync(copy)
  } finally {
    removeHome(copy)
  }
}

function print(name: string, syncs: readonly EngineMeasured[]): void {
  const seconds = syncs.map(({ milliseconds }) => milliseconds / 1000)
  const processor = syncs.map(({ cpuSeconds }) => cpuSeconds)
  const whole = syncs.map(({ processCpuSeconds }) => processCpuSeconds)
  const { requests = 0, rows = 0 } = syncs[0] ?? {}
  figure(
    name,
    `${spread(seconds, 's', 2)} on the clock, ${requests} requests, ${rows.toLocaleString('en')} rows`,
  )
  figure(
    '  processor time',
    `${spread(processor, 's', 2)}; ${spread(whole, 's', 2)} with the start of the process`,
  )
}
