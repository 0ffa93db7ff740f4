import type { CredentialWish, Step } from '../plan.ts'
import type { FoundApplication } from '../read.ts'
import { type CredentialMark, planRotation, type RotationPlan } from './rotation.ts'

/**
 * The calls by which a connector exchanges its own certificate (application-addkey and application-removekey
 * pages). They take no permission, but a proof of the key in use, so that they cannot add the first one.
 */
export function planRenewal(
  wish: CredentialWish,
  application: FoundApplication,
  mark: CredentialMark,
): RotationPlan {
  const { old, kept } = planRotation(wish, application, mark, false)
  const removal: readonly Step[] =
    old === null
      ? []
      : [
          {
            kind: 'removeKey',
            title: 'Remove the certificate that was in use until then, proved with the new one',
            method: 'POST',
            path: '/applications/{application}/removeKey',
            body: { keyId: old.keyId, proof: '{proof}' },
            removesKey: old.keyId,
          },
        ]
  return { steps: [renewalStep(wish), ...removal], old, kept }
}

/** Adds a certificate; its body and the proof are made when its turn comes. */
export function renewalStep({ endsAt }: CredentialWish): Step {
  const day = new Date(endsAt).toISOString().slice(0, 10)
  return {
    kind: 'addKey',
    title: `Add the public part of a new certificate, valid until ${day}, proved with the one in use`,
    method: 'POST',
    path: '/applications/{application}/addKey',
    body: { keyCredential: '{certificate}', passwordCredential: null, proof: '{proof}' },
  }
}
