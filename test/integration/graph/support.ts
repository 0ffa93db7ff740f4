import { resolveCloud } from '../../../electron/core/clouds.ts'
import { createMeter, type GraphCall } from '../../../electron/core/graph/call.ts'
import { createGraphClient, type GraphClient } from '../../../electron/core/graph/client.ts'
import { defaultRetryLimits, type RetryLimits } from '../../../electron/core/graph/limits.ts'
import type { Clock, Http, Log, LogFields } from '../../../electron/core/ports.ts'
import { Secret } from '../../../electron/core/secret.ts'
import { createClock } from '../../../electron/platform/clock.ts'
import type { HttpClient } from '../../../electron/platform/http/index.ts'
import { type Credential, createMsalTokenSource } from '../../../electron/platform/identity/token-request.ts'
import type { Simulator } from '../../../electron/simulator/index.ts'
import { httpFor, writeCaFile } from '../http/support.ts'

/**
 * Short backoffs, so that tests of repeated failures stay quick; waits that the service names are kept as
 * they are.
 */
export const quickLimits: RetryLimits = { ...defaultRetryLimits, baseMs: 20 }

export type LogLine = { level: string; event: string; fields: LogFields }

export function createTestLog(): Log & { lines: LogLine[] } {
  const lines: LogLine[] = []
  const write =
    (level: string) =>
    (event: string, fields: LogFields = {}) => {
      lines.push({ level, event, fields })
    }
  return { lines, error: write('error'), warn: write('warn'), info: write('info'), debug: write('debug') }
}

export function httpTo(simulator: Simulator): HttpClient {
  return httpFor({ caFile: writeCaFile(simulator.caPem) })
}

export type Setting = {
  graph: GraphClient
  log: ReturnType<typeof createTestLog>
  tokens: ReturnType<typeof createMsalTokenSource>
}

type Wishes = {
  clock?: Clock
  limits?: RetryLimits
  credential?: Credential
  tenantId?: string
  concurrency?: number
}

export function tokensFor(simulator: Simulator, http: Http, wishes: Wishes & { clientId?: string } = {}) {
  const log = createTestLog()
  const { clock = createClock(), limits = quickLimits } = wishes
  const cloud = resolveCloud('custom', { loginUrl: simulator.loginUrl, graphUrl: simulator.graphUrl })
  const tokens = createMsalTokenSource({
    cloud,
    tenantId: wishes.tenantId ?? simulator.tenantId,
    clientId: wishes.clientId ?? simulator.clientId,
    credential: wishes.credential ?? { kind: 'secret', secret: new Secret(simulator.clientSecret) },
    http,
    clock,
    log,
    random: Math.random,
    limits,
  })
  return { tokens, log, cloud }
}

export function graphFor(simulator: Simulator, http: Http, wishes: Wishes = {}): Setting {
  const { clock = createClock(), limits = quickLimits } = wishes
  const { tokens, log } = tokensFor(simulator, http, wishes)
  const graph = createGraphClient({
    http,
    tokens,
    clock,
    random: Math.random,
    log,
    graphUrl: simulator.graphUrl,
    concurrency: wishes.concurrency ?? 4,
    limits,
  })
  return { graph, log, tokens }
}

export function callOf(wishes: Partial<GraphCall> = {}): GraphCall {
  return {
    signal: new AbortController().signal,
    meter: createMeter(),
    scope: 'directory',
    permission: 'Directory.Read.All',
    ...wishes,
  }
}

export function parsePage(bytes: Uint8Array): { value: unknown[]; '@odata.nextLink'?: string } {
  return JSON.parse(new TextDecoder().decode(bytes))
}

export async function readReport(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of body) chunks.push(chunk)
  return Buffer.concat(chunks).toString('utf8')
}
