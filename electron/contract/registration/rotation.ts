import { z } from 'zod'

const Kind = z.enum(['secret', 'certificate'])
const KeyId = z.string().max(100)

/** A credential as the registration lists it. */
const Entry = z.strictObject({ kind: Kind, keyId: KeyId, name: z.string().max(500).nullable() })

/** Where a credential lies in the keychain, with what of it may be written down. */
const Kept = z.strictObject({
  kind: Kind,
  /** The account of the keychain. */
  key: z.uuid(),
  /** The public certificate (PEM); null for a secret. */
  certificate: z.string().max(16_384).nullable(),
  expiresOn: z.string().max(10).nullable(),
})
export type KeptCredential = z.infer<typeof Kept>

/**
 * `adding`: it is not known whether the new credential is in the tenant. `added`: it is, and not certain to
 * be in use. `switched`: it is in use, and the old one is still in the tenant.
 */
const Stage = z.enum(['adding', 'added', 'switched'])

/**
 * A rotation under way, written down before each of its steps, so that one that was broken off can be
 * finished or undone. It holds no secret: those lie in the keychain under the keys it names.
 */
export const RotationRecord = z.strictObject({
  /** The connector's id. */
  connector: z.uuid(),
  /** Object id of the registration. */
  application: z.string().max(100),
  begunAt: z.iso.datetime(),
  stage: Stage,
  /** The new credential: its entry, `keyId` null while it is not known, and its place in the keychain. */
  added: Kept.extend({ keyId: KeyId.nullable(), name: z.string().max(500) }),
  /** The entry that is to be removed in the end; null where the old credential stays. */
  old: Entry.nullable(),
  /** The credential that was in use, kept until the end; null before the switch, and where there was none. */
  previous: Kept.nullable(),
})
export type RotationRecord = z.infer<typeof RotationRecord>

/** A rotation that was broken off, as a window sees it. */
export const PendingRotation = z.strictObject({
  connector: z.uuid(),
  begunAt: z.string(),
  stage: Stage,
  /** `keyId` null while nobody knows it. */
  added: z.strictObject({ kind: Kind, keyId: z.string().nullable(), name: z.string() }),
  old: Entry.nullable(),
})
export type PendingRotation = z.infer<typeof PendingRotation>
