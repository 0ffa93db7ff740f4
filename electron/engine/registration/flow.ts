import type { Connector } from '../../contract/connectors.ts'
import type { RegistrationSession } from '../../contract/registration/session.ts'
import { AppError, isAbort, toWindowWire } from '../../core/errors.ts'
import { createGraphWriter } from '../../core/graph/write.ts'
import type { Cloud, Http, Log } from '../../core/ports.ts'
import type { CredentialMark } from '../../core/setup/registration/credentials/rotation.ts'
import type { GivenCertificate } from '../../core/setup/registration/plan.ts'
import type { FoundApplication } from '../../core/setup/registration/read.ts'
import type { SignedInPerson } from '../../platform/identity/person-sign-in.ts'
import type { Order } from './orders.ts'
import { makePlan, type Plan } from './planning.ts'
import { createReader } from './reading.ts'
import { isRotation, type Run, runSteps, showSteps, undoRun } from './running.ts'
import { runningPorts, type SavingPorts, type SavingScene } from './saving.ts'
import type { Session } from './session.ts'
import { isDenied, somebodyElse, takenOver, undoLimitMs } from './somebody-else.ts'

/** How long a plan waits for its yes. */
const answerLimitMs = 1_800_000

export type FlowPorts = SavingPorts & {
  cloud: Cloud
  http: Http
  log: Log
  connectors(): Promise<readonly Connector[]>
  removeConnector(id: string): Promise<void>
  /** Recognises the credential in use. */
  markOf(connector: Connector): Promise<CredentialMark>
  readCertificate(pem: string): GivenCertificate | null
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
    const scene = await planned(ports, order, session, person)
    if (scene !== null) await askThenRun(scene, startRun(session, scene.plan))
  } catch (error) {
    end(session, error)
    ports.log.info('registration.ended', { state: session.view().stage, code: codeOf(error) })
  } finally {
    session.change({ undoUntil: null, undo: [], signIn: null, canSignInAgain: false })
  }
}

type Scene = SavingScene & { ports: FlowPorts }

/** Plans, and again in the name of somebody else where the person may not look. Null when nobody comes. */
async function planned(
  ports: FlowPorts,
  order: Order,
  session: Session,
  first: SignedInPerson,
): Promise<Scene | null> {
  for (let person: SignedInPerson | null = first; person !== null; ) {
    enter(session, order, person)
    const write = writerFor(ports, person)
    try {
      const plan = await planFor(ports, write, order, session, person)
      return { ports, order, session, person, write, plan }
    } catch (error) {
      if (!isDenied(error) || isOwn(order)) throw error
      end(session, error)
      person = await somebodyElse(session, person)
    }
  }
  return null
}

function enter(session: Session, order: Order, { userName, tenantId }: SignedInPerson): void {
  const account = isOwn(order) ? null : { userName, tenantId }
  session.change({ stage: 'reading', error: null, signIn: null, account })
}

/** Whether the connector acts for itself, so that no other account could do it. */
function isOwn({ work }: Order): boolean {
  return work.kind === 'renew'
}

function writerFor(ports: FlowPorts, { token }: SignedInPerson) {
  return createGraphWriter({ ...ports, token, graphUrl: ports.cloud.graphUrl })
}

async function planFor(
  ports: FlowPorts,
  write: Scene['write'],
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
      markOf: ports.markOf,
      readCertificate: ports.readCertificate,
      rotations: ports.rotations,
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
  const nothing = { steps: [], made: [], mayBeLeft: false }
  const run: Run = { id: session.view().id, ids, credential, ...nothing }
  run.steps = showSteps(session, steps, ids)
  return run
}

/** Asks for the person's yes, runs, and again after a failure, until all is done or somebody has enough. */
async function askThenRun(scene: Scene, run: Run): Promise<void> {
  const { session, ports, order } = scene
  session.change({ stage: 'plan', consent: consentNeeded(scene), kept: keptOf(scene.plan) })
  if (run.steps.length > 0) await untilGo(session)
  for (let state = await runOnce(scene, run); state !== 'done'; state = await runOnce(scene, run)) {
    if (state === 'over') {
      await offerUndo(scene, run)
      return
    }
    if (state === 'failed' && (await offerUndo(scene, run, true)) === 'over') return
    if (state === 'plan') await untilGo(session)
  }
  if (order.connector !== null && isRotation(order.work.kind)) await ports.rotations.end(order.connector.id)
  session.change({ stage: 'done' })
  logMade(scene, run)
  await offerUndo(scene, run)
}

/** Makes the calls that are left. `plan`: there are others now; `over`: nothing can be resumed. */
async function runOnce(scene: Scene, run: Run): Promise<'done' | 'plan' | 'failed' | 'over'> {
  const { session } = scene
  session.change({ stage: 'running', error: null, signIn: null, canSignInAgain: false })
  try {
    if (await runSteps(runningPorts(scene, run), session, run)) return 'done'
    session.change({ stage: 'plan' })
    return 'plan'
  } catch (error) {
    end(session, error)
    if (isAbort(error) || run.steps.length === 0) return 'over'
    session.change({ canSignInAgain: isDenied(error) && !isOwn(scene.order) })
    return 'failed'
  }
}

function keptOf({ kept }: Plan): RegistrationSession['kept'] {
  return kept === null ? null : { reason: kept.reason, connectors: [...kept.connectors] }
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

async function untilGo({ nextAnswer, stop }: Session): Promise<void> {
  for (;;) if ((await nextAnswer(answerLimitMs, stop.signal)).kind === 'go') return
}

/**
 * Keeps the sign-in for a while, so that what was made can be taken back. `go`: the call that failed is to be
 * made again, maybe in the name of somebody else.
 */
async function offerUndo(scene: Scene, run: Run, canResume = false): Promise<'go' | 'over'> {
  const { session } = scene
  if (run.made.length === 0 && !canResume) return 'over'
  for (;;) {
    const answer = await nextWithin(scene)
    if (answer.kind === 'go' && canResume) return 'go'
    if (answer.kind === 'stop') return 'over'
    if (answer.kind === 'signedIn' && canResume && (await changedPerson(scene, answer.person))) return 'go'
    if (answer.kind !== 'undo') continue
    session.change({ stage: 'undoing', error: null, canSignInAgain: false })
    await undoAll(scene, run)
    return 'over'
  }
}

async function nextWithin({ session, ports, person }: Scene) {
  const until = Math.min(ports.clock.now() + undoLimitMs, person.token.expiresAt)
  session.change({ undoUntil: new Date(until).toISOString() })
  return await session
    .nextAnswer(Math.max(1, until - ports.clock.now()), session.end.signal)
    .catch(() => ({ kind: 'stop' }) as const)
}

/** Whether somebody else has taken the place of the person, in whose name the rest is done. */
async function changedPerson(scene: Scene, signedIn: Promise<SignedInPerson>): Promise<boolean> {
  const person = await takenOver(scene.session, signedIn, scene.person)
  if (person === null) return false
  Object.assign(scene, { person, write: writerFor(scene.ports, person) })
  const { userName, tenantId } = person
  scene.session.change({ account: { userName, tenantId } })
  return true
}

async function undoAll({ session, ports, write }: Scene, run: Run): Promise<void> {
  session.dropPlanned()
  const { connector, work } = session.view()
  try {
    await undoRun({ write, clock: ports.clock }, session, run)
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
