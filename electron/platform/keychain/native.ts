import { z } from 'zod'
import type { NativeKeychain } from '../../core/secrets/keychain.ts'

/** What the keychain's own process is asked. */
export const KeychainCall = z.discriminatedUnion('verb', [
  z.strictObject({ verb: z.literal('get'), service: z.string(), account: z.string() }),
  z.strictObject({ verb: z.literal('set'), service: z.string(), account: z.string(), password: z.string() }),
  z.strictObject({ verb: z.literal('delete'), service: z.string(), account: z.string() }),
])
export type KeychainCall = z.infer<typeof KeychainCall>

/** What it answers; `found` is null after `set`. */
export const KeychainAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), found: z.union([z.string(), z.boolean(), z.null()]) }),
  z.strictObject({ ok: z.literal(false), reason: z.string() }),
])
export type KeychainAnswer = z.infer<typeof KeychainAnswer>

/** Loading fails on a machine without libsecret, so that it waits until the keychain is needed. */
export async function loadKeytar(): Promise<NativeKeychain> {
  const { default: keytar } = await import('keytar')
  return keytar
}
