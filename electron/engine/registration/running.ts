import type { RegistrationCall, RegistrationSession } from '../../contract/registration/session.ts'
import { AppError, cancelled } from '../../core/errors.ts'
import type { GraphWrite, GraphWriter, WriteResult } from '../../core/graph/write.ts'
import type { Clock } from '../../core/ports.ts'
import { carryOut } from '../../core/setup/registration/carry-out.ts'
import { namedIn } from '../../core/setup/registration/credentials/leftovers.ts'
import { type CredentialWish, credentialStep, type Step } from '../../core/setup/registration/plan.ts'
import { readFoundApplication } from '../../core/setup/registration/read.ts'
import { repeatWrite } from '../../core/setup/registration/repeat.ts'
import {
  type CarryOutPorts,
  filled,
  type Ids,
  type Made,
  type NewCredential,
  SecretsForbidden,
} from '../../core/setup/registration/step-ports.ts'
import { keysWithout, type UndoStep, undoSteps } from '../../core/setup/registration/undo.ts'
import { plannedCall, resultOf, waitOf } from './reading.ts'
import type { Session } from './session.ts'

/** The steps of a run, how far it has come, and what it has made. */
export type Run = {
  readonly id: string
  steps: { step: Step; call: string }[]
  ids: Ids
  made: Made[]
  credential: CredentialWish
  /** Whether a credential of this run may be in the tenant that nobody has the value of. */
  mayBeLeft: boolean
}

export type RunningPorts = {
  write: GraphWriter
  clock: Clock
  /** Saves the credential; shows its waits where it is tested first. */
  save(credential: NewCredential, onWait: CarryOutPorts['onWait']): Promise<void>
  /** As `save`, for the credential of a rotation that was broken off. */
  exchange(direction: 'over' | 'back', onWait: CarryOutPorts['onWait']): Promise<void>
  notes: CarryOutPorts['notes']
  prove: CarryOutPorts['prove']
  makeCertificate: CarryOutPorts['makeCertificate']
}

/** Shows the calls of steps before anything is made. */
export function showSteps(session: Session, steps: readonly Step[], ids: Ids): Run['steps'] {
  const calls = session.addCalls(
    steps.map(step => plannedCall({ ...step, ...filled(step, ids), kind: 'write', title: step.title })),
  )
  return steps.map((step, index) => ({ step, call: calls[index] ?? '' }))
}

/**
 * Makes the calls one by one, from the first that is not done. After a failure the rest stays planned, so
 * that it can be resumed. Throws AppError, `cancelled` between calls.
 *
 * @returns whether all are done; false when a certificate has taken the place of a secret, and waits for the
 * person's yes
 */
export async function runSteps(ports: RunningPorts, session: Session, run: Run): Promise<boolean> {
  for (let next = run.steps[0]; next !== undefined; next = run.steps[0]) {
    if (session.stop.signal.aborted) throw cancelled()
    try {
      await runStep(ports, session, run, next)
    } catch (error) {
      if (!(error instanceof SecretsForbidden)) throw error
      takeCertificate(session, run, next.call, error.reason)
      return false
    }
    run.steps = run.steps.slice(1)
  }
  return true
}

async function runStep(
  { save, exchange, ...shared }: RunningPorts,
  session: Session,
  run: Run,
  { step, call }: Run['steps'][number],
): Promise<void> {
  const show = (part: Partial<RegistrationCall>) => session.changeCall(call, part)
  show({ ...shownCall(step, run.ids), state: 'running', status: null, result: '' })
  const ports: CarryOutPorts = {
    ...shared,
    save: credential => save(credential, waitOf(session, call)),
    exchange: direction => exchange(direction, waitOf(session, call)),
    signals: { stop: session.stop.signal, end: session.end.signal },
    onWait: waitOf(session, call),
    onChanged: changed => show(shownCall(changed, run.ids)),
    onLeft: isLeft => noteLeft(session, run, isLeft),
  }
  try {
    const { ids: known, id, credential, mayBeLeft } = run
    const order = { step, ids: known, run: id, credential, mayBeLeft }
    const { status, ids, made, note } = await carryOut(ports, order)
    run.ids = { ...run.ids, ...ids }
    // A credential that has taken the place of another one is in use: it is not to be taken back.
    if (made !== null && !isRotation(session.view().work)) run.made.push(made)
    show({ state: 'done', status, result: note ?? 'Done.' })
    session.change({ undo: undoTitles(session, run) })
  } catch (error) {
    if (error instanceof AppError) {
      const status = Number(error.detail['status'] ?? Number.NaN)
      show({ state: 'failed', status: Number.isInteger(status) ? status : null, result: error.message })
    }
    throw error
  }
}

/** What may be left can be taken back like what was made; of a rotation its own record says it. */
function noteLeft(session: Session, run: Run, isLeft: boolean): void {
  const { kind, name } = run.credential
  run.mayBeLeft = isLeft
  run.made = run.made.filter(made => made.kind !== 'lost')
  if (isLeft && !isRotation(session.view().work)) run.made.push({ kind: 'lost', credential: kind, name })
  session.change({ undo: undoTitles(session, run) })
}

/** Whether the work exchanges the credential of a connector. */
export function isRotation(work: RegistrationSession['work']): boolean {
  return work === 'rotate' || work === 'renew' || work === 'finishRotation' || work === 'undoRotation'
}

/** What an undo would do, in its order. A connector that was saved goes with its registration. */
function undoTitles(session: Session, run: Run): string[] {
  const titles = undoSteps(run.made, run.ids).map(({ title }) => title)
  const { work, connector } = session.view()
  const isSaved = work === 'create' && connector !== null
  return isSaved
    ? [...titles, 'Remove the connector from this computer, with its credential and data']
    : titles
}

function shownCall(step: Step, ids: Ids): Pick<RegistrationCall, 'title' | 'path' | 'body'> {
  const { path, body } = filled(step, ids)
  const { title } = step
  return { title, path, body: body === null ? '' : JSON.stringify(body, null, 2) }
}

function takeCertificate(session: Session, run: Run, call: string, reason: AppError): void {
  session.changeCall(call, { state: 'skipped', result: `${reason.message} A certificate takes its place.` })
  run.credential = { ...run.credential, kind: 'certificate' }
  const rest = run.steps.slice(1).map(({ step }) => step)
  session.dropPlanned()
  run.steps = showSteps(session, [credentialStep(run.credential), ...rest], run.ids)
  const { facts } = session.view()
  session.change({ facts: facts === null ? null : { ...facts, secretsAllowed: false } })
}

/** Takes back what the run has made. Throws AppError for the first call that fails. */
export async function undoRun(ports: Pick<RunningPorts, 'write' | 'clock'>, session: Session, run: Run) {
  const steps = undoSteps(run.made, run.ids)
  const calls = session.addCalls(steps.map(step => plannedCall({ ...step, kind: 'undo' })))
  const signals = { stop: session.end.signal, end: session.end.signal }
  for (const [index, step] of steps.entries()) {
    const call = calls[index] ?? ''
    session.changeCall(call, { state: 'running' })
    const onWait = waitOf(session, call)
    const repeat = (wanted: GraphWrite) => repeatWrite({ ...ports, onWait }, wanted, signals)
    const result = await undoOne(repeat, step)
    session.changeCall(call, resultOf(result, 'Taken back.'))
    if (result.kind !== 'answer') throw result.error
  }
  run.made = []
  session.change({ undo: [] })
}

/** A certificate goes by writing back those that stay; what may be there is looked for first. */
async function undoOne(
  repeat: (call: GraphWrite) => Promise<WriteResult>,
  { method, path, body, removesKey, removesNamed }: UndoStep,
): Promise<WriteResult> {
  if (removesKey === undefined && removesNamed === undefined) return await repeat({ method, path, body })
  const read = await repeat({ method: 'GET', path: path.replace('/removePassword', ''), body: null })
  if (read.kind !== 'answer') return read
  const application = readFoundApplication(read.body)
  const named = application === null || removesNamed === undefined ? [] : namedIn(application, removesNamed)
  let result: WriteResult = read
  for (const keyId of removesKey === undefined ? named : [removesKey]) {
    const removal = method === 'POST' ? { keyId } : keysWithout(application, keyId)
    result = await repeat({ method, path, body: removal })
    if (result.kind !== 'answer') return result
  }
  return result
}
