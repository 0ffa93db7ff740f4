/**
 * The hash of an empty text. Fluent UI fills style elements through the CSS object model, which a policy does
 * not forbid, but it has to put the empty elements into the page first. Inline style that says anything stays
 * refused.
 */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

/**
 * The policy under which the app's page is shown, as a header's value.
 *
 * @param connect what the page may connect to, for instance the socket of its host; null for nothing at all
 */
export function contentPolicy(connect: string | null): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${emptyStyle}`,
    "img-src 'self' data:",
    "font-src 'self'",
    ...(connect === null ? [] : [`connect-src ${connect}`]),
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  css: 'text/css; charset=utf-8',
  json: 'application/json; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  woff: 'font/woff',
  woff2: 'font/woff2',
}

/**
 * The type of a file of the page by its name; null for kinds that a page does not need, which are not served.
 */
export function contentTypeOf(name: string): string | null {
  const dot = name.lastIndexOf('.')
  return (dot < 0 ? undefined : types[name.slice(dot + 1).toLowerCase()]) ?? null
}
