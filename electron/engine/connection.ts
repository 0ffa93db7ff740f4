import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CloudName, Connector } from '../contract/connectors.ts'
import type { ErrorCode } from '../contract/errors.ts'
import type { Settings } from '../contract/settings.ts'
import { resolveCloud } from '../core/clouds.ts'
import { AppError } from '../core/errors.ts'
import { createGraphClient } from '../core/graph/client.ts'
import { defaultRetryLimits, type RetryLimits } from '../core/graph/limits.ts'
import { type HttpOptions, httpOptionsFrom } from '../core/network/options.ts'
import type { RateLimit } from '../core/network/rate-limit.ts'
import type { ProxyLookup } from '../core/network/routes.ts'
import type { Clock, Cloud, Http, Log, Random, SecretStore, TokenSource } from '../core/ports.ts'
import { Secret } from '../core/secret.ts'
import { createSetupPorts } from '../core/setup/graph-access.ts'
import { createHttp } from '../platform/http/index.ts'
import { createMsalTokenSource } from '../platform/identity/token-request.ts'
import { inspectCertificate } from '../platform/keychain/certificate.ts'
import { type DemoTenant, demoConnectorId } from './demo.ts'
import type { Connection } from './services.ts'

export type ConnectionPorts = {
  environment: Readonly<Record<string, string | undefined>>
  version: string
  home: string
  clock: Clock
  random: Random
  log: Log
  secrets: SecretStore
  demo: DemoTenant
  /** The settings of this moment, so that a change holds for every connection opened after it. */
  network(): Promise<Settings['network']>
  /** Asks the system for the way to a host, through the host of the engine; null where that cannot. */
  systemProxies: ProxyLookup | null
  /** How slowly answers may come; the usual limit where it is null. */
  rateLimit: RateLimit | null
}

/**
 * Requests under way at once within one tenant; Graph's limits allow many more, its throttling makes them
 * pointless.
 */
const requestsAtOnce = 6
/**
 * A person waits for the answer: a fault is tried once more, and no long wait that Microsoft asks for is sat
 * out.
 */
const limitsOfTest: RetryLimits = { ...defaultRetryLimits, putOffAttempts: 2, faultAttempts: 2 }

/** The cloud that a name stands for; a custom cloud takes its addresses from the environment. */
export function cloudNamed(ports: ConnectionPorts, name: CloudName): Cloud {
  return resolveCloud(name, {
    loginUrl: ports.environment['M365_CONNECTOR_LOGIN_URL'] ?? null,
    graphUrl: ports.environment['M365_CONNECTOR_GRAPH_URL'] ?? null,
  })
}

/**
 * Opens the way to the connector's tenant. The demo tenant is started when it is not running. Without a
 * stored credential sign-in throws `secretMissing` when it is tried.
 */
export async function openConnection(ports: ConnectionPorts, connector: Connector): Promise<Connection> {
  return openWith(ports, connector, await ports.secrets.read(connector.id))
}

/**
 * Asks for a token with a credential that is stored nowhere, and asks Microsoft Graph one thing with it,
 * within limits that suit somebody who waits for the answer. What the app may read is no question here.
 */
export async function trySignIn(
  ports: ConnectionPorts,
  candidate: Connector,
  secret: Secret,
  signal: AbortSignal,
): Promise<void> {
  const connection = await openWith(ports, candidate, secret, limitsOfTest)
  try {
    await connection.tokens.token({ fresh: true }, signal)
    await isTakenByGraph(ports, connection, signal)
  } finally {
    await connection.close()
  }
}

/** A refusal for the lack of a permission comes only after the token was accepted. */
const aboutPermissions: ReadonlySet<ErrorCode> = new Set(['consentMissing', 'forbidden', 'licenseMissing'])

async function isTakenByGraph(
  { clock }: ConnectionPorts,
  connection: Connection,
  signal: AbortSignal,
): Promise<void> {
  const graph = createSetupPorts({ ...connection, clock, inspectCertificate })
  try {
    await graph.read('/organization?$select=id', 'Organization.Read.All', signal)
  } catch (error) {
    if (!(error instanceof AppError) || !aboutPermissions.has(error.code)) throw error
  }
}

async function openWith(
  ports: ConnectionPorts,
  connector: Connector,
  stored: Secret | null,
  limits?: RetryLimits,
): Promise<Connection> {
  const { cloud, options } = await addresses(ports, connector)
  const http = createHttp(options)
  const { tenantId, clientId, certificate } = connector
  const secret = stored ?? new Secret('')
  const credential =
    certificate === null
      ? { kind: 'secret' as const, secret }
      : { kind: 'certificate' as const, certificate, privateKey: secret }
  const { clock, log, random } = ports
  const source = createMsalTokenSource({
    ...{ cloud, tenantId, clientId, credential, http, clock, log, random },
    ...(limits === undefined ? {} : { limits }),
  })
  const tokens = stored === null ? refusing(secretMissing(connector, ports.secrets.kind)) : source
  const graph = createGraphClient({
    http,
    tokens,
    clock,
    random,
    log,
    graphUrl: cloud.graphUrl,
    concurrency: requestsAtOnce,
    ...(limits === undefined ? {} : { limits }),
  })
  return { cloud, http, tokens, graph, credential: stored, close: () => http.close() }
}

/** Opens the way to a cloud in which nobody is signed in yet; the demo tenant's for its connector. */
export async function reachCloud(
  ports: ConnectionPorts,
  of: Pick<Connector, 'id' | 'cloud'>,
): Promise<Addresses & { http: Http; close(): Promise<void> }> {
  const found = await addresses(ports, of)
  const http = createHttp(found.options)
  return { ...found, http, close: () => http.close() }
}

type Addresses = {
  cloud: Cloud
  options: HttpOptions
  /** Where report downloads come from; null where only a redirect of Microsoft Graph would say it. */
  reportsUrl: string | null
}

/** Where Microsoft Graph redirects to for a usage report; only the global cloud has a fixed name. */
const globalReportsUrl = 'https://reports.office.com'

async function addresses(
  ports: ConnectionPorts,
  connector: Pick<Connector, 'id' | 'cloud'>,
): Promise<Addresses> {
  const network = await ports.network()
  const fromSettings = httpOptionsFrom(ports.environment, ports.version, network, ports.systemProxies)
  const pace = ports.rateLimit === null ? {} : { rateLimit: ports.rateLimit }
  const options = { ...fromSettings, ...pace, connections: requestsAtOnce, now: ports.clock.now }
  if (connector.id !== demoConnectorId) {
    const cloud = cloudNamed(ports, connector.cloud)
    return { cloud, options, reportsUrl: cloud.name === 'global' ? globalReportsUrl : null }
  }
  const tenant = await ports.demo.start(null)
  const caFile = join(ports.home, ports.demo.caName)
  await writeFile(caFile, tenant.caPem, { mode: 0o600 })
  const cloud = resolveCloud('custom', tenant)
  return {
    cloud: { ...cloud, title: 'Demo tenant' },
    options: { ...options, caFiles: [caFile], proxy: null },
    reportsUrl: tenant.reportsUrl,
  }
}

function refusing(error: AppError): TokenSource {
  return { token: () => Promise.reject(error) }
}

function secretMissing(connector: Connector, store: SecretStore['kind']): AppError {
  const message = `No secret is stored for "${connector.name}".`
  if (store === 'memory') {
    return new AppError('secretMissing', message, {
      fix: 'Set M365_CONNECTOR_CLIENT_SECRET for this command: with M365_CONNECTOR_SECRET_STORE=memory nothing is kept.',
      step: 'secret',
    })
  }
  return new AppError('secretMissing', message, {
    fix: 'Enter it again: m365-connector set-secret, or Setup in the app.',
    windowFix: 'Enter it again in Setup.',
    step: 'secret',
  })
}
