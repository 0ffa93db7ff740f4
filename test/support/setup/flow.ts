import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'
import type {
  RegistrationRequest,
  RegistrationSession,
} from '../../../electron/contract/registration/session.ts'
import type { Engine } from '../../../electron/contract/rpc/wire.ts'
import type { Input } from '../../../electron/contract/schemas.ts'
import { createEngine, type EngineParts } from '../../../electron/engine/index.ts'
import { type Simulator, type SimulatorOptions, startSimulator } from '../../../electron/simulator/index.ts'
import { createTurnedClock, type TurnedClock } from '../turned-clock.ts'
import { type Admin, playAdmin, type WalkEnd } from './simulated-admin.ts'

/** An engine without connectors, a simulated tenant to set up, and one clock for both. */
export type SetupFlow = {
  tenant: Simulator
  engine: Engine
  clock: TurnedClock
  home: string
  /** What another process needs to work with the same tenant. */
  env: Record<string, string>
  /** Every state of a session that was sent, newest last. */
  seen: RegistrationSession[]
  begin(request: Input<'registration.begin'>): Promise<RegistrationSession>
  /** Plays the person on the sign-in page of the session. */
  signIn(admin?: Admin): Promise<WalkEnd>
  answer(answer: Input<'registration.answer'>['answer']): Promise<void>
  now(): RegistrationSession
  /** Waits for a stage; turns the clock on whenever a call waits for Microsoft. */
  reach(...stages: RegistrationSession['stage'][]): Promise<RegistrationSession>
  /** The text of every file in the data directory, the log included. */
  written(): Promise<string>
  close(): Promise<void>
}

/**
 * @param parts what the engine gets in place of the machine's own; without a keychain it keeps none
 * @param behindMs by how much the tenant's clock is behind the one of the engine
 */
export async function startSetupFlow(
  options: SimulatorOptions = {},
  parts: EngineParts = {},
  behindMs = 0,
): Promise<SetupFlow> {
  const clock = createTurnedClock()
  // Its first registration is that of somebody else, and no candidate.
  const registration = { displayName: 'Another connector' }
  const now = () => clock.now() - behindMs
  const tenant = await startSimulator({ people: 10, now, registration, ...options })
  const home = await mkdtemp(join(tmpdir(), 'm365-connector-setup-'))
  const caFile = join(home, 'ca.pem')
  await writeFile(caFile, tenant.caPem)
  const env = {
    M365_CONNECTOR_LOGIN_URL: tenant.loginUrl,
    M365_CONNECTOR_GRAPH_URL: tenant.graphUrl,
    M365_CONNECTOR_CA_FILE: caFile,
    M365_CONNECTOR_SECRET_STORE: parts.openKeychain === undefined ? 'memory' : 'keychain',
  }
  const engine = await createEngine({ home, env, version: '0.0.0' }, { clock, ...parts })
  const seen: RegistrationSession[] = []
  engine.on('registration.changed', session => {
    seen.push(session)
    // Nobody waits in a test: what Microsoft needs time for is there in a moment.
    if (session.calls.some(({ waiting }) => waiting !== null)) setImmediate(() => clock.advance(10_000))
  })
  const newest = () => {
    const session = seen.at(-1)
    if (session === undefined) throw new Error('No session has begun.')
    return session
  }
  return {
    ...{ tenant, engine, clock, home, env, seen, now: newest },
    begin: async request => {
      const reply = await engine.call('registration.begin', request)
      if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`)
      return reply.value
    },
    signIn: admin => playAdmin(tenant, newest().signIn?.address ?? '', admin),
    answer: async answer => {
      const reply = await engine.call('registration.answer', { id: newest().id, answer })
      if (!reply.ok) throw new Error(`${reply.error.code}: ${reply.error.message}`)
    },
    reach: async (...stages) => {
      await expect.poll(() => newest().stage, { timeout: 60_000 }).toBeOneOf(stages)
      return newest()
    },
    written: async () => {
      const entries = await readdir(home, { recursive: true, withFileTypes: true })
      const files = entries.filter(entry => entry.isFile() && !entry.name.endsWith('.sqlite'))
      const texts = files.map(entry => readFile(join(entry.parentPath, entry.name), 'utf8'))
      return (await Promise.all(texts)).join('\n')
    },
    close: async () => {
      await engine.close()
      await tenant.close()
      await rm(home, { recursive: true, force: true })
    },
  }
}

/** What the tests of `create` ask for. */
export function createWork(name: string): Extract<RegistrationRequest['work'], { kind: 'create' }> {
  return {
    ...{ kind: 'create', name, cloud: 'custom', tenantId: null, appName: 'M365 Connector' },
    permissions: { base: 'narrow', usage: true, extras: ['Application.Read.All'] },
    ...{ credential: 'secret', days: 180 },
  }
}

/** Registers up to the end, as whoever signs in. */
export async function register(flow: SetupFlow, name: string, who = 'admin'): Promise<RegistrationSession> {
  await flow.begin({ work: createWork(name) })
  await flow.signIn({ who })
  await flow.reach('plan')
  await flow.answer({ kind: 'go' })
  return await flow.reach('done', 'failed')
}

/** The calls of a session that change something, as `state: method path`. */
export function writesOf({ calls }: RegistrationSession): string[] {
  return calls
    .filter(({ kind }) => kind === 'write')
    .map(({ method, path, state }) => `${state}: ${method} ${path}`)
}

/** The value of an answer that has to be a good one. */
export async function answerTo<T>(
  reply: Promise<{ ok: true; value: T } | { ok: false; error: { code: string; message: string } }>,
): Promise<T> {
  const settled = await reply
  if (!settled.ok) throw new Error(`${settled.error.code}: ${settled.error.message}`)
  return settled.value
}
