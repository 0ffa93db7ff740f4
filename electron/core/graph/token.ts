import type { AccessToken } from '../ports.ts'

/** The header that carries the token. Only for addresses on the origin of Microsoft Graph. */
export function authorization(token: AccessToken): string {
  return `Bearer ${token.text.reveal()}`
}
