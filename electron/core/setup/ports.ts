import type { InspectCertificate } from '../connectors/certificate.ts'
import type { OpenIdConfiguration } from '../identity/openid-configuration.ts'
import type { AccessToken, Clock, Cloud } from '../ports.ts'

/**
 * The few calls that the checks make. Each has its own time limit and throws an AppError when it is refused
 * or fails.
 */
export type SetupPorts = {
  cloud: Cloud
  clock: Pick<Clock, 'now'>
  /**
   * What the tenant's public configuration says; needs no credentials. `tenant` is a GUID or a domain name.
   */
  openId(tenant: string, signal: AbortSignal): Promise<OpenIdConfiguration>
  /** A new token, never one from a cache: consent may have come a moment ago. */
  token(signal: AbortSignal): Promise<AccessToken>
  /** The JSON of a path below `/v1.0` of Microsoft Graph. `permission` is what to name when it is refused. */
  read(path: string, permission: string, signal: AbortSignal): Promise<unknown>
  /** Proves that a usage report may be had, without reading it. */
  report(path: string, permission: string, signal: AbortSignal): Promise<void>
  inspectCertificate: InspectCertificate
}
