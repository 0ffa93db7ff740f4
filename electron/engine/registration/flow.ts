import type { Connector, ConnectorInput } from '../../contract/connectors.ts'
import type { RegistrationSession } from '../../contract/registration/session.ts'
import { AppError, isAbort, toWindowWire } from '../../core/errors.ts'
import { createGraphWriter, type GraphWriter } from '../../core/graph/write.ts'
import type { Clock, Cloud, Http, Log } from '../../core/ports.ts'
import type { CarryOutPorts, NewCredential } from '../../core/setup/registration/carry-out.ts'
import type { FoundApplication } from '../../core/setup/registration/read.ts'
import type { SignedInPerson } from '../../platform/identity/person-sign-in.ts'
import type { Order } from './orders.ts'
import { makePlan, type Plan } from './planning.ts'
import { createReader } from './reading.ts'
import { type Run, type RunningPorts, runSteps, showSteps, undoRun } from './running.ts'
import type { Session } from './session.ts'

/** How long a plan waits for its yes, and how long the sign-in is kept for an undo. */
const answerLimitMs = 1_800_000
const undoLimitMs = 600_000

export type FlowPorts = {
  cloud: Cloud
  http: Http
  clock: Clock
  log: Log
  connectors(): Promise<readonly Connector[]>
  addConnector(input: ConnectorInput): Promise<Connector>
  removeConnector(id: string): Promise<void>
  makeCertificate: CarryOutPorts['makeCertificate']
  discardCertificate: CarryOutPorts['discardCertificate']
}

/**
 * The whole work of a session, from the sign-in to the moment at which the sign-in is forgotten. Never
 * rejects: whatever goes wrong is a stage of the session. The token lives in this call and nowhere else.
 */
export async function runFlow(
  ports: FlowPorts,
  order: Order,
  session: Session,
  signedIn: Promise<SignedInPerson>,
): Promise<void> {
  try {
    const person = await signedIn
    const { userName, tenantId, token } = person
    session.change({ stage: 'reading', signIn: null, account: { userName, tenantId } })
    const write = createGraphWriter({ ...ports, token, graphUrl: ports.cloud.graphUrl })
    const plan = await planFor(ports, write, order, session, person)
    const run = startRun(session, plan)
    await askThenRun({ ports, order, session, person, write, plan }, run)
  } catch (error) {
    end(session, error)
    ports.log.info('registration.ended', { state: session.view().stage, code: codeOf(error) })
  } finally {
    session.change({ undoUntil: null, undo: [], signIn: null })
  }
}

type Scene = {
  ports: FlowPorts
  order: Order
  session: Session
  person: SignedInPerson
  write: GraphWriter
  plan: Plan
}

async function planFor(
  ports: FlowPorts,
  write: GraphWriter,
  order: Order,
  session: Session,
  { tenantId, tokenRoles }: SignedInPerson,
): Promise<Plan> {
  const connectors = await ports.connectors()
  const knownClients = connectors.filter(known => known.tenantId === tenantId).map(({ clientId }) => clientId)
  return await makePlan(
    {
      read: createReader({ write, clock: ports.clock }, session),
      session,
      now: ports.clock.now,
      knownClients: [...new Set(knownClients)],
      choose: candidates => choose(session, candidates),
    },
    order,
    tokenRoles,
  )
}

async function choose(
  session: Session,
  candidates: readonly FoundApplication[],
): Promise<FoundApplication | null> {
  session.change({
    stage: 'choose',
    candidates: candidates.map(({ id, appId, displayName, createdAt }) => ({
      ...{ application: id, clientId: appId ?? '', name: displayName ?? '', createdAt },
    })),
  })
  for (;;) {
    const answer = await session.nextAnswer(answerLimitMs, session.stop.signal)
    if (answer.kind !== 'use') continue
    const chosen = candidates.find(({ id }) => id === answer.application) ?? null
    if (chosen === null && answer.application !== null) continue
    session.change({ stage: 'reading', candidates: [] })
    return chosen
  }
}

function startRun(session: Session, { steps, ids, credential }: Plan): Run {
  const run: Run = { id: session.view().id, steps: [], ids, made: [], credential }
  run.steps = showSteps(session, steps, ids)
  return run
}

/** Asks for the person's yes, runs, and again after a failure, until all is done or somebody has enough. */
async function askThenRun(scene: Scene, run: Run): Promise<void> {
  const { session } = scene
  session.change({ stage: 'plan', consent: consentNeeded(scene) })
  const signal = session.stop.signal
  if (run.steps.length > 0) await untilGo(session, signal)
  for (;;) {
    session.change({ stage: 'running', error: null })
    try {
      const isDone = await runSteps(runningPorts(scene, run), session, run)
      if (isDone) break
      session.change({ stage: 'plan' })
    } catch (error) {
      end(session, error)
      if (isAbort(error) || run.steps.length === 0) {
        await offerUndo(scene, run)
        return
      }
    }
    if (session.view().stage === 'failed' && !(await resumed(scene, run))) return
    if (session.view().stage === 'plan') await untilGo(session, signal)
  }
  session.change({ stage: 'done' })
  logMade(scene, run)
  await offerUndo(scene, run)
}

/** A setting of the whole tenant leaves its before and after in the log. */
function logMade({ ports, session }: Scene, { made }: Run): void {
  ports.log.info('registration.made', { kind: session.view().work, count: made.length })
  for (const one of made) {
    if (one.kind === 'names') {
      ports.log.info('registration.names', { concealed: one.concealed, changed: true })
    }
  }
}

async function untilGo(session: Session, signal: AbortSignal): Promise<void> {
  for (;;) if ((await session.nextAnswer(answerLimitMs, signal)).kind === 'go') return
}

/** After a failure: true when the person wants to go on with the call that failed. */
async function resumed(scene: Scene, run: Run): Promise<boolean> {
  return (await offerUndo(scene, run, true)) === 'go'
}

/** Keeps the sign-in for a while, so that what was made can be taken back. */
async function offerUndo(scene: Scene, run: Run, canResume = false): Promise<'go' | 'over'> {
  const { session, ports, write } = scene
  if (run.made.length === 0 && !canResume) return 'over'
  const until = Math.min(ports.clock.now() + undoLimitMs, scene.person.token.expiresAt)
  session.change({ undoUntil: new Date(until).toISOString() })
  const patience = session.end.signal
  for (;;) {
    const answer = await session
      .nextAnswer(Math.max(1, until - ports.clock.now()), patience)
      .catch(() => ({ kind: 'stop' }) as const)
    if (answer.kind === 'go' && canResume) return 'go'
    if (answer.kind === 'stop') return 'over'
    if (answer.kind !== 'undo') continue
    session.change({ stage: 'undoing', error: null })
    await undoAll(scene, run, { write, clock: ports.clock })
    return 'over'
  }
}

async function undoAll(
  { session, ports }: Scene,
  run: Run,
  tools: Parameters<typeof undoRun>[0],
): Promise<void> {
  session.dropPlanned()
  const { connector, work } = session.view()
  try {
    await undoRun(tools, session, run)
    if (work === 'create' && connector !== null) await ports.removeConnector(connector)
    session.change({ stage: 'undone', ...(work === 'create' ? { connector: null, made: null } : {}) })
  } catch (error) {
    end(session, error)
  }
}

function end(session: Session, error: unknown): void {
  if (isAbort(error)) session.change({ stage: 'stopped', error: null })
  else session.change({ stage: 'failed', error: toWindowWire(error) })
}

function codeOf(error: unknown): string {
  return error instanceof AppError ? error.code : 'unexpected'
}

function consentNeeded({ plan, session }: Scene): RegistrationSession['consent'] {
  if (!plan.needsConsent) return 'none'
  return session.view().facts?.mayConsent === 'no' ? 'handOver' : 'ask'
}

function runningPorts(scene: Scene, run: Run): RunningPorts {
  const { ports, write } = scene
  return {
    ...{ write, clock: ports.clock },
    makeCertificate: ports.makeCertificate,
    discardCertificate: ports.discardCertificate,
    save: credential => saveConnector(scene, run, credential),
  }
}

/** The credential goes straight into the keychain, along with the connector that uses it. */
async function saveConnector(
  { ports, order, session, person }: Scene,
  run: Run,
  credential: NewCredential,
): Promise<void> {
  if (order.work.kind !== 'create') return
  const { expiresOn } = credential
  const clientId = run.ids.client ?? ''
  const connector = await ports.addConnector({
    ...{ name: order.work.name, tenantId: person.tenantId, clientId, cloud: order.cloud },
    credential: credential.input,
    secretExpiresOn: expiresOn,
  })
  session.change({ connector: connector.id, made: { tenantId: person.tenantId, clientId, expiresOn } })
}
