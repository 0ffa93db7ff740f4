import type { Connector } from '../../contract/connectors.ts'
import type { HostToAsk, UnknownHost } from '../../core/diagnostics/doctor/facts.ts'
import { AppError } from '../../core/errors.ts'
import { isRedirect } from '../../core/graph/report-download.ts'
import { authorization } from '../../core/graph/token.ts'
import type { Cloud } from '../../core/ports.ts'
import type { Connection } from '../services.ts'

type Sources = {
  cloud: Cloud
  /** The fixed name of the cloud, if there is one. */
  known: string | null
  /** Null without a tenant to ask for. */
  connector: Connector | null
  connect(connector: Connector): Promise<Connection>
}

const limitMs = 20_000
/** One line of counts, the smallest of the usage reports. */
const smallReport = '/v1.0/reports/getOffice365ActivationsUserCounts'

/**
 * Where report downloads come from: the host that Microsoft Graph redirects the connector's own request to,
 * otherwise the fixed name of the cloud. Only the host of the redirect is kept, never the signed link. Throws
 * only when the signal fires.
 */
export async function findReportsHost(
  { cloud, known, connector, connect }: Sources,
  signal: AbortSignal,
): Promise<HostToAsk | UnknownHost> {
  const fixed: HostToAsk | null = known === null ? null : { host: 'reports', url: new URL(known) }
  const unknown = (why: string): HostToAsk | UnknownHost => fixed ?? { host: 'reports', why }
  if (!cloud.hasUsageReports) return unknown('Microsoft offers no usage reports in this cloud.')
  if (connector === null) return unknown('Its name is known only to a tenant that is signed in.')
  try {
    const origin = await redirectedTo(cloud, await connect(connector), limited(signal))
    if (origin === null) return unknown('Microsoft Graph named no host for a report.')
    return { host: 'reports', url: new URL(origin) }
  } catch (error) {
    if (signal.aborted) throw error
    const code = error instanceof AppError ? error.code : 'unexpected'
    return unknown(`Its name is known only after a sign-in, and that failed: ${code}.`)
  }
}

function limited(signal: AbortSignal): AbortSignal {
  return AbortSignal.any([signal, AbortSignal.timeout(limitMs)])
}

async function redirectedTo(
  { graphUrl }: Cloud,
  connection: Connection,
  signal: AbortSignal,
): Promise<string | null> {
  try {
    const token = await connection.tokens.token({ fresh: false }, signal)
    const url = new URL(`${graphUrl}${smallReport}`)
    const headers = { authorization: authorization(token) }
    const response = await connection.http({ method: 'GET', url, headers, timeoutMs: limitMs, signal })
    await response.discard()
    const location = response.headers['location']
    if (!isRedirect(response.status) || location === undefined) return null
    return URL.parse(location, url.href)?.origin ?? null
  } finally {
    await connection.close()
  }
}
