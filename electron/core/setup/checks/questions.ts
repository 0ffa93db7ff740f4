import { z } from 'zod'
import type { Connector } from '../../../contract/connectors.ts'
import { readTenantId } from '../../../contract/entry/identifiers.ts'
import type { InspectCertificate } from '../../connectors/certificate.ts'
import { pathFor } from '../../datasets/dataset.ts'
import { type DataCheck, dataSources } from '../../datasets/index.ts'
import { readServicePrincipal, registration } from '../../datasets/registration.ts'
import { usageReports } from '../../datasets/usage-reports.ts'
import { AppError, isAbort } from '../../errors.ts'
import type { OpenIdConfiguration } from '../../identity/openid-configuration.ts'
import type { AccessToken, Clock, Cloud } from '../../ports.ts'

/**
 * The few calls that the checks make. Each has its own time limit and throws an AppError when it is refused
 * or fails.
 */
export type SetupPorts = {
  cloud: Cloud
  clock: Pick<Clock, 'now'>
  /** The tenant's public configuration; needs no credentials. `tenant` is a GUID or a domain name. */
  openId(tenant: string, signal: AbortSignal): Promise<OpenIdConfiguration>
  /** A new token, never one from a cache: consent may have come a moment ago. */
  token(signal: AbortSignal): Promise<AccessToken>
  /** The JSON of a path below `/v1.0` of Microsoft Graph. `permission` is what to name when it is refused. */
  read(path: string, permission: string, signal: AbortSignal): Promise<unknown>
  /** Proves that a usage report may be had, without reading it. */
  report(path: string, permission: string, signal: AbortSignal): Promise<void>
  inspectCertificate: InspectCertificate
}

/** How a question was answered. A refusal is something to decide from, too, and never thrown. */
export type Attempt<T> = { ok: true; value: T } | { ok: false; error: AppError }

/** What can be asked of the tenant, with what comes back; the probes of datasets under their own ids. */
export type Answers = {
  openId: Attempt<OpenIdConfiguration>
  token: Attempt<AccessToken>
  servicePrincipal: Attempt<unknown>
  assignments: Attempt<unknown>
  reportSettings: Attempt<unknown>
} & { [Data in DataCheck]: Attempt<unknown> }
export type Question = keyof Answers

export type Questions = {
  /** Asks unless it was asked before. Rejects only when the checks are cancelled. */
  ask(question: Question): Promise<Attempt<unknown>>
  /** Whether it was asked. */
  wasAsked(question: Question): boolean
  /** Cancels whatever is still on its way. */
  close(): void
}

/** Asks each question once per run of the checks. */
export function createQuestions(ports: SetupPorts, connector: Connector, outer: AbortSignal): Questions {
  const stop = new AbortController()
  const signal = AbortSignal.any([outer, stop.signal])
  const asked = new Map<Question, Promise<Attempt<unknown>>>()
  const ask: Questions['ask'] = question => {
    const known = asked.get(question)
    if (known !== undefined) return known
    const answer = attempt(() => put(ports, connector, question, ask, signal), signal)
    // It is awaited later, after others; its only failure, being cancelled, is thrown to whoever awaits it.
    answer.catch(() => undefined)
    asked.set(question, answer)
    return answer
  }
  return { ask, wasAsked: question => asked.has(question), close: () => stop.abort() }
}

const selfCheckPermission = registration.permissions[0]

function put(
  ports: SetupPorts,
  { tenantId, clientId }: Connector,
  question: Question,
  ask: Questions['ask'],
  signal: AbortSignal,
): Promise<unknown> {
  switch (question) {
    case 'openId':
      return ports.openId(readTenantId(tenantId).value, signal)
    case 'token':
      return ports.token(signal)
    case 'servicePrincipal':
      return ports.read(pathFor(registration.pages[1].path, clientId), selfCheckPermission, signal)
    case 'assignments':
      return readAssignments(ports, ask, signal)
    case 'reportSettings':
      return withUsageReports(ports.cloud, () =>
        ports.read('/admin/reportSettings', 'ReportSettings.Read.All', signal),
      )
    default:
      return putProbe(ports, clientId, question, signal)
  }
}

async function putProbe(
  ports: SetupPorts,
  clientId: string,
  question: DataCheck,
  signal: AbortSignal,
): Promise<unknown> {
  const source = dataSources.find(({ probe }) => probe.check === question)
  if (source === undefined) throw new TypeError(`There is no probe ${question}.`)
  const path = pathFor(source.probe.path, clientId)
  const [permission] = source.permissions
  return source === usageReports
    ? await withUsageReports(ports.cloud, () => ports.report(path, permission, signal))
    : await ports.read(path, permission, signal)
}

/** Clouds without usage reports (deployments page) are not asked for them. */
async function withUsageReports<T>({ hasUsageReports, title }: Cloud, work: () => Promise<T>): Promise<T> {
  if (hasUsageReports) return await work()
  const message = `Microsoft offers no usage reports in the cloud ${title}: licenses and users sync, usage does not exist there.`
  throw new AppError('notInThisCloud', message, { fix: '' })
}

/** Permissions are granted to the enterprise application, whose id has to be known first. */
async function readAssignments(
  ports: SetupPorts,
  ask: Questions['ask'],
  signal: AbortSignal,
): Promise<unknown> {
  const answer = await ask('servicePrincipal')
  const found = answer.ok ? readServicePrincipal(answer.value) : null
  if (found === null) return null
  const path = `/servicePrincipals/${encodeURIComponent(found.id)}/appRoleAssignments`
  return await ports.read(path, selfCheckPermission, signal)
}

/** Only being cancelled is thrown; a fault of the program becomes a finding that says so. */
async function attempt<T>(work: () => Promise<T>, signal: AbortSignal): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    if (signal.aborted && isAbort(error)) throw error
    return { ok: false, error: error instanceof AppError ? error : unexpected(error) }
  }
}

function unexpected(cause: unknown): AppError {
  return new AppError('unexpected', 'An unexpected error occurred in the program.', {
    fix: 'Try again. If it happens again, send the log file of today.',
    step: 'app',
    detail: { reason: cause instanceof Error ? cause.name : typeof cause },
    cause,
  })
}

const Assignments = z.looseObject({
  value: z.array(
    z.looseObject({ appRoleId: z.string(), resourceDisplayName: z.string().nullish().catch(null) }),
  ),
})
/** A permission that is granted to the enterprise application. */
export type Assignment = z.infer<typeof Assignments>['value'][number]

/** The permissions in an answer to `assignments`; null where they cannot be read. */
export function assignmentsIn(answer: Attempt<unknown>): readonly Assignment[] | null {
  return answer.ok ? (Assignments.safeParse(answer.value).data?.value ?? null) : null
}

/**
 * Whether a permission is one of Microsoft Graph. Its own name is all that an assignment has of the service.
 */
export function isGraph(resourceDisplayName: string | null | undefined): boolean {
  return resourceDisplayName === 'Microsoft Graph'
}
