import type { diagnosisHosts } from '../../../contract/setup/diagnosis.ts'
import type { AppError } from '../../errors.ts'

export type HostName = (typeof diagnosisHosts)[number]

/** A host to look at, by an address that answers without a token. */
export type HostToAsk = { host: HostName; url: URL }

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

/** The certificate of a host as it was shown on the direct way. */
export type ShownCertificate = {
  /** Who issued it, as the certificate says. */
  issuer: string
  /** Whether the authorities that ship with the app vouch for it, not only those of this computer. */
  isPublic: boolean
}

/** Whether a listener of this computer was reached by each of its names. */
export type LoopbackReach = { localhost: boolean; ipv4: boolean; ipv6: boolean }

/** What the doctor asks. None of it throws but when the signal fires. */
export type DoctorPorts = {
  /** The addresses of a name. */
  resolve(hostname: string, signal: AbortSignal): Promise<Attempt<readonly string[]>>
  /** The ways to a host that settings, environment or system name, in their order: `direct` or a proxy. */
  ways(url: URL, signal: AbortSignal): Promise<Attempt<readonly string[]>>
  certificate(url: URL, signal: AbortSignal): Promise<Attempt<ShownCertificate>>
  /** As every other request of the app is sent. */
  ask(url: URL, signal: AbortSignal): Promise<Attempt<HostAnswer>>
  loopback(signal: AbortSignal): Promise<LoopbackReach>
}
