import type { z } from 'zod'
import type { Connector } from '../../contract/connectors.ts'
import type { Check } from '../../contract/setup/checks.ts'
import { roleName } from '../datasets/permissions.ts'
import { type Application, readApplication, readServicePrincipal } from '../datasets/registration.ts'
import { usageReports } from '../datasets/usage-reports.ts'
import type { OpenIdConfiguration } from '../identity/openid-configuration.ts'
import type { AccessToken } from '../ports.ts'
import { AssignmentsAnswer } from './answers.ts'
import { attempt } from './attempt.ts'
import { type Attempt, skipped } from './checks/check.ts'
import { checkConsent, checkExcess, consentKinds } from './checks/consent.ts'
import { checkData, type DataProbe, dataProbes } from './checks/data.ts'
import { checkEnterpriseApp, enterpriseAppKind } from './checks/enterprise-app.ts'
import { checkNames, namesKind, noUsageReports } from './checks/names.ts'
import { checkRegistration, requestedRoleIds } from './checks/registration.ts'
import { checkTenantMatch, tenantKinds } from './checks/tenant.ts'
import type { SetupPorts } from './ports.ts'

type SignedIn = {
  connector: Connector
  tenant: OpenIdConfiguration
  token: AccessToken
  signal: AbortSignal
}

const selfCheckPermission = 'Application.Read.All'
const needsSelfCheck =
  'The registration cannot be read: that takes Application.Read.All or Directory.Read.All.'

/**
 * Everything that a token lets be seen. All questions are asked at once and told in the order of the
 * checklist. Returns the registration where it could be read.
 */
export async function* checkGranted(
  ports: SetupPorts,
  signedIn: SignedIn,
): AsyncGenerator<Check, Application | null, undefined> {
  const stop = new AbortController()
  const signal = AbortSignal.any([signedIn.signal, stop.signal])
  try {
    return yield* conclusions(signedIn, askEverything(ports, signedIn.connector.clientId, signal))
  } finally {
    // Whoever stops listening early leaves no questions on their way.
    stop.abort()
  }
}

async function* conclusions(
  { tenant, token }: SignedIn,
  answers: Answers,
): AsyncGenerator<Check, Application | null, undefined> {
  const registration = await answers.data('data.registration')
  const application = registration.ok ? readApplication(registration.value) : null
  const requested = application === null ? null : new Set(requestedRoleIds(application).map(roleName))
  const assignments = parsed(AssignmentsAnswer, await answers.assignments)?.value ?? null
  yield checkTenantMatch(tenant, token, await answers.data('data.organization'))
  yield checkEnterpriseApp(await answers.servicePrincipal)
  yield checkConsent(token)
  for (const probe of answers.probes) {
    yield checkData(probe, await answers.data(probe.id), { token, requested })
  }
  yield checkNames(await answers.names, token)
  yield checkExcess(token, assignments)
  yield* checkRegistration(application, assignments, unreadableBecause(registration))
  return application
}

function unreadableBecause(registration: Attempt<unknown>): string {
  if (registration.ok) return 'The registration could not be understood.'
  const { code, message } = registration.error
  return code === 'consentMissing' ? needsSelfCheck : `The registration could not be read. ${message}`
}

type Answer = Promise<Attempt<unknown>>

type Answers = {
  probes: readonly DataProbe[]
  data: (check: string) => Answer
  servicePrincipal: Answer
  assignments: Answer
  names: Answer
}

/**
 * Sends all questions side by side: a tenant far away answers each of them only after a fifth of a second.
 */
function askEverything(ports: SetupPorts, clientId: string, signal: AbortSignal): Answers {
  const begin = (work: () => Promise<unknown>): Answer => {
    const answer = attempt(work, signal)
    // It is awaited later, when others before it were told; its only failure, being cancelled, is then thrown
    // to whoever listens.
    answer.catch(() => undefined)
    return answer
  }
  const read = (path: string, permission: string) => begin(() => ports.read(path, permission, signal))
  const readReports = (work: () => Promise<unknown>) => {
    const missing = noUsageReports(ports.cloud)
    return missing === null ? begin(work) : Promise.resolve({ ok: false, error: missing } as const)
  }
  const askData = ({ id, path, anyOf: [permission] }: DataProbe) =>
    id === usageReports.probe.check
      ? readReports(() => ports.report(path, permission, signal))
      : read(path, permission)
  const probes = dataProbes(clientId)
  const data = new Map(probes.map(probe => [probe.id, askData(probe)]))
  const servicePrincipal = read(servicePrincipalPath(clientId), selfCheckPermission)
  return {
    probes,
    data: check => data.get(check) ?? Promise.reject(new TypeError(`there is no probe ${check}`)),
    servicePrincipal,
    assignments: begin(() => readAssignments(ports, servicePrincipal, signal)),
    names: readReports(() => ports.read('/admin/reportSettings', 'ReportSettings.Read.All', signal)),
  }
}

function servicePrincipalPath(clientId: string): string {
  return `/servicePrincipals(appId='${clientId}')?$select=id,accountEnabled,appRoleAssignmentRequired`
}

/** What is granted hangs on the enterprise application, whose id has to be known first. */
async function readAssignments(
  ports: SetupPorts,
  servicePrincipal: Answer,
  signal: AbortSignal,
): Promise<unknown> {
  const answer = await servicePrincipal
  const found = answer.ok ? readServicePrincipal(answer.value) : null
  if (found === null) return null
  return await ports.read(
    `/servicePrincipals/${encodeURIComponent(found.id)}/appRoleAssignments`,
    selfCheckPermission,
    signal,
  )
}

/** The answer as it should be; null when it was refused or is something else. */
function parsed<T>(schema: z.ZodType<T>, answer: Attempt<unknown>): T | null {
  const result = answer.ok ? schema.safeParse(answer.value) : null
  return result?.success === true ? result.data : null
}

/** The same checks when there is no token. */
export function skipGranted(reason: string): readonly Check[] {
  const kinds = [
    tenantKinds.match,
    enterpriseAppKind,
    consentKinds.consent,
    ...dataProbes(''),
    namesKind,
    consentKinds.excess,
  ]
  return [...kinds.map(kind => skipped(kind, reason)), ...checkRegistration(null, null, reason)]
}
