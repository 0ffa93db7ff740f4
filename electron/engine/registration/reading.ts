import type { RegistrationCall } from '../../contract/registration/session.ts'
import { graphAppId } from '../../core/datasets/permissions.ts'
import { readServicePrincipal } from '../../core/datasets/registration.ts'
import { AppError, cancelled } from '../../core/errors.ts'
import type { WriteResult } from '../../core/graph/write.ts'
import type { Found } from '../../core/setup/registration/plan.ts'
import { ownTag } from '../../core/setup/registration/plan.ts'
import {
  type DeletedApplication,
  type FoundApplication,
  readApplications,
  readConcealed,
  readDeleted,
  readFoundApplication,
  readPermissionIds,
} from '../../core/setup/registration/read.ts'
import type { PermissionIds } from '../../core/setup/registration/repairs.ts'
import { type RepeatPorts, repeatWrite } from '../../core/setup/registration/repeat.ts'
import type { Session } from './session.ts'

/** Calls that only look, each shown before it is made. What is refused is undefined: unknown, not nothing. */
export type Reader = (title: string, path: string) => Promise<unknown>

export function createReader(ports: Omit<RepeatPorts, 'onWait'>, session: Session): Reader {
  return async (title, path) => {
    if (session.stop.signal.aborted) throw cancelled()
    const [id = ''] = session.addCalls([
      plannedCall({ kind: 'read', title, method: 'GET', path, body: null }),
    ])
    session.changeCall(id, { state: 'running' })
    const signals = { stop: session.stop.signal, end: session.end.signal }
    const onWait = waitOf(session, id)
    // What is looked for and not there is an answer; nothing of it was made a moment ago.
    const write: typeof ports.write = async (call, signal) => foundNothing(await ports.write(call, signal))
    const result = await repeatWrite(
      { ...ports, write, onWait },
      { method: 'GET', path, body: null },
      signals,
    )
    session.changeCall(id, resultOf(result, result.kind === 'answer' ? 'Read.' : null))
    return result.kind === 'answer' ? result.body : undefined
  }
}

function foundNothing(result: WriteResult): WriteResult {
  if (result.kind !== 'refused' || result.status !== 404) return result
  return { kind: 'answer', status: 404, body: null }
}

type Shown = Pick<RegistrationCall, 'kind' | 'title' | 'method' | 'path'> & { body: unknown }

/** A call as it is shown before it is made. */
export function plannedCall({ body, ...call }: Shown): Omit<RegistrationCall, 'id'> {
  return {
    ...call,
    body: body === null ? '' : JSON.stringify(body, null, 2),
    ...{ state: 'planned', waiting: null, status: null, result: '' },
  }
}

/** Shows a wait beside its call. */
export function waitOf(session: Session, id: string): RepeatPorts['onWait'] {
  return wait =>
    session.changeCall(
      id,
      wait === null
        ? { state: 'running', waiting: null }
        : {
            state: 'waiting',
            waiting: { reason: wait.reason, until: new Date(wait.untilMs).toISOString() },
          },
    )
}

/** What came of a call, as it is shown. `done` null keeps Microsoft's refusal. */
export function resultOf(result: WriteResult, done: string | null): Partial<RegistrationCall> {
  if (result.kind === 'answer') {
    const isMissing = result.status === 404
    return { state: 'done', status: result.status, result: isMissing ? 'Not there.' : (done ?? 'Done.') }
  }
  const status = result.kind === 'refused' ? result.status : null
  const code = result.error.detail['graphCode'] ?? ''
  return {
    state: 'failed',
    status,
    result: code === '' ? result.error.message : `${code}: ${result.error.message}`,
  }
}

/** Ids of the permissions of Microsoft Graph in this tenant. */
export async function lookAtPermissions(read: Reader): Promise<PermissionIds> {
  const path = `/servicePrincipals(appId='${graphAppId}')?$select=id,appRoles,oauth2PermissionScopes`
  return readPermissionIds(await read('Look up the permissions of Microsoft Graph', path))
}

/**
 * Registrations that could be the one: those of connectors, those with our tag, those of the same name.
 *
 * @throws AppError `forbidden` when that cannot be seen
 */
export async function lookForRegistrations(
  read: Reader,
  appName: string,
  clientIds: readonly string[],
): Promise<{ ours: readonly FoundApplication[]; named: readonly FoundApplication[] }> {
  const known = new Map<string, FoundApplication>()
  for (const clientId of clientIds) {
    const path = `/applications(appId='${clientId}')`
    const found = readFoundApplication(
      await read('Look for the registration of a connector that is here', path),
    )
    if (found !== null) known.set(found.id, found)
  }
  const tagged = await read(
    'Look for a registration that this app has made',
    byFilter(`tags/any(t:t eq '${ownTag}')`),
  )
  for (const found of readApplications(tagged)) known.set(found.id, found)
  const quoted = appName.replaceAll("'", "''")
  const named = await read(
    `Look for a registration named “${appName}”`,
    byFilter(`displayName eq '${quoted}'`),
  )
  // What could not be looked for may be there: another one of it helps nobody.
  if (tagged === undefined || named === undefined) throw unseen()
  return {
    ours: [...known.values()],
    named: readApplications(named).filter(({ id }) => !known.has(id)),
  }
}

function unseen(): AppError {
  return new AppError('forbidden', 'It cannot be seen whether the app is registered already.', {
    fix: 'Sign in as Global, Application or Cloud Application Administrator, or hand this over to one. Microsoft’s answers are in the list of calls.',
    step: 'register',
  })
}

function byFilter(filter: string): string {
  return `/applications?$filter=${encodeURIComponent(filter)}`
}

/**
 * The registration of a connector.
 *
 * @throws AppError `notFound` when this tenant has none of that id, `forbidden` when that cannot be seen
 */
export async function lookAtRegistration(read: Reader, clientId: string): Promise<FoundApplication> {
  const answer = await read('Read the registration', `/applications(appId='${clientId}')`)
  if (answer === undefined) throw unseen()
  const found = readFoundApplication(answer)
  if (found === null) throw notHere()
  return found
}

/** The registration of a connector among the deleted ones; null where it is not there, or not to be seen. */
export async function lookAtDeleted(read: Reader, clientId: string): Promise<DeletedApplication | null> {
  const filter = encodeURIComponent(`appId eq '${clientId}'`)
  const path = `/directory/deletedItems/microsoft.graph.application?$filter=${filter}`
  return readDeleted(await read('Look among the deleted registrations', path), clientId)
}

function notHere(): AppError {
  return new AppError(
    'notFound',
    'This tenant has no app registration with the client ID of the connector.',
    {
      fix: 'Compare the client ID. Where the app was registered in another tenant, register one here.',
      step: 'clientId',
    },
  )
}

/** A registration together with its enterprise application. */
export async function withPrincipal(read: Reader, application: FoundApplication): Promise<Found> {
  const path = `/servicePrincipals(appId='${application.appId ?? ''}')?$select=id,appId,accountEnabled`
  const principal = readServicePrincipal(await read('Read its enterprise application', path))
  return {
    application,
    principal:
      principal === null ? null : { id: principal.id, accountEnabled: principal.accountEnabled !== false },
  }
}

/** Whether names are concealed in the reports; null when it cannot be read. */
export async function lookAtNames(read: Reader): Promise<boolean | null> {
  return readConcealed(await read('See whether names are concealed', '/admin/reportSettings'))
}
