import type { EntraSettings } from './entra/settings.ts'
import type { Fault } from './faults/fault.ts'
import type { Feed, FeedMatch } from './feed/feed.ts'
import type { RecordedRequest } from './http/request-log.ts'
import type { RegistrationSettings } from './registration.ts'
import type { Settings } from './settings.ts'
import type { ChangeOptions } from './tenant/changes.ts'
import type { Truth } from './truth.ts'

export type SimulatorOptions = {
  /**
   * People in the directory, guests and mailboxes included: 0 to 200,000; 1,200 by default. None where `feed`
   * brings them.
   */
  readonly people?: number
  /** The same seed gives the same tenant, 1 by default. */
  readonly seed?: number
  /** The tenant's "now", `YYYY-MM-DD`; the current UTC day by default. Reports end two days earlier. */
  readonly today?: string
  /**
   * Whether the year before this month was different: people came and left, licenses and seats changed. `set`
   * moves such a tenant to any of its days. False by default.
   */
  readonly past?: boolean
  /** Application permissions granted. */
  readonly grantedRoles?: readonly string[]
  readonly concealNames?: boolean
  /** Whether the tenant has Entra ID P1, without which there are no sign-in dates. True by default. */
  readonly premium?: boolean
  /** Whether Copilot licences are in use. True by default. */
  readonly copilot?: boolean
  /** 0, the default, takes a free port. */
  readonly ports?: { readonly login?: number; readonly graph?: number; readonly reports?: number }
  /** Added to every answer. */
  readonly latencyMs?: number
  /** Keeps each body once made and answers from memory from then on. */
  readonly memoryAnswers?: boolean
  /** Whether bodies are packed for clients that accept it. True by default. */
  readonly gzip?: boolean
  readonly tokenLifetimeSeconds?: number
  /** Limits each report function to 14 calls in ten minutes. False by default. */
  readonly quota?: boolean
  readonly registration?: Partial<RegistrationSettings>
  /** What the tenant is like for whoever sets the connector up. */
  readonly entra?: Partial<EntraSettings>
  /** The time by which tokens, codes and delays go; the machine's by default. */
  readonly now?: () => number
}

/** What `set` can turn while the simulator runs. */
export type ChangedSettings = Partial<Omit<Settings, 'registration' | 'entra'>> & {
  readonly today?: string
  readonly registration?: Partial<RegistrationSettings>
  readonly entra?: Partial<EntraSettings>
}

/** Where a running simulator is, and what a connector needs to sign in to it. */
export type SimulatorAccess = {
  readonly loginUrl: string
  readonly graphUrl: string
  readonly reportsUrl: string
  /** The certificate authority of this run, to be trusted by the client. */
  readonly caPem: string
  readonly tenantId: string
  /** Verified domain, which also names the tenant to the sign-in host. */
  readonly domain: string
  readonly clientId: string
  readonly clientSecret: string
  /** Id of the secret, which people paste instead of its value. */
  readonly secretId: string
  /** Answers AADSTS7000222. */
  readonly expiredSecret: string
  /** The registered certificate: private key and certificate as PEM, and its SHA-1 thumbprint. */
  readonly certificate: { readonly pem: string; readonly thumbprint: string }
}

export type Simulator = SimulatorAccess & {
  readonly faults: { add(fault: Fault): () => void; clear(): void }
  /**
   * Gives an answer of the caller's instead of the simulator's own, and returns the function that takes it
   * back. The newest that matches counts; faults strike it as any other answer.
   */
  feed(match: FeedMatch, answer: Feed): () => void
  /** The address of a path below `/v1.0`, for next and delta links in answers that are fed. */
  link(path: string): string
  /** Moves the tenant on: people come, leave and change, days pass. */
  change(options?: ChangeOptions): void
  /** Turns a setting. Roles reach tokens only when they are made anew, as in Entra. */
  set(settings: ChangedSettings): void
  readonly requests: readonly RecordedRequest[]
  clearRequests(): void
  truth(): Truth
  /**
   * Makes and keeps the answers to these Graph paths, with all their next pages and downloads, so that not
   * even the first caller waits for them. Only with `memoryAnswers`.
   */
  prepare(
    paths: readonly string[],
    headers?: Readonly<Record<string, string>>,
  ): Promise<{ answers: number; bytes: number }>
  close(): Promise<void>
}
