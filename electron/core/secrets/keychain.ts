import { AppError } from '../errors.ts'
import type { SecretStore } from '../ports.ts'
import { Secret } from '../secret.ts'
import { explainRefusal } from './refusal.ts'

export const keychainService = 'M365 Connector'

/**
 * The part of a native keychain library that is used. Its calls block a thread until the keychain answers,
 * and cannot be cancelled.
 */
export type NativeKeychain = {
  getPassword(service: string, account: string): Promise<string | null>
  setPassword(service: string, account: string, password: string): Promise<void>
  deletePassword(service: string, account: string): Promise<boolean>
}

/** A way to the keychain for a few calls. Closing it ends whatever still waits. */
export type KeychainSession = { native: NativeKeychain; close(): void }

export type KeychainOptions = {
  open: () => Promise<KeychainSession>
  platform: NodeJS.Platform
  /**
   * Longest wait for one call, in milliseconds. A locked keyring asks its owner and may never answer where
   * nobody sits.
   */
  timeoutMs?: number
}

const defaultTimeoutMs = 30_000

/**
 * The operating system's keychain (Credential Manager, macOS keychain, Secret Service). Every failure is an
 * AppError `keychainUnavailable` that says what to do on this platform; nothing is ever kept anywhere else
 * instead.
 */
export function createKeychain({
  open,
  platform,
  timeoutMs = defaultTimeoutMs,
}: KeychainOptions): SecretStore {
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
    // Half a key is none: the credential has to be entered again.
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

/** Windows stores at most 2,560 bytes per credential; an RSA key of 4,096 bits has 3,272 as PEM text. */
const partBytes = 2400
const marker = /^m365-connector-parts:(\d{1,2})\n/

/**
 * The text in pieces that each platform can store. The first names their number, unless it is the only one.
 * Expects ASCII for more than one.
 */
function splitParts(text: string): [string, ...string[]] {
  if (Buffer.byteLength(text) <= partBytes) return [text]
  const pieces: string[] = []
  for (let start = 0; start < text.length; start += partBytes)
    pieces.push(text.slice(start, start + partBytes))
  const [first = '', ...rest] = pieces
  return [`m365-connector-parts:${pieces.length}\n${first}`, ...rest]
}

/** How many pieces there are, as the first one says; 0 without it. */
function partCount(head: string | null): number {
  if (head === null) return 0
  return Number(marker.exec(head)?.[1] ?? 1)
}

/** The text of all pieces in their order. */
function joinParts(parts: readonly string[]): string {
  return parts.join('').replace(marker, '')
}

/** The account under which piece 1, 2, … is stored; piece 0 has the connector's own. */
function partAccount(connectorId: string, index: number): string {
  return `${connectorId} part ${index + 1}`
}
