import { rm } from 'node:fs/promises'
import type { EngineMeasured, EngineSync } from './support/engine-sync.ts'
import { newOrder } from './support/environment.ts'
import { figure, say } from './support/output.ts'
import { startSimulatorProcess } from './support/simulator-process.ts'
import { sync } from './support/sync-process.ts'

/**
 * Peak memory of the whole engine process at two sizes. The larger tenant's data directory is left for
 * whoever measures reports next.
 */
export async function measureMemory(): Promise<EngineSync> {
  say('Peak memory of the engine during a full sync')
  const small = await syncOnce(50_000)
  const big = await syncOnce(200_000)
  await rm(small.order.home, { recursive: true, force: true })
  figure('50,000 people', `${small.measured.peakMegabytes.toFixed(0)} MB`)
  figure('200,000 people (goal: at most 250)', `${big.measured.peakMegabytes.toFixed(0)} MB`)
  figure(
    'growth with four times the people',
    `${(big.measured.peakMegabytes / small.measured.peakMegabytes).toFixed(2)} ×`,
  )
  figure('200,000 people: rows', big.measured.rows.toLocaleString('en'))
  say()
  return big.order
}

async function syncOnce(people: number): Promise<{ order: EngineSync; measured: EngineMeasured }> {
  const tenant = await startSimulatorProcess({ people })
  try {
    const order = await newOrder(tenant.ready)
    return { order, measured: await sync(order) }
  } finally {
    tenant.stop()
  }
}
