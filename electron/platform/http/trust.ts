import { X509Certificate } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { decodeText, saveAsUtf8 } from '../../contract/entry/decoded.ts'
import { AppError } from '../../core/errors.ts'

/**
 * Whom to trust: Node's own list, the operating system's, and the extra files, which add and never replace.
 * Loading takes about 150 ms, so that it is done once for all connections.
 *
 * @throws AppError `fileMissing` when an extra file cannot be read, `badRequest` when it holds no
 * certificate.
 */
export function createTrust(caFiles: readonly string[]): SecureContext {
  const extra = caFiles.flatMap(readAuthorities)
  const ca = new Set([...getCACertificates('default'), ...systemCertificates(), ...extra])
  return createSecureContext({ ca: [...ca] })
}

/** A system store that cannot be read leaves Node's list, which is enough unless a proxy inspects TLS. */
function systemCertificates(): string[] {
  try {
    return getCACertificates('system')
  } catch {
    return []
  }
}

/** How many certificates the system's own store names. Throws what Node says when it cannot be read. */
export function countSystemAuthorities(): number {
  return getCACertificates('system').length
}

/**
 * The certificates of a PEM file, at least one and each readable. Throws AppError `fileMissing` or
 * `badRequest`.
 */
export function readAuthorities(file: string): string[] {
  const certificates = readText(file).match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)
  if (certificates === null || !areReadable(certificates)) {
    throw new AppError('badRequest', 'The extra CA file holds no certificate that can be read.', {
      fix: 'Choose a PEM file with the certificates of your proxy or authority, in the settings or in M365_CONNECTOR_CA_FILE.',
      step: 'network',
    })
  }
  return certificates
}

function areReadable(certificates: string[]): boolean {
  try {
    // A secure context takes a certificate that it cannot read for none at all.
    for (const certificate of certificates) new X509Certificate(certificate)
    return true
  } catch {
    return false
  }
}

function readText(file: string): string {
  let bytes: Uint8Array
  try {
    bytes = readFileSync(file)
  } catch (cause) {
    throw new AppError('fileMissing', 'The extra CA file cannot be read.', {
      fix: 'Check its path, in the settings or in M365_CONNECTOR_CA_FILE, and that this program may read the file.',
      step: 'network',
      detail: { reason: errorCode(cause) },
      cause,
    })
  }
  const { text } = decodeText(bytes, { lenient: true })
  if (text !== null) return text
  throw new AppError('badRequest', 'The extra CA file is saved as UTF-16.', {
    fix: saveAsUtf8,
    step: 'network',
  })
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
