import type { CredentialInput } from '../../contract/connectors.ts'
import { AppError } from '../errors.ts'
import type { SecretStore } from '../ports.ts'
import type { Secret } from '../secret.ts'

/** A credential as it can be judged: files are opened, and the key of a certificate made here is at hand. */
export type OpenCredential =
  | { kind: 'secret'; secret: string }
  | { kind: 'certificate'; pem: string; passphrase?: string | undefined }
  | { kind: 'made'; certificate: string; privateKey: Secret }

/**
 * Opens a PKCS #12 file and hands out its certificates and keys as PEM text. Throws AppError `badRequest`.
 */
export type ReadPfx = (bytes: Uint8Array, passphrase: string) => string

type Ports = { secrets: Pick<SecretStore, 'read' | 'remove'>; readPfx: ReadPfx }

/**
 * Throws AppError `badRequest` for a file that cannot be opened, and `secretMissing` when the key of a
 * certificate that was made here is no longer in the keychain.
 */
export async function openCredential(ports: Ports, input: CredentialInput): Promise<OpenCredential> {
  switch (input.kind) {
    case 'pfx':
      return { kind: 'certificate', pem: ports.readPfx(bytesOf(input.base64), input.passphrase) }
    case 'made': {
      const privateKey = await ports.secrets.read(input.key)
      if (privateKey === null) throw keyGone()
      return { kind: 'made', certificate: input.certificate, privateKey }
    }
    default:
      return input
  }
}

/** Removes the key of a certificate made here from its own place, once it is stored with a connector. */
export async function closeCredential({ secrets }: Ports, input: CredentialInput | undefined): Promise<void> {
  if (input?.kind !== 'made') return
  // The connector has its own copy; one that is left over belongs to nothing and is never read.
  await secrets.remove(input.key).catch(() => false)
}

function bytesOf(base64: string): Uint8Array {
  return Uint8Array.from(atob(base64), sign => sign.charCodeAt(0))
}

function keyGone(): AppError {
  return new AppError('secretMissing', 'The private key of the certificate is no longer in the keychain.', {
    fix: 'Create a new certificate, and upload its public part in the place of the other one.',
    step: 'certificate',
  })
}
