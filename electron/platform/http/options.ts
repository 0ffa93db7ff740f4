/** How requests leave the machine. */
export type HttpOptions = {
  /** The product's version, for the user agent. */
  version: string
  /** Null for direct connections. `bypass` is a list as in NO_PROXY. */
  proxy: { url: string; bypass: string } | null
  /** A PEM file with certificate authorities to trust besides Node's and the system's; null for none. */
  caFile: string | null
  /** Connections kept open to one host. */
  connections: number
  /** Limit for a connection to stand, TLS handshake included, in milliseconds. */
  connectTimeoutMs: number
}

/** The options as the environment sets them; lower-case names win over upper-case ones, as in other tools. */
export function httpOptionsFrom(
  environment: Readonly<Record<string, string | undefined>>,
  version: string,
): HttpOptions {
  const proxyUrl = environment['https_proxy'] || environment['HTTPS_PROXY'] || ''
  const bypass = environment['no_proxy'] ?? environment['NO_PROXY'] ?? ''
  return {
    version,
    proxy: proxyUrl === '' ? null : { url: proxyUrl, bypass },
    caFile: environment['M365_CONNECTOR_CA_FILE'] || null,
    connections: 16,
    connectTimeoutMs: 15_000,
  }
}
