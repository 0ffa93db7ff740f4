import type { Hint } from '../../contract/entry/hints.ts'
import { checkSecret } from '../../contract/entry/secret.ts'
import type { Secret } from '../secret.ts'

/** What may be shown about a secret without revealing it. */
export type SecretShape = {
  /** The first three characters, the same that Graph's `passwordCredential.hint` shows. */
  hint: string
  hints: readonly Hint[]
}

/** As {@link checkSecret}, for a secret that comes from the keychain or the environment. */
export function shapeOfSecret(secret: Secret, ids: { tenantId: string; clientId: string }): SecretShape {
  const text = secret.reveal()
  return { hint: text.slice(0, 3), hints: checkSecret(text, ids) }
}
