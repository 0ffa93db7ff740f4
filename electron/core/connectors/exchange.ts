import type { Connector } from '../../contract/connectors.ts'
import type { KeptCredential } from '../../contract/registration/rotation.ts'
import { AppError } from '../errors.ts'
import type { ConnectorStore, SecretStore } from '../ports.ts'
import type { Secret } from '../secret.ts'
import { change, withSecret } from './changes.ts'
import { findConnector } from './find.ts'
import { type TrySignIn, testSignIn } from './sign-in-test.ts'

export type ExchangePorts = { connectors: ConnectorStore; secrets: SecretStore; trySignIn: TrySignIn }

/**
 * Signs in with a credential that lies in the keychain, then puts it in the place of the one in use.
 *
 * @param beforeSave after the test, with what is in use until then; what it throws changes nothing
 * @throws AppError `secretMissing` when the keychain no longer has it, and what {@link testSignIn} throws
 */
export async function exchangeCredential(
  { connectors, secrets, trySignIn }: ExchangePorts,
  id: string,
  kept: KeptCredential,
  beforeSave: (connector: Connector, secret: Secret | null) => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const found = findConnector(await connectors.list(), id)
  const secret = await secrets.read(kept.key)
  if (secret === null) throw valueGone()
  const part = { credential: kept.kind, certificate: kept.certificate, secretExpiresOn: kept.expiresOn }
  await testSignIn(trySignIn, { ...found, ...part }, secret, signal)
  const before = await secrets.read(id)
  await beforeSave(found, before)
  await withSecret(secrets, { id, secret, before }, () =>
    change(connectors, id, current => ({ ...current, ...part })),
  )
}

function valueGone(): AppError {
  return new AppError('secretMissing', 'The keychain of this computer no longer has that credential.', {
    fix: 'Close this and rotate again: a new credential is added then.',
    step: 'secret',
  })
}
