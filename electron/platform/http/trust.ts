import { readFileSync } from 'node:fs'
import { createSecureContext, getCACertificates, type SecureContext } from 'node:tls'
import { AppError } from '../../core/errors.ts'

/**
 * Whom to trust: Node's own list, the operating system's, and the extra file, which adds and never replaces.
 * Loading takes about 150 ms, so that it is done once for all connections.
 *
 * @throws AppError `fileMissing` when the extra file cannot be read, `badRequest` when it holds no certificate.
 */
export function createTrust(caFile: string | null): SecureContext {
  const extra = caFile === null ? [] : readCertificates(caFile)
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

function readCertificates(file: string): string[] {
  const certificates = readText(file).match(/-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g)
  if (certificates === null || !areReadable(certificates)) {
    throw new AppError('badRequest', 'The extra CA file holds no certificate that can be read.', {
      fix: 'Point M365_CONNECTOR_CA_FILE to a PEM file with the certificates of your proxy or authority.',
      step: 'network',
    })
  }
  return certificates
}

function areReadable(certificates: string[]): boolean {
  try {
    createSecureContext({ ca: certificates })
    return true
  } catch {
    return false
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (cause) {
    throw new AppError('fileMissing', 'The extra CA file cannot be read.', {
      fix: 'Check the path in M365_CONNECTOR_CA_FILE and that this program may read the file.',
      step: 'network',
      detail: { reason: errorCode(cause) },
      cause,
    })
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
