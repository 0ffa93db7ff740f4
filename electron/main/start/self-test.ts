import type { Probe } from '../../contract/rpc/engine-port.ts'
import { createEngineClient, type EngineClient } from '../engine/client.ts'
import { createLastWords } from '../engine/failure.ts'
import type { EngineProgram } from '../engine/program.ts'

/** The option that starts the self-test instead of the app. */
export const selfTestSwitch = 'self-test'

/** What the one line says. */
export type SelfTest = {
  ok: boolean
  version: string
  system: string
  electron: string | null
  node: string
  checks: Check[]
}
type Check = Omit<Probe, 'name'> & { name: 'engine' | 'sync' | Probe['name'] }

type Ports = {
  start: () => EngineProgram
  version: string
  versions: Readonly<Record<string, string | undefined>>
  system: string
  /** The whole test ends by then, whatever hangs. In milliseconds. */
  limitMs?: number
}

const people = 50
const everyone = {
  ...{ report: 'users', filters: [], search: '', sort: null },
  ...{ parameters: {}, offset: 0, limit: 1 },
}
const usualLimitMs = 5 * 60_000

/**
 * Shows that the program works on this computer: the engine starts, syncs a demo tenant, reads the system's
 * certificate authorities, signs an assertion and uses the keychain. Its data directory is one of its own: a
 * running app and its data are not touched.
 */
export async function runSelfTest({ start, version, versions, system, limitMs }: Ports): Promise<SelfTest> {
  const lastWords = createLastWords({ folder: '', complaint: () => undefined, ended: () => undefined })
  const engine = createEngineClient({ start, now: Date.now, resolveProxy: async () => 'DIRECT', lastWords })
  const gathered: Check[] = []
  const limit = late(limitMs ?? usualLimitMs)
  try {
    await Promise.race([checkAll(engine, gathered), limit.promise])
  } catch (error) {
    gathered.push({ name: 'engine', ok: false, detail: error instanceof Error ? error.message : 'unknown' })
  }
  limit.clear()
  // What is still under way when the time is up fails as the engine closes, which is nothing new.
  const checks = [...gathered]
  await engine.close()
  const { electron = null, node = '' } = versions
  return { ok: checks.every(({ ok }) => ok), version, system, electron, node, checks }
}

async function checkAll(engine: EngineClient, checks: Check[]): Promise<void> {
  const info = await engine.call('app.info', {})
  if (!info.ok) return void checks.push(refused('engine', info.error))
  checks.push({ name: 'engine', ok: true, detail: `started on Node ${info.value.node}` })
  checks.push(await checkSync(engine))
  checks.push(...(await engine.probe()))
}

async function checkSync(engine: EngineClient): Promise<Check> {
  // The schedule must not begin the same sync.
  await engine.call('settings.change', { schedule: { enabled: false } })
  const demo = await engine.call('demo.start', { people })
  if (!demo.ok) return refused('sync', demo.error)
  const run = await engine.call('sync.start', { connector: demo.value.id })
  if (!run.ok) return refused('sync', run.error)
  const page = await engine.call('reports.page', { ...everyone, connector: demo.value.id })
  if (!page.ok) return refused('sync', page.error)
  const ok = run.value.status === 'succeeded' && page.value.total === people
  return { name: 'sync', ok, detail: `${run.value.status}, ${page.value.total} people` }
}

function refused(name: Check['name'], { code, message }: { code: string; message: string }): Check {
  return { name, ok: false, detail: `${code}: ${message}` }
}

function late(limitMs: number): { promise: Promise<never>; clear: () => void } {
  const { promise, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error('not done within the time limit')), limitMs)
  return { promise, clear: () => clearTimeout(timer) }
}
