import { z } from 'zod'
import type { AnswerMessage, CallMessage } from './wire.ts'

/** What a host writes into the engine's log, as the engine is the only one that writes there. */
export const HostNote = z.strictObject({
  event: z.enum([
    'host.callRefused',
    'host.navigationRefused',
    'host.linkRefused',
    'host.permissionRefused',
    'host.requestRefused',
    'host.engineEnded',
    'host.windowGone',
    'host.failed',
  ]),
  reason: z.string().max(200),
  method: z.string().max(64).nullable(),
})
export type HostNote = z.infer<typeof HostNote>

/**
 * What the engine tries for `--self-test`, beside a sync: what differs from system to system and is nowhere
 * but in its own process.
 */
export const Probe = z.strictObject({
  name: z.enum(['authorities', 'assertion', 'keychain', 'memory']),
  ok: z.boolean(),
  /** What was found, or why not; never a secret. */
  detail: z.string().max(500),
})
export type Probe = z.infer<typeof Probe>

/** What the desktop's host says to an engine in a process of its own, besides the calls of the contract. */
export const HostMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('note'), note: HostNote }),
  // The answer to `proxy`: what the system's proxy settings name for the host, as a proxy script writes it.
  z.strictObject({ kind: z.literal('proxies'), id: z.int().min(0), list: z.string().max(4_000) }),
  // The answer to `keychain`, together with one end of a channel; the keychain's own process holds the other.
  z.strictObject({ kind: z.literal('keychain'), id: z.int().min(0) }),
  z.strictObject({ kind: z.literal('keychainEnded'), id: z.int().min(0) }),
  // Asked by `--self-test` only; answered with `probed`.
  z.strictObject({ kind: z.literal('probe') }),
  z.strictObject({ kind: z.literal('close') }),
])
export type HostMessage = z.infer<typeof HostMessage>
export type ToEngine = CallMessage | HostMessage

/**
 * What the engine's process says to its host besides replies and events. `failed` comes instead of `ready`,
 * when no engine can be made at all.
 */
export const EngineMessage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('failed'), message: z.string(), fix: z.string() }),
  // Asks the host for the system's way to an origin; it is answered with `proxies`.
  z.strictObject({ kind: z.literal('proxy'), id: z.int().min(0), origin: z.string().max(300) }),
  // Asks the host for a process that talks to the keychain, and gives it back: the host ends it, whatever it
  // waits for.
  z.strictObject({ kind: z.literal('keychain'), id: z.int().min(0) }),
  z.strictObject({ kind: z.literal('keychainDone'), id: z.int().min(0) }),
  z.strictObject({ kind: z.literal('probed'), probes: z.array(Probe) }),
  z.strictObject({ kind: z.literal('closed') }),
])
export type EngineMessage = z.infer<typeof EngineMessage>
export type FromEngine = AnswerMessage | EngineMessage

/** What the engine's process gets on its command line, as JSON. */
export const EngineOrder = z.strictObject({ home: z.string().nullable(), version: z.string() })
export type EngineOrder = z.infer<typeof EngineOrder>
