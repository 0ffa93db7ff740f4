import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto'
import type { CertificateChoice, CertificateFacts } from '../../core/connectors/certificate.ts'
import { Secret } from '../../core/secret.ts'

const pemBlock = /-----BEGIN ([A-Z0-9 ]+)-----[\s\S]*?-----END \1-----/g

/**
 * Takes a PEM text apart. Of several certificates the one that belongs to the private key is chosen, so that
 * a whole chain can be handed over in any order. A passphrase opens encrypted keys. Environment variables may
 * write line breaks as `\n`.
 */
export function inspectCertificate(pem: string, passphrase?: string): CertificateFacts {
  const text = pem.replaceAll('\\n', '\n')
  const blocks = [...text.matchAll(pemBlock)].map(([block, label]) => ({ block, label: label ?? '' }))
  const certificates = blocks
    .filter(({ label }) => label.endsWith('CERTIFICATE'))
    .flatMap(({ block }) => readCertificate(block) ?? [])
  const keyBlocks = blocks.filter(({ label }) => label.endsWith('PRIVATE KEY')).map(({ block }) => block)
  const keys = keyBlocks.flatMap(block => readKey(block, passphrase) ?? [])
  return {
    certificates: certificates.length,
    key: stateOfKeys(keyBlocks, keys, passphrase),
    chosen: choose(certificates, keys),
  }
}

function readCertificate(block: string): X509Certificate | null {
  try {
    return new X509Certificate(block)
  } catch {
    // Unreadable is counted as absent; the judgement of the facts has the words for it.
    return null
  }
}

function readKey(block: string, passphrase = ''): KeyObject | null {
  try {
    return createPrivateKey(passphrase === '' ? block : { key: block, passphrase })
  } catch {
    // An encrypted key fails here, too; its header distinguishes it from a damaged one.
    return null
  }
}

function stateOfKeys(
  blocks: readonly string[],
  keys: readonly KeyObject[],
  passphrase = '',
): CertificateFacts['key'] {
  if (keys.length > 0) return 'present'
  if (blocks.length === 0) return 'none'
  if (!blocks.some(block => block.includes('ENCRYPTED'))) return 'unreadable'
  return passphrase === '' ? 'encrypted' : 'locked'
}

function choose(
  certificates: readonly X509Certificate[],
  keys: readonly KeyObject[],
): CertificateChoice | null {
  for (const certificate of certificates) {
    const key = keys.find(candidate => certificate.checkPrivateKey(candidate))
    if (key !== undefined) return describe(certificate, key)
  }
  const [first] = certificates
  return first === undefined ? null : describe(first, null)
}

function describe(certificate: X509Certificate, key: KeyObject | null): CertificateChoice {
  const { publicKey } = certificate
  return {
    certificate: certificate.toString().trim(),
    privateKey: key === null ? null : new Secret(key.export({ type: 'pkcs8', format: 'pem' }).toString()),
    keyType: publicKey.asymmetricKeyType ?? 'unknown',
    keyBits: publicKey.asymmetricKeyDetails?.modulusLength ?? null,
    validFrom: Date.parse(certificate.validFrom),
    validTo: Date.parse(certificate.validTo),
    thumbprint: certificate.fingerprint.replaceAll(':', ''),
    thumbprintSha256: certificate.fingerprint256.replaceAll(':', ''),
  }
}
