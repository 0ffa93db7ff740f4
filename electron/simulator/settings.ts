import type { EntraSettings } from './entra/settings.ts'
import type { RegistrationSettings } from './registration.ts'

/** What can be turned while the simulator runs. */
export type Settings = {
  grantedRoles: readonly string[]
  concealNames: boolean
  premium: boolean
  latencyMs: number
  /** AADSTS number with which every token request is refused, or null. */
  refuse: number | null
  tokenLifetimeSeconds: number
  registration: RegistrationSettings
  /** What the tenant is like for whoever sets the connector up. */
  entra: EntraSettings
  /** Whether reports are limited to 14 calls per function in ten minutes, as Microsoft does. */
  quota: boolean
  /** Share of the request allowance that throttle headers tell, 0 to 1; told from 0.8 on. */
  throttleShare: number
  /** How long a report download address is good for. */
  reportLinkSeconds: number
  /** How many days the newest day of the reports lies behind: 2 as a rule, more at times. */
  reportDelayDays: number
  /** Days until a delta token is refused. */
  deltaTokenDays: number
}
