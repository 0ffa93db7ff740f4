/** What a request says of where it comes from and where it wants to go. */
export type RequestFacts = {
  method: string
  host: string | undefined
  origin: string | undefined
  /** `Sec-Fetch-Site`, which a page cannot forge; older browsers leave it out. */
  site: string | undefined
}

/** Why a request is refused before its path is even looked at; null lets it pass. */
export type Refusal = 'method' | 'host' | 'origin' | 'site'

/**
 * Lets through what a page of this host, or a person at the address bar, may ask. The name in `Host` has to
 * be the address itself, so that a foreign name that resolves to it (DNS rebinding) gets nothing.
 */
export function checkRequest(asking: RequestFacts, authority: string): Refusal | null {
  if (asking.method !== 'GET' && asking.method !== 'HEAD') return 'method'
  if (asking.host !== authority) return 'host'
  if (asking.origin !== undefined && asking.origin !== `http://${authority}`) return 'origin'
  return null
}

/**
 * The same for what only a page of this host may ask: files and the socket, not the address that a person
 * opens.
 */
export function checkPageRequest(asking: RequestFacts, authority: string): Refusal | null {
  const refusal = checkRequest(asking, authority)
  if (refusal !== null) return refusal
  return asking.site === undefined || asking.site === 'same-origin' || asking.site === 'none' ? null : 'site'
}

/** A browser always names the origin of a socket, so a socket without one is refused as well. */
export function checkSocket(asking: RequestFacts, authority: string): Refusal | null {
  if (asking.origin === undefined) return 'origin'
  return checkPageRequest(asking, authority)
}
