import { createPrivateKey, createSign, X509Certificate } from 'node:crypto'
import type { Secret } from '../../core/secret.ts'

/** The audience of a proof: the directory service of old, whatever the cloud. */
const audience = '00000002-0000-0000-c000-000000000000'
const lifeSeconds = 600

/** A certificate that is registered, with its private key. */
export type ProvingKey = { certificate: string; privateKey: Secret }

/**
 * The token by which an app proves that it has the key of one of its certificates, and may roll them without
 * any permission (application-rollkey-prooftoken page). It is valid for ten minutes, and has no padding.
 *
 * @param application object id of the registration, which is the issuer; the client ID is not accepted
 * @param now milliseconds since the epoch
 */
export function createKeyProof(
  { certificate, privateKey }: ProvingKey,
  application: string,
  now: number,
): string {
  const { fingerprint, raw } = new X509Certificate(certificate)
  const thumbprint = Buffer.from(fingerprint.replaceAll(':', ''), 'hex').toString('base64url')
  const nbf = Math.floor(now / 1000)
  const header = { alg: 'RS256', typ: 'JWT', x5t: thumbprint, x5c: [raw.toString('base64')] }
  const claims = { aud: audience, iss: application, nbf, exp: nbf + lifeSeconds }
  const text = `${encoded(header)}.${encoded(claims)}`
  const signature = createSign('RSA-SHA256').update(text).sign(createPrivateKey(privateKey.reveal()))
  return `${text}.${signature.toString('base64url')}`
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
