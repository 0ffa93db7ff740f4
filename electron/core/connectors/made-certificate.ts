import type { MadeCertificate } from '../../contract/setup/certificate.ts'
import type { Clock, SecretStore } from '../ports.ts'
import type { Secret } from '../secret.ts'
import type { InspectCertificate } from './certificate.ts'

/**
 * Makes a self-signed RSA certificate for signing in as an application.
 *
 * @param request `days` until it expires, counted from `now` in epoch milliseconds
 * @returns the certificate as PEM and its private key as unencrypted PKCS #8 PEM
 */
export type MakeCertificate = (request: {
  name: string
  days: number
  now: number
}) => Promise<{ certificate: string; privateKey: Secret }>

export type MadeCertificatePorts = {
  secrets: SecretStore
  makeCertificate: MakeCertificate
  inspectCertificate: InspectCertificate
  clock: Pick<Clock, 'now'>
  newId(): string
}

/**
 * Makes a certificate whose private key goes into the keychain and nowhere else: only its public side is
 * handed out. Throws `keychainUnavailable`.
 */
export async function keepNewCertificate(
  ports: MadeCertificatePorts,
  { name, days }: { name: string; days: number },
): Promise<MadeCertificate> {
  const { certificate, privateKey } = await ports.makeCertificate({ name, days, now: ports.clock.now() })
  const { chosen } = ports.inspectCertificate(certificate)
  if (chosen === null) throw new TypeError('a certificate that was made can be read')
  const key = ports.newId()
  await ports.secrets.save(key, privateKey)
  return {
    key,
    certificate,
    thumbprint: chosen.thumbprint,
    thumbprintSha256: chosen.thumbprintSha256,
    expiresOn: new Date(chosen.validTo).toISOString().slice(0, 10),
  }
}
