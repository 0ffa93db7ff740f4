/** The page's own protocol, host and address. */
export const pageScheme = 'app'
export const pageHost = 'main'
export const pageAddress = `${pageScheme}://${pageHost}/`

/**
 * Whether an address is one of the app's page. Protocol and host are compared: for a scheme that is not the
 * web's own, Node reports an origin of `null`, which would equal that of any other such address.
 */
export function isPageAddress(address: string): boolean {
  const url = parseAddress(address)
  return url !== null && url.protocol === `${pageScheme}:` && url.host === pageHost && url.username === ''
}

/** Null for what is no address. (`URL.parse` is younger than the oldest Electron that the app runs on.) */
export function parseAddress(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null
}
