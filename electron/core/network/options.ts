import type { Settings } from '../../contract/settings.ts'
import type { RateLimit } from './rate-limit.ts'
import { type ProxyLookup, type Route, readRoutes } from './routes.ts'

/** How requests leave the machine. */
export type HttpOptions = {
  /** The product's version, for the user agent. */
  version: string
  /** Null for direct connections; `lookup` asks for each host. `bypass` is a list as in NO_PROXY. */
  proxy: { url: string; bypass: string } | { lookup: ProxyLookup; bypass: string } | null
  /** PEM files with certificate authorities to trust besides Node's and the system's. */
  caFiles: readonly string[]
  /** Connections kept open to one host. */
  connections: number
  /** Limit for a connection to stand, TLS handshake included, in milliseconds. */
  connectTimeoutMs: number
  /** How slowly an answer may come; the usual limit where it is left out. */
  rateLimit?: RateLimit
  /** The time in epoch milliseconds; that of the machine where it is left out. */
  now?: () => number
}

/**
 * The options as the settings, the environment and, behind it, the system say; lower-case names win over
 * upper-case ones, as in other tools. NO_PROXY holds for a proxy of the settings and of the system, too, and
 * both extra CA files count.
 *
 * @param lookup asks the system for the way to a host; null where the host of the engine cannot.
 */
export function httpOptionsFrom(
  environment: Readonly<Record<string, string | undefined>>,
  version: string,
  { proxy, proxyUrl, caFile }: Settings['network'],
  lookup: ProxyLookup | null = null,
): HttpOptions {
  const named = { none: '', manual: proxyUrl ?? '', system: proxyOf(environment) }[proxy]
  const bypass = environment['no_proxy'] ?? environment['NO_PROXY'] ?? ''
  const asksSystem = proxy === 'system' && named === '' && lookup !== null
  return {
    version,
    proxy: asksSystem ? throughSystem(lookup, bypass) : named === '' ? null : { url: named, bypass },
    caFiles: [environment['M365_CONNECTOR_CA_FILE'] ?? '', caFile ?? ''].filter(file => file !== ''),
    connections: 16,
    connectTimeoutMs: 15_000,
  }
}

/** No system sends what stays on the computer through its proxy. */
function throughSystem(lookup: ProxyLookup, exceptions: string): HttpOptions['proxy'] {
  return { lookup, bypass: [exceptions, loopback].filter(part => part !== '').join(',') }
}

const loopback = 'localhost,127.0.0.1,::1'

function proxyOf(environment: Readonly<Record<string, string | undefined>>): string {
  return environment['https_proxy'] || environment['HTTPS_PROXY'] || ''
}

/**
 * The ways to a host in the order in which they are tried. None where a proxy is named by an address that
 * cannot be read.
 */
export async function routesOf(url: URL, { proxy }: Pick<HttpOptions, 'proxy'>): Promise<readonly Route[]> {
  if (proxy === null || isBypassed(url, proxy.bypass)) return [{ proxy: null }]
  if ('lookup' in proxy) return readRoutes(await proxy.lookup(url.origin))
  const named = URL.parse(proxy.url)
  return named === null ? [] : [{ proxy: named }]
}

/** A list as in NO_PROXY: names with everything below them, `*` for all. */
function isBypassed({ hostname }: URL, list: string): boolean {
  return list
    .split(',')
    .map(
      entry =>
        entry
          .trim()
          .replace(/^\*?\./, '')
          .split(':')[0] ?? '',
    )
    .some(entry => entry !== '' && (entry === '*' || hostname === entry || hostname.endsWith(`.${entry}`)))
}
