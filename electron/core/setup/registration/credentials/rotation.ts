import type { KeptReason } from '../../../../contract/registration/session.ts'
import { entriesOf } from '../../../datasets/fields.ts'
import { secretsOf } from '../../../datasets/registration.ts'
import { AppError } from '../../../errors.ts'
import { isStillSpreading } from '../../../identity/still-spreading.ts'
import { type CredentialWish, credentialStep, isThumbprint, type Step } from '../plan.ts'
import type { FoundApplication } from '../read.ts'

/** By what the credential in use is recognised among those that the registration lists. */
export type CredentialMark = {
  /** The first three characters of the secret; null for a certificate, or when none can be read. */
  hint: string | null
  /** SHA-1 of the certificate in upper-case hex; null for a secret. */
  thumbprint: string | null
  /** Names of the other connectors of this computer that sign in with the same one. */
  sharedWith: readonly string[]
}

export type CredentialEntry = { kind: 'secret' | 'certificate'; keyId: string; name: string | null }

/** Why the old credential stays in the tenant, and whose it is as well. */
export type Kept = { reason: KeptReason; connectors: readonly string[] }

/**
 * The entry of the credential in use; null when none or several fit, for then nobody knows which one it is.
 */
export function entryInUse(
  application: FoundApplication,
  { hint, thumbprint }: Pick<CredentialMark, 'hint' | 'thumbprint'>,
): CredentialEntry | null {
  const kind = thumbprint === null ? 'secret' : 'certificate'
  const fitting =
    thumbprint === null
      ? secretsOf(application).filter(secret => hint !== null && secret.hint === hint)
      : entriesOf(application.keyCredentials).filter(({ customKeyIdentifier }) =>
          isThumbprint(customKeyIdentifier ?? '', thumbprint),
        )
  const [only, ...others] = fitting
  if (only?.keyId == null || others.length > 0) return null
  return { kind, keyId: only.keyId, name: only.displayName ?? null }
}

export type RotationPlan = { steps: readonly Step[]; old: CredentialEntry | null; kept: Kept | null }

/**
 * The calls that exchange a credential: the new one is added, tested and put into the keychain by the first;
 * the second removes the old one. Without the second where the person wants to keep the old one, where
 * another connector needs it, or where it is not known which entry it is.
 */
export function planRotation(
  wish: CredentialWish,
  application: FoundApplication,
  mark: CredentialMark,
  keepOld: boolean,
): RotationPlan {
  const found = entryInUse(application, mark)
  const kept = keptOf(found, mark, keepOld)
  const old = kept === null ? found : null
  const title = 'that was in use until then'
  return { steps: [credentialStep(wish), ...(old === null ? [] : [removalOf(old, title)])], old, kept }
}

function keptOf(
  found: CredentialEntry | null,
  { sharedWith }: CredentialMark,
  keepOld: boolean,
): Kept | null {
  if (keepOld) return { reason: 'chosen', connectors: [] }
  if (sharedWith.length > 0) return { reason: 'shared', connectors: sharedWith }
  return found === null ? { reason: 'unidentified', connectors: [] } : null
}

/**
 * The call that removes a credential.
 *
 * @param which what distinguishes it from the others, in words
 */
export function removalOf({ kind, keyId, name }: CredentialEntry, which: string): Step {
  const called = name === null ? '' : ` “${name}”`
  if (kind === 'secret') {
    return {
      kind: 'removeSecret',
      title: `Remove the client secret${called} ${which}`,
      method: 'POST',
      path: '/applications/{application}/removePassword',
      body: { keyId },
      removesKey: keyId,
    }
  }
  return {
    kind: 'removeCertificate',
    title: `Remove the certificate${called} ${which}; the others stay`,
    method: 'PATCH',
    path: '/applications/{application}',
    body: { keyCredentials: '{others}' },
    removesKey: keyId,
  }
}

const pauseMs = 10_000
const limitMs = 300_000

/**
 * Milliseconds until a credential that was refused is tried again; null when that would not help. Sign-in
 * hosts learn of a new credential some seconds to minutes after Graph, and refuse whoever asks too often.
 *
 * @param sinceMs since the first attempt
 */
export function retryNewCredential(error: unknown, sinceMs: number): number | null {
  const canPass = error instanceof AppError && isStillSpreading(error)
  return canPass && sinceMs + pauseMs <= limitMs ? pauseMs : null
}
