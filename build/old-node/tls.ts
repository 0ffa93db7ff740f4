import { readFileSync } from 'node:fs'
import { rootCertificates } from 'node:tls'

export { connect, createSecureContext, rootCertificates } from 'node:tls'

const certificate = /-----BEGIN[\s\S]+?-----END CERTIFICATE-----/g

/** The system's store is a file of Linux here, where alone the tests need it. */
export function getCACertificates(kind: string): string[] {
  if (kind !== 'system') return [...rootCertificates]
  return readFileSync('/etc/ssl/certs/ca-certificates.crt', 'utf8').match(certificate) ?? []
}
