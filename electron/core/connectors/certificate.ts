import { errorHint, type Hint, warning } from '../../contract/entry/hints.ts'
import type { Secret } from '../secret.ts'

/** What a PEM text turned out to hold. */
export type CertificateFacts = {
  /** Certificates that could be read. */
  certificates: number
  /** `locked`: the passphrase that was given does not open it. */
  key: 'none' | 'encrypted' | 'locked' | 'unreadable' | 'present'
  /** The certificate that goes with the key, or the first one when none does; null without any. */
  chosen: CertificateChoice | null
}

export type CertificateChoice = {
  /** The public certificate alone, as PEM. */
  certificate: string
  /** The private key alone, as unencrypted PKCS #8 PEM; null when there is none or it does not match. */
  privateKey: Secret | null
  /** Of the certificate's public key, in lower case: `rsa`, `ec`, … */
  keyType: string
  keyBits: number | null
  /** Epoch milliseconds. */
  validFrom: number
  validTo: number
  /** SHA-1 over the certificate in upper-case hex, as the portal lists it. */
  thumbprint: string
  /** SHA-256 over the certificate in upper-case hex. */
  thumbprintSha256: string
}

/** Takes a PEM text apart. Never throws: what cannot be read is a fact, too. */
export type InspectCertificate = (pem: string, passphrase?: string) => CertificateFacts

const dayMs = 86_400_000
const soonDays = 30
const minBits = 2048
const howToMake =
  'Put the private key (unencrypted) and the certificate into one PEM file, for instance with: openssl pkcs12 -in file.pfx -out connector.pem -nodes'

/**
 * What is wrong with a certificate that was handed over, most basic fault first. Microsoft Entra takes RSA
 * keys from 2048 bits.
 */
export function checkCertificate(facts: CertificateFacts, now: number): readonly Hint[] {
  const refuse = (text: string, fix: string): Hint[] => [errorHint('certificate', 'badRequest', text, fix)]
  const { chosen, key } = facts
  if (chosen === null && key === 'none')
    return refuse('The file is no PEM text with a certificate and its private key.', howToMake)
  if (key === 'encrypted') {
    return refuse(
      'The private key is protected by a passphrase.',
      'Enter the passphrase beside it, or remove it first: openssl pkey -in key.pem -out plain.pem. The app keeps the key in the keychain of this computer.',
    )
  }
  if (key === 'locked') {
    return refuse(
      'The passphrase does not open the private key.',
      'Enter the passphrase that was chosen when the key was made.',
    )
  }
  if (key === 'none') return refuse('The file holds a certificate but no private key.', howToMake)
  if (key === 'unreadable') return refuse('The private key cannot be read.', howToMake)
  if (chosen === null) return refuse('The file holds a private key but no certificate.', howToMake)
  if (chosen.privateKey === null) {
    return refuse(
      'The private key does not belong to the certificate.',
      'Choose the key that the certificate was made with.',
    )
  }
  if (chosen.keyType !== 'rsa') {
    return refuse(
      `The key is of the kind ${chosen.keyType}; Microsoft Entra signs applications in with RSA keys only.`,
      'Make a certificate with an RSA key of 2048 bits or more.',
    )
  }
  if (chosen.keyBits !== null && chosen.keyBits < minBits) {
    return refuse(
      `The RSA key has ${chosen.keyBits} bits; it needs at least ${minBits}.`,
      'Make a certificate with a longer key.',
    )
  }
  return checkValidity(chosen, now)
}

function checkValidity({ validFrom, validTo }: CertificateChoice, now: number): readonly Hint[] {
  const renew =
    'Make a new certificate, upload its public part under Certificates & secrets, and add it here.'
  if (validTo <= now) {
    return [errorHint('certificate', 'secretExpired', `The certificate expired on ${dayOf(validTo)}.`, renew)]
  }
  if (validFrom > now) {
    const fix = `Wait until then, or check the clock of this computer: it says ${minuteOf(now)} UTC.`
    return [
      errorHint(
        'certificate',
        'badRequest',
        `The certificate is valid only from ${minuteOf(validFrom)} UTC on.`,
        fix,
      ),
    ]
  }
  if (validTo - now < soonDays * dayMs)
    return [warning('certificate', `The certificate expires on ${dayOf(validTo)}.`, renew)]
  return []
}

/** Most of those that are not valid yet become so within the same day, by a clock that is ahead. */
function minuteOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 16).replace('T', ' ')
}

function dayOf(epochMs: number): string {
  return new Date(epochMs).toISOString().slice(0, 10)
}
