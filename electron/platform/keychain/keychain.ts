import { AppError } from '../../core/errors.ts'
import type { SecretStore } from '../../core/ports.ts'
import { Secret } from '../../core/secret.ts'
import type { KeychainSession, NativeKeychain } from './native.ts'
import { joinParts, partAccount, partCount, splitParts } from './parts.ts'
import { explainRefusal } from './refusal.ts'
import { openKeychainSession } from './session.ts'

export const keychainService = 'M365 Connector'

export type KeychainOptions = {
  open?: () => Promise<KeychainSession>
  platform?: NodeJS.Platform
  /** Longest wait for one call, in milliseconds. A locked keyring asks its owner and may never answer where nobody sits. */
  timeoutMs?: number
}

const defaultTimeoutMs = 30_000

/**
 * The operating system's keychain (Credential Manager, macOS keychain, Secret Service). Every failure is an AppError
 * `keychainUnavailable` that says what to do on this platform; nothing is ever kept anywhere else instead.
 */
export function createKeychain(options: KeychainOptions = {}): SecretStore {
  const { open = openKeychainSession, platform = process.platform, timeoutMs = defaultTimeoutMs } = options
  const use = async <T>(work: (native: NativeKeychain) => Promise<T>): Promise<T> => {
    const session = await open().catch(error => {
      throw unavailable(platform, error)
    })
    try {
      return await within(timeoutMs, work(session.native))
    } catch (error) {
      throw unavailable(platform, error)
    } finally {
      session.close()
    }
  }
  return {
    kind: 'keychain',
    save: (connectorId, secret) => use(native => save(native, connectorId, secret)),
    read: connectorId => use(native => read(native, connectorId)),
    remove: connectorId => use(native => remove(native, connectorId)),
  }
}

async function save(native: NativeKeychain, id: string, secret: Secret): Promise<void> {
  const before = await read(native, id)
  const oldParts = partCount(await native.getPassword(keychainService, id))
  const parts = splitParts(secret.reveal())
  try {
    await writeParts(native, id, parts)
  } catch (error) {
    // Of a full store nothing half may remain: neither pieces of a key, nor new pieces beside the old first
    // one.
    await putBack(native, id, before, parts.length).catch(() => undefined)
    throw error
  }
  await removeParts(native, id, parts.length, oldParts)
}

/** The first piece comes last: as long as it is missing, so is the secret. */
async function writeParts(native: NativeKeychain, id: string, [head, ...rest]: [string, ...string[]]) {
  for (const [index, part] of rest.entries()) {
    await native.setPassword(keychainService, partAccount(id, index + 1), part)
  }
  await native.setPassword(keychainService, id, head)
}

async function putBack(native: NativeKeychain, id: string, before: Secret | null, written: number) {
  const old = before === null ? [] : splitParts(before.reveal())
  await removeParts(native, id, Math.max(1, old.length), written)
  if (before === null) return
  try {
    await writeParts(native, id, splitParts(before.reveal()))
  } catch {
    // A mixture of two keys would only be refused by Microsoft, as if it were wrong; with none it is asked
    // for again.
    await remove(native, id)
  }
}

async function read(native: NativeKeychain, id: string): Promise<Secret | null> {
  const head = await native.getPassword(keychainService, id)
  if (head === null) return null
  const parts = [head]
  for (let index = 1; index < partCount(head); index += 1) {
    const part = await native.getPassword(keychainService, partAccount(id, index))
    // Half a key is none: asking for the credential anew is the only way on.
    if (part === null) return null
    parts.push(part)
  }
  return new Secret(joinParts(parts))
}

async function remove(native: NativeKeychain, id: string): Promise<boolean> {
  const head = await native.getPassword(keychainService, id)
  await removeParts(native, id, 1, partCount(head))
  return await native.deletePassword(keychainService, id)
}

async function removeParts(native: NativeKeychain, id: string, from: number, to: number): Promise<void> {
  for (let index = from; index < to; index += 1) {
    await native.deletePassword(keychainService, partAccount(id, index))
  }
}

async function within<T>(timeoutMs: number, work: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(new Error(`no answer within ${Math.round(timeoutMs / 1000)} seconds`)),
    timeoutMs,
  )
  try {
    return await Promise.race([work, late.promise])
  } finally {
    clearTimeout(timer)
  }
}

const withoutKeychain =
  'Or work without one: set M365_CONNECTOR_SECRET_STORE=memory and hand the secret to each command in M365_CONNECTOR_CLIENT_SECRET.'

function unavailable(platform: NodeJS.Platform, cause: unknown): AppError {
  const { reason, fix } = explainRefusal(platform, cause instanceof Error ? cause.message : 'unknown')
  return new AppError('keychainUnavailable', 'The keychain of this computer cannot be used.', {
    fix: `${fix} ${withoutKeychain}`,
    windowFix: fix,
    detail: { reason },
    cause,
  })
}
