import { randomUUID } from 'node:crypto'
import type { Connector } from '../../../electron/contract/connectors.ts'
import type { Check } from '../../../electron/contract/setup/checks.ts'
import { AppError } from '../../../electron/core/errors.ts'
import type { Cloud } from '../../../electron/core/ports.ts'
import { Secret } from '../../../electron/core/secret.ts'
import { createSetupPorts } from '../../../electron/core/setup/graph-access.ts'
import { collectChecks, runChecks } from '../../../electron/core/setup/run-checks.ts'
import { createClock } from '../../../electron/platform/clock.ts'
import { inspectCertificate } from '../../../electron/platform/keychain/certificate.ts'
import type { Simulator } from '../../../electron/simulator/index.ts'
import { graphFor, httpTo, tokensFor } from '../graph/support.ts'

export type Wishes = {
  /** How long one call may take, in milliseconds. */
  limitMs?: number
  connector?: Partial<Connector>
  /** Null stands for an empty keychain. */
  secret?: string | null
  cloud?: Partial<Cloud>
  now?: number
  signal?: AbortSignal
}

export const everyRole = [
  'Directory.Read.All',
  'Reports.Read.All',
  'ReportSettings.Read.All',
  'AuditLog.Read.All',
]

const soundSecretDays = 200

/** Sets the tenant up as the checklist asks for, and forgets what it was asked. */
export function makeSound(simulator: Simulator): void {
  simulator.set({
    grantedRoles: everyRole,
    premium: true,
    concealNames: false,
    refuse: null,
    registration: {
      signInAudience: 'AzureADMyOrg',
      redirectUris: ['http://localhost'],
      publicRedirectUris: [],
      delegatedScopes: ['offline_access'],
      allowPublicClientFlows: false,
      accountEnabled: true,
      requestedRoles: everyRole,
      secretEnds: new Date(Date.now() + soundSecretDays * 86_400_000).toISOString(),
    },
  })
  simulator.clearRequests()
}

/** A connector to the simulated tenant as the product would save it. */
export function connectorTo(simulator: Simulator, changes: Partial<Connector> = {}): Connector {
  return {
    id: randomUUID(),
    name: 'Simulated',
    tenantId: simulator.tenantId,
    clientId: simulator.clientId,
    cloud: 'custom',
    credential: 'secret',
    certificate: null,
    secretExpiresOn: null,
    createdAt: '2026-11-23T15:00:00.000Z',
    ...changes,
  }
}

/** All checks over the product's own HTTP, sign-in and Graph client. */
export async function checkAgainst(simulator: Simulator, wishes: Wishes = {}): Promise<Check[]> {
  const http = httpTo(simulator)
  try {
    const { ports, connector, credential, signal } = prepare(simulator, http, wishes)
    return await collectChecks(ports, connector, credential, signal)
  } finally {
    await http.close()
  }
}

/** The same, but listened to no longer than the named check. */
export async function checkUntil(simulator: Simulator, last: string): Promise<Check[]> {
  const http = httpTo(simulator)
  const seen: Check[] = []
  try {
    const { ports, connector, credential, signal } = prepare(simulator, http, {})
    for await (const check of runChecks(ports, connector, credential, signal)) {
      seen.push(check)
      if (check.id === last) break
    }
    return seen
  } finally {
    await http.close()
  }
}

function prepare(simulator: Simulator, http: ReturnType<typeof httpTo>, wishes: Wishes) {
  const connector = connectorTo(simulator, wishes.connector)
  const text = wishes.secret === undefined ? simulator.clientSecret : wishes.secret
  const credential = text === null ? null : new Secret(text)
  const proof =
    connector.credential === 'certificate'
      ? ({
          kind: 'certificate',
          certificate: connector.certificate ?? '',
          privateKey: new Secret(text ?? ''),
        } as const)
      : ({ kind: 'secret', secret: new Secret(text ?? '') } as const)
  const { tokens, cloud } = tokensFor(simulator, http, {
    credential: proof,
    tenantId: connector.tenantId,
    clientId: connector.clientId,
  })
  const { graph } = graphFor(simulator, http, { credential: proof, tenantId: connector.tenantId })
  const ports = createSetupPorts({
    http,
    tokens,
    graph,
    cloud: { ...cloud, ...wishes.cloud },
    clock: { ...createClock(), now: () => wishes.now ?? Date.now() },
    inspectCertificate,
    limitMs: wishes.limitMs ?? 120_000,
  })
  return { ports, connector, credential, signal: wishes.signal ?? new AbortController().signal }
}

/** The check of that id, which must be there exactly once. */
export function one(checks: readonly Check[], id: string): Check {
  const [found, ...more] = checks.filter(check => check.id === id)
  if (found === undefined || more.length > 0)
    throw new AppError('notFound', `no single check ${id}`, { fix: '' })
  return found
}

export function idsWith(checks: readonly Check[], status: Check['status']): string[] {
  return checks.filter(check => check.status === status).map(({ id }) => id)
}
