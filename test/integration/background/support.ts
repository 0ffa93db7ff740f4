import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { shippedThreads } from '../../../build/testing/built-programs.ts'
import type { Attention, BackgroundState } from '../../../electron/contract/background.ts'
import type { Engine, Reply } from '../../../electron/contract/rpc/wire.ts'
import type { SyncRun } from '../../../electron/contract/sync.ts'
import { createEngine } from '../../../electron/engine/index.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../electron/simulator/index.ts'
import { createTurnedClock, type TurnedClock } from '../../support/turned-clock.ts'

export const hourMs = 3_600_000
/** A day and the most by which a start is moved behind its time. */
export const dayMs = 24 * hourMs + 600_000
/** What a machine that was just started is given. */
const settledMs = 25_000
const patienceMs = 120_000

export type Watched = {
  engine: Engine
  runs: SyncRun[]
  states: BackgroundState[]
  raised: Attention[]
  close(): Promise<void>
}

export type Room = {
  home: string
  tenant: Simulator
  clock: TurnedClock
  /** Starts the program on the room's data directory, as a window's host would. */
  start(options?: { background?: boolean; secret?: string }): Promise<Watched>
  /** What the system says of the connection. */
  setMetered(metered: boolean): void
  /** From now on nobody answers for the tenant. */
  silence(): Promise<void>
  close(): Promise<void>
}

/**
 * A data directory, a simulated tenant and a clock that can be turned, for programs that are started one
 * after the other.
 */
export async function openRoom(options: SimulatorOptions = {}): Promise<Room> {
  const tenant = await startSimulator({ people: 20, ...options })
  const home = await mkdtemp(join(tmpdir(), 'm365-background-'))
  const caFile = join(home, 'ca.pem')
  await writeFile(caFile, tenant.caPem)
  const clock = createTurnedClock()
  const env = {
    M365_CONNECTOR_LOGIN_URL: tenant.loginUrl,
    M365_CONNECTOR_GRAPH_URL: tenant.graphUrl,
    M365_CONNECTOR_CA_FILE: caFile,
    M365_CONNECTOR_SECRET_STORE: 'memory',
  }
  let isMetered = false
  let silenced: Promise<void> | null = null
  const silence = () => {
    silenced ??= tenant.close()
    return silenced
  }
  return {
    home,
    tenant,
    clock,
    start: async ({ background = true, secret = tenant.clientSecret } = {}) => {
      const engine = await createEngine(
        { home, env: { ...env, M365_CONNECTOR_CLIENT_SECRET: secret }, version: '1.2.3', background },
        { clock, timeZone: () => 'Europe/Berlin', isMetered: async () => isMetered, ...shippedThreads },
      )
      const watched = watch(engine)
      // Nothing begins right after the start.
      clock.advance(settledMs)
      return watched
    },
    silence,
    setMetered: metered => {
      isMetered = metered
    },
    close: async () => {
      await silence()
      await rm(home, { recursive: true, force: true })
    },
  }
}

function watch(engine: Engine): Watched {
  const runs: SyncRun[] = []
  const states: BackgroundState[] = []
  const raised: Attention[] = []
  engine.on('sync.finished', run => runs.push(run))
  engine.on('background.changed', state => states.push(state))
  engine.on('attention.raised', item => raised.push(item))
  return { engine, runs, states, raised, close: () => engine.close() }
}

export async function answerOf<T>(reply: Promise<Reply<T>>): Promise<T> {
  const answered = await reply
  if (answered.ok) return answered.value
  throw new Error(`${answered.error.code}: ${answered.error.message}`)
}

/** Adds the simulated tenant under a name; the secret is the right one unless another is given. */
export async function addConnector(
  engine: Engine,
  tenant: Simulator,
  name: string,
  secret = tenant.clientSecret,
): Promise<string> {
  const { id } = await answerOf(
    engine.call('connectors.add', {
      name,
      tenantId: tenant.tenantId,
      clientId: tenant.clientId,
      cloud: 'custom',
      credential: { kind: 'secret', secret },
    }),
  )
  return id
}

/** Waits until something is so; fails with the description when it never is. */
export async function until(what: string, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + patienceMs
  while (!(await isSo())) {
    if (Date.now() > end) throw new Error(`It never was so: ${what}.`)
    await pause(20)
  }
}

export function pause(milliseconds: number): Promise<void> {
  return new Promise(resolve => setTimeout(resolve, milliseconds))
}

export const stateOf = (engine: Engine) => answerOf(engine.call('background.state', {}))
