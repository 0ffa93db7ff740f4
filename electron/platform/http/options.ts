import type { Settings } from '../../contract/settings.ts'

/** How requests leave the machine. */
export type HttpOptions = {
  /** The product's version, for the user agent. */
  version: string
  /** Null for direct connections. `bypass` is a list as in NO_PROXY. */
  proxy: { url: string; bypass: string } | null
  /** PEM files with certificate authorities to trust besides Node's and the system's. */
  caFiles: readonly string[]
  /** Connections kept open to one host. */
  connections: number
  /** Limit for a connection to stand, TLS handshake included, in milliseconds. */
  connectTimeoutMs: number
}

/**
 * The options as the settings, the environment and, behind it, the system say; lower-case names win over upper-case ones, as in other tools. NO_PROXY holds for a proxy of
 * the settings, too, and both extra CA files count.
 */
export function httpOptionsFrom(
  environment: Readonly<Record<string, string | undefined>>,
  version: string,
  { proxy, proxyUrl, caFile }: Settings['network'],
  systemProxy: string | null = null,
): HttpOptions {
  const named = { none: '', manual: proxyUrl ?? '', system: proxyOf(environment) }[proxy]
  const exceptions = environment['no_proxy'] ?? environment['NO_PROXY'] ?? ''
  const isSystems = proxy === 'system' && named === '' && systemProxy !== null
  const url = isSystems ? systemProxy : named
  // No system sends what stays on the computer through its proxy.
  const bypass = isSystems ? [exceptions, loopback].filter(part => part !== '').join(',') : exceptions
  return {
    version,
    proxy: url === '' ? null : { url, bypass },
    caFiles: [environment['M365_CONNECTOR_CA_FILE'] ?? '', caFile ?? ''].filter(file => file !== ''),
    connections: 16,
    connectTimeoutMs: 15_000,
  }
}

const loopback = 'localhost,127.0.0.1,::1'

function proxyOf(environment: Readonly<Record<string, string | undefined>>): string {
  return environment['https_proxy'] || environment['HTTPS_PROXY'] || ''
}
