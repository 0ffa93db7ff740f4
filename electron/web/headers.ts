import { contentPolicy } from '../contract/page-files.ts'

/**
 * Headers of every answer.
 *
 * @param authority host and port of this host, to which alone the page may open its socket
 */
export function securityHeaders(authority: string): Record<string, string> {
  return {
    'content-security-policy': contentPolicy(`ws://${authority}`),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), payment=()',
    'cache-control': 'no-store',
  }
}
