import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EngineMeasured, EngineSync } from '../support/engine-sync.ts'
import { newOrder } from '../support/environment.ts'
import { type Measured, measure, plainNode } from '../support/measured-process.ts'
import { figure, spread } from '../support/output.ts'
import type { PlainDownload } from '../support/plain-download.ts'
import type { SimulatorProcess } from '../support/simulator-process.ts'
import { engineConnections as connections, sync } from '../support/sync-process.ts'
import type { Floor, FloorMeasured } from './floor.ts'
import type { Script, ScriptMeasured } from './script.ts'

const plainFile = new URL('../support/plain-download.ts', import.meta.url)
const floorFile = new URL('./floor.ts', import.meta.url)
const scriptFile = new URL('./script.ts', import.meta.url)

export type FullSyncs = {
  engine: EngineMeasured[]
  floor: FloorMeasured[]
  script: ScriptMeasured[]
  /** The data directory of the last sync, for what comes after a full one. */
  order: EngineSync
}

/** Full syncs beside the floor and the script, in turns, so that a ratio holds while the machine drifts. */
export async function fullSyncs(
  tenant: SimulatorProcess,
  paths: readonly string[],
  rounds: number,
): Promise<FullSyncs> {
  const folder = mkdtempSync(join(tmpdir(), 'm365-connector-bench-'))
  const [engine, floor, script]: [EngineMeasured[], FloorMeasured[], ScriptMeasured[]] = [[], [], []]
  let order = await newOrder(tenant.ready)
  try {
    await download(tenant, paths, folder)
    // What only the script asks for is made now, so that its first round is answered from memory, too.
    await runScript(tenant, paths, join(folder, 'rehearsal.sqlite'), order)
    for (let round = 0; round < rounds; round += 1) {
      const file = join(folder, `floor-${round}.sqlite`)
      floor.push(await measure<Floor, FloorMeasured>(floorFile, { folder, file }, plainNode))
      script.push(await runScript(tenant, paths, join(folder, `script-${round}.sqlite`), order))
      if (round > 0) {
        removeHome(order)
        order = await newOrder(tenant.ready)
      }
      engine.push(await sync(order))
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  printWork('floor', floor)
  printWork('script', script)
  printSyncs(engine)
  return { engine, floor, script, order }
}

/** Full syncs beside plain downloads of the same pages over as many connections, in turns. */
export async function syncsBesideDownloads(
  tenant: SimulatorProcess,
  paths: readonly string[],
  rounds: number,
): Promise<{ engine: EngineMeasured[]; plain: Measured[] }> {
  const [engine, plain]: [EngineMeasured[], Measured[]] = [[], []]
  for (let round = 0; round < rounds; round += 1) {
    plain.push(await download(tenant, paths, null))
    const order = await newOrder(tenant.ready)
    engine.push(await sync(order))
    removeHome(order)
  }
  printWork('plain download', plain)
  printSyncs(engine)
  return { engine, plain }
}

function download(
  tenant: SimulatorProcess,
  paths: readonly string[],
  folder: string | null,
): Promise<Measured> {
  const order = { ...tenant.ready, paths, connections, folder }
  return measure<PlainDownload, Measured>(plainFile, order)
}

function runScript(
  tenant: SimulatorProcess,
  paths: readonly string[],
  file: string,
  { env }: EngineSync,
): Promise<ScriptMeasured> {
  const trusted = { NODE_EXTRA_CA_CERTS: env['M365_CONNECTOR_CA_FILE'] ?? '' }
  const order = { ...tenant.ready, paths: listsAndReports(paths), file }
  return measure<Script, ScriptMeasured>(scriptFile, order, { ...plainNode, environment: trusted })
}

/**
 * What a script asks for to get the same data: each list from its first page, whole where the engine divides
 * it into ranges, and each report. Counts and the delta link for later are the engine's own business.
 */
function listsAndReports(paths: readonly string[]): string[] {
  const first = paths.filter(path => !/skiptoken|deltatoken|\$count$/.test(path))
  return [...new Set(first.map(path => path.replace(/&\$filter=.*$/, '')))]
}

export function removeHome({ home }: EngineSync): void {
  rmSync(home, { recursive: true, force: true, maxRetries: 5 })
}

/** The connector's one database in a data directory. */
export function databaseOf({ home }: EngineSync): string {
  const folder = join(home, 'data')
  const [file] = readdirSync(folder).filter(name => name.endsWith('.sqlite'))
  if (file === undefined) throw new Error(`${folder} holds no database.`)
  return join(folder, file)
}

/** With what lies beside the file, in megabytes. */
export function databaseMegabytes(order: EngineSync): number {
  const folder = join(order.home, 'data')
  return readdirSync(folder).reduce((sum, name) => sum + statSync(join(folder, name)).size, 0) / 1e6
}

function printWork(name: string, work: readonly (Measured & { rows?: number })[]): void {
  const seconds = work.map(({ milliseconds }) => milliseconds / 1000)
  const processor = work.map(({ cpuSeconds }) => cpuSeconds)
  const [{ bytes = 0, rows = 0 } = {}] = work
  figure(name, `${spread(seconds, 's', 2)} on the clock, ${spread(processor, 's', 2)} of processor time`)
  figure('', `${(bytes / 1e6).toFixed(0)} MB${rows === 0 ? '' : `, ${rows.toLocaleString('en')} rows`}`)
}

function printSyncs(syncs: readonly EngineMeasured[]): void {
  printWork('full sync', syncs)
  const after = syncs.map(one => one.afterLastByteMilliseconds / 1000)
  figure('  after the last byte', spread(after, 's', 2))
}
