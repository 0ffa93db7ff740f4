import type { RegistrationCall } from '../../contract/registration/session.ts'
import { AppError, cancelled } from '../../core/errors.ts'
import type { GraphWrite, GraphWriter, WriteResult } from '../../core/graph/write.ts'
import type { Clock } from '../../core/ports.ts'
import {
  type CarryOutPorts,
  carryOut,
  filled,
  type Ids,
  type Made,
  SecretsForbidden,
} from '../../core/setup/registration/carry-out.ts'
import { type CredentialWish, credentialStep, type Step } from '../../core/setup/registration/plan.ts'
import { readFoundApplication } from '../../core/setup/registration/read.ts'
import { repeatWrite } from '../../core/setup/registration/repeat.ts'
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
}

export type RunningPorts = {
  write: GraphWriter
  clock: Clock
  save: CarryOutPorts['save']
  makeCertificate: CarryOutPorts['makeCertificate']
  discardCertificate: CarryOutPorts['discardCertificate']
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
  { write, clock, save, makeCertificate, discardCertificate }: RunningPorts,
  session: Session,
  run: Run,
  { step, call }: Run['steps'][number],
): Promise<void> {
  const show = (part: Partial<RegistrationCall>) => session.changeCall(call, part)
  show({ ...shownCall(step, run.ids), state: 'running', status: null, result: '' })
  const ports: CarryOutPorts = {
    ...{ write, clock, save, makeCertificate, discardCertificate },
    signals: { stop: session.stop.signal, end: session.end.signal },
    onWait: waitOf(session, call),
    onChanged: changed => show(shownCall(changed, run.ids)),
  }
  try {
    const order = { step, ids: run.ids, run: run.id, credential: run.credential }
    const { status, ids, made } = await carryOut(ports, order)
    run.ids = { ...run.ids, ...ids }
    if (made !== null) run.made.push(made)
    show({ state: 'done', status, result: 'Done.' })
    session.change({ undo: undoTitles(session, run) })
  } catch (error) {
    if (error instanceof AppError) {
      const status = Number(error.detail['status'] ?? Number.NaN)
      show({ state: 'failed', status: Number.isInteger(status) ? status : null, result: error.message })
    }
    throw error
  }
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
  run.steps = showSteps(session, [credentialStep(run.credential)], run.ids)
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

/** A certificate goes by writing back those that stay. */
async function undoOne(
  repeat: (call: GraphWrite) => Promise<WriteResult>,
  { method, path, body, removesKey }: UndoStep,
): Promise<WriteResult> {
  if (removesKey === undefined) return await repeat({ method, path, body })
  const read = await repeat({ method: 'GET', path, body: null })
  if (read.kind !== 'answer') return read
  return await repeat({ method, path, body: keysWithout(readFoundApplication(read.body), removesKey) })
}
