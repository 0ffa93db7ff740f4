import forge from 'node-forge'
import { pemOf } from '../../core/connectors/pem.ts'
import { AppError } from '../../core/errors.ts'

/**
 * The certificates and private keys of a PKCS #12 file (.pfx, .p12) as PEM text, keys unencrypted.
 *
 * @throws AppError `badRequest` with step `certificate` when it is no such file, is encrypted in a way that
 * is not known, or the passphrase is another one.
 */
export function readPfx(bytes: Uint8Array, passphrase: string): string {
  const contents = openPfx(Buffer.from(bytes).toString('latin1'), passphrase)
  return contents
    .flatMap(({ safeBags }) => safeBags)
    .map(bag => {
      const { type, key, cert, asn1 } = bag
      if (type === forge.pki.oids.certBag) {
        const value = cert == null ? asn1 : forge.pki.certificateToAsn1(cert)
        return value === undefined ? '' : pemOf('CERTIFICATE', derOf(value))
      }
      // A key of another kind than RSA stays as it was read; the judgement of the facts has the words for it.
      const value = key == null ? asn1 : forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(key))
      return value === undefined ? '' : pemOf('PRIVATE KEY', derOf(value))
    })
    .join('')
}

function openPfx(bytes: string, passphrase: string) {
  const value = parsed(bytes)
  const open = (whole: typeof value, text: string | null) =>
    forge.pkcs12.pkcs12FromAsn1(whole, false, text).safeContents
  try {
    return open(value, passphrase)
  } catch (cause) {
    if (isAnotherFile(cause)) throw unreadable('The file is no PFX file, or it is damaged.', cause)
    if (isUnknownEncryption(cause))
      throw unreadable('The PFX file is encrypted in a way that this app does not read.', cause)
    const inBytes = Buffer.from(passphrase).toString('latin1')
    if (inBytes === passphrase && passphrase !== '') throw wrongPassphrase(cause)
    try {
      // An empty passphrase and none at all give different check sums.
      return passphrase === '' ? open(value, null) : open(withoutMac(value), inBytes)
    } catch {
      throw wrongPassphrase(cause)
    }
  }
}

/** A certificate alone (.cer) is such a file. The library has no codes, only sentences. */
function isAnotherFile(error: unknown): boolean {
  return error instanceof Error && /not an? PKCS/i.test(error.message)
}

/**
 * Whatever else goes wrong comes from the passphrase: one time in 256 what a wrong one decrypts ends as if it
 * were right, and is no structure.
 */
function isUnknownEncryption(error: unknown): boolean {
  return error instanceof Error && /support/i.test(error.message)
}

/**
 * The newer encryption (PBES2) takes a passphrase as UTF-8, the check sum of the file takes it as UTF-16. The
 * library knows one form for both, so that letters beyond ASCII are tried without the check sum; the padding
 * of what is decrypted still gives a wrong passphrase away.
 */
function withoutMac(value: ReturnType<typeof parsed>): ReturnType<typeof parsed> {
  return Array.isArray(value.value) ? { ...value, value: value.value.slice(0, 2) } : value
}

function parsed(bytes: string) {
  try {
    return forge.asn1.fromDer(bytes)
  } catch (cause) {
    throw unreadable('The file is no PFX file, or it is damaged.', cause)
  }
}

function derOf(value: Parameters<typeof forge.asn1.toDer>[0]): Buffer {
  return Buffer.from(forge.asn1.toDer(value).getBytes(), 'latin1')
}

function wrongPassphrase(cause: unknown): AppError {
  return new AppError('badRequest', 'The passphrase does not open the PFX file.', {
    fix: 'Enter the passphrase that was chosen when the file was exported.',
    step: 'certificate',
    detail: { kind: 'passphrase' },
    cause,
  })
}

function unreadable(message: string, cause: unknown): AppError {
  return new AppError('badRequest', message, {
    fix: 'Export the certificate again with its private key, or make a PEM file with: openssl pkcs12 -in file.pfx -out connector.pem -nodes',
    step: 'certificate',
    cause,
  })
}
