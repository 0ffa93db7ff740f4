import { randomUUID } from 'node:crypto'
import { type FileHandle, link, open, readFile, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileFailure, systemCode } from '../../../core/files/failure.ts'
import {
  checkHolder,
  type HolderResult,
  heartbeatMs,
  LockHolder,
  type ProcessPlace,
} from '../../../core/files/lock-holder.ts'
import { retryWhileBusy } from '../busy-files.ts'
import { privateFileMode } from '../private-files.ts'
import { ownNamespace, type ProcessFacts, processFacts } from './process-identity.ts'

export type HeldLock = { release(): Promise<void> }

export type LockResult = { lock: HeldLock; holder: null } | { lock: null; holder: LockHolder | null }

export type LockPorts = {
  facts: (pid: number) => Promise<ProcessFacts>
  place: () => Promise<ProcessPlace>
  /** How long to wait for a heartbeat where nothing else shows whether a holder lives, in milliseconds. */
  heartbeatWaitMs: number
}

const ownPorts: LockPorts = {
  facts: processFacts,
  place: async () => ({ host: hostname(), platform: process.platform, namespace: await ownNamespace() }),
  heartbeatWaitMs: heartbeatMs + 1000,
}
/** Clearing a leftover away takes milliseconds, so that a much older claim to do so is a leftover itself. */
const maxClearingMs = 60_000

/**
 * Takes a lock that other processes respect, or reports who holds it. A process that was killed leaves its
 * file behind; that is recognised by its number and start, where those prove nothing by a missing heartbeat
 * (then the call takes some seconds).
 */
export async function takeLock(path: string, ports: LockPorts = ownPorts): Promise<LockResult> {
  try {
    return (await claim(path, ports)) ?? (await claimStale(path, ports))
  } catch (error) {
    throw fileFailure(error, path, 'taking a lock')
  }
}

/** Whether somebody holds the lock now. A left-behind file does not count. */
export async function isLockHeld(path: string, ports: LockPorts = ownPorts): Promise<boolean> {
  const found = await inspect(path, ports)
  return found !== null && found.state !== 'stale'
}

async function claimStale(path: string, ports: LockPorts): Promise<LockResult> {
  const found = await settle(path, ports)
  if (found?.state === 'held') return { lock: null, holder: found.holder }
  // Of several processes that see the same leftover only one may clear it away, or the slower would clear the
  // faster one's new lock.
  const clearing = await claimClearing(`${path}.clearing`, ports)
  if (clearing === null) return { lock: null, holder: found?.holder ?? null }
  try {
    const again = await inspect(path, ports)
    if (again !== null && isSame(again, found)) await remove(path)
    const taken = await claim(path, ports)
    return taken ?? { lock: null, holder: (await inspect(path, ports))?.holder ?? null }
  } finally {
    await clearing.lock.release()
  }
}

async function claimClearing(path: string, ports: LockPorts) {
  const clearing = await claim(path, ports)
  if (clearing !== null) return clearing
  const other = await inspect(path, ports)
  const over = other === null || other.state === 'stale' || Date.now() - other.touchedMs > maxClearingMs
  if (!over) return null
  await remove(path)
  return await claim(path, ports)
}

type Inspection = { state: HolderResult; holder: LockHolder | null; nonce: string; touchedMs: number }

/**
 * Looks at the lock file; waits for a heartbeat where only that can show it. Null when there is no file any
 * more.
 */
async function settle(path: string, ports: LockPorts): Promise<Inspection | null> {
  const first = await inspect(path, ports)
  if (first?.state !== 'watch') return first
  await sleep(ports.heartbeatWaitMs)
  const second = await inspect(path, ports)
  if (second === null) return null
  return { ...second, state: isSame(second, first) ? 'stale' : 'held' }
}

function isSame(later: Inspection, earlier: Inspection | null): boolean {
  return later.nonce === earlier?.nonce && later.touchedMs === earlier.touchedMs
}

const nobody: ProcessFacts = { alive: false, identity: null }

async function inspect(path: string, ports: LockPorts): Promise<Inspection | null> {
  const found = await readLockFile(path)
  if (found === null) return null
  const { text, touchedMs } = found
  const holder = parseHolder(text)
  const { alive, identity } = holder === null ? nobody : await ports.facts(holder.pid)
  const state = checkHolder({
    holder,
    ownPlace: await ports.place(),
    alive,
    identityNow: identity,
    silentMs: Date.now() - touchedMs,
  })
  return { state, holder, nonce: holder?.nonce ?? text, touchedMs }
}

async function readLockFile(path: string): Promise<{ text: string; touchedMs: number } | null> {
  try {
    return { text: await readFile(path, 'utf8'), touchedMs: (await stat(path)).mtimeMs }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw error
  }
}

function parseHolder(text: string): LockHolder | null {
  try {
    return LockHolder.parse(JSON.parse(text))
  } catch {
    // A file cut short by a power failure holds no lock for long; its age decides.
    return null
  }
}

/** Makes the lock file complete in one step, or returns null when there is one. */
async function claim(path: string, ports: LockPorts): Promise<{ lock: HeldLock; holder: null } | null> {
  const holder: LockHolder = {
    pid: process.pid,
    ...(await ports.place()),
    identity: (await ports.facts(process.pid)).identity,
    nonce: randomUUID(),
    since: new Date().toISOString(),
  }
  const handle = await publish(path, `${JSON.stringify(holder)}\n`, holder.nonce)
  return handle === null ? null : { lock: hold(path, handle, holder.nonce), holder: null }
}

/**
 * A hard link fails when its name exists and shows only finished files; file systems without links get the
 * exclusive creation.
 */
async function publish(path: string, text: string, nonce: string): Promise<FileHandle | null> {
  const temporary = `${path}.${nonce}.tmp`
  const handle = await open(temporary, 'wx', privateFileMode)
  try {
    await handle.writeFile(text)
    await link(temporary, path)
    return handle
  } catch (error) {
    await handle.close()
    const code = systemCode(error)
    if (code === 'EEXIST') return null
    if (code === 'EPERM' || code === 'ENOTSUP' || code === 'ENOSYS')
      return await createExclusively(path, text)
    throw error
  } finally {
    await remove(temporary)
  }
}

async function remove(path: string): Promise<void> {
  await retryWhileBusy(() => rm(path, { force: true }))
}

async function createExclusively(path: string, text: string): Promise<FileHandle | null> {
  try {
    const handle = await open(path, 'wx', privateFileMode)
    await handle.writeFile(text)
    return handle
  } catch (error) {
    if (systemCode(error) === 'EEXIST') return null
    throw error
  }
}

function hold(path: string, handle: FileHandle, nonce: string): HeldLock {
  // Touching through the open file never touches another holder's file of the same name.
  const heartbeat = setInterval(() => {
    const now = new Date()
    handle.utimes(now, now).catch(() => undefined)
  }, heartbeatMs)
  heartbeat.unref()
  let released = false
  return {
    release: async () => {
      if (released) return
      released = true
      clearInterval(heartbeat)
      await handle.close()
      const found = await readLockFile(path)
      if (found !== null && parseHolder(found.text)?.nonce === nonce) await remove(path)
    },
  }
}
