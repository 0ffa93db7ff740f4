import type { diagnosisHosts } from '../../../contract/setup/diagnosis.ts'
import type { AppError } from '../../errors.ts'

export type HostName = (typeof diagnosisHosts)[number]

/** A host to look at, by an address that answers without a token. */
export type HostToAsk = { host: HostName; url: URL }

/** A host whose name is not known, with the reason: it is not checked, and never passes. */
export type UnknownHost = { host: HostName; why: string }

/**
 * The ways to a host in their order, `direct` or a proxy by its address: those that are taken, and those that
 * the system names, null where it cannot be asked.
 */
export type WaysSeen = { taken: readonly string[]; system: readonly string[] | null }

export type Attempt<T> = { ok: true; value: T } | { ok: false; error: AppError }

/** How a host has answered. The beginning of the body alone is kept. */
export type HostAnswer = {
  status: number
  contentType: string
  /** Of the `date` and `location` headers; null without one. */
  date: string | null
  location: string | null
  beginning: string
  /** Epoch milliseconds by the clock of this computer. */
  askedAt: number
  answeredAt: number
}

/** The certificate of a host as it was shown on the way that requests take. */
export type ShownCertificate = {
  /** Who issued it, as the certificate says. */
  issuer: string
  /** Whether the authorities that ship with the app vouch for it, not only those of this computer. */
  isPublic: boolean
  /** The proxy on the way; null on the direct one. */
  through: string | null
}

/** Whether a listener of this computer was reached by each of its names. */
export type LoopbackReach = { localhost: boolean; ipv4: boolean; ipv6: boolean }

/** What the doctor asks. None of it throws but when the signal fires. */
export type DoctorPorts = {
  /** The addresses of a name. */
  resolve(hostname: string, signal: AbortSignal): Promise<Attempt<readonly string[]>>
  /** The ways to a host that settings, environment or system name. */
  ways(url: URL, signal: AbortSignal): Promise<Attempt<WaysSeen>>
  /** Null when a proxy lets no connection through. */
  certificate(url: URL, signal: AbortSignal): Promise<Attempt<ShownCertificate | null>>
  /** As every other request of the app is sent. */
  ask(url: URL, signal: AbortSignal): Promise<Attempt<HostAnswer>>
  /** Where report downloads come from. */
  reports(signal: AbortSignal): Promise<HostToAsk | UnknownHost>
  loopback(signal: AbortSignal): Promise<LoopbackReach>
}
