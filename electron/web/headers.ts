/**
 * The hash of an empty text. Fluent UI fills style elements through the CSS object model, which a policy does not forbid, but
 * it has to put the empty elements into the page first. Inline style that says anything stays refused.
 */
const emptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='"

/** @param authority host and port of this host, to which alone the page may open its socket */
export function contentPolicy(authority: string): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${emptyStyle}`,
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src ws://${authority}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}

/** Headers of every answer. */
export function securityHeaders(authority: string): Record<string, string> {
  return {
    'content-security-policy': contentPolicy(authority),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), payment=()',
    'cache-control': 'no-store',
  }
}
