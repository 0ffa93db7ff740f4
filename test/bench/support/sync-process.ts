import type { EngineMeasured, EngineSync } from './engine-sync.ts'
import { measure } from './measured-process.ts'
import type { SimulatorProcess } from './simulator-process.ts'

/** Built, as the engine is shipped; `npm run bench` sees to it. */
const engineFile = new URL('../../../dist/bench/engine-sync.js', import.meta.url)

/** As many as the engine opens to one host. */
export const engineConnections = 6

/** One sync by an engine in a process of its own. Throws where it ends in another way than well. */
export async function sync(order: EngineSync): Promise<EngineMeasured> {
  const measured = await measure<EngineSync, EngineMeasured>(engineFile, order)
  if (measured.status !== 'succeeded')
    throw new Error(`The sync ended ${measured.status}: ${measured.failed.join(', ')}.`)
  return measured
}

/** The Graph paths that were asked for since the last call. */
export async function takeGraphPaths(tenant: SimulatorProcess): Promise<string[]> {
  const requests = await tenant.takeRequests()
  return requests
    .filter(({ origin, method }) => origin === 'graph' && method === 'GET')
    .map(({ path }) => path)
}
