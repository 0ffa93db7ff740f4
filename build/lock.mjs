import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { isAbandoned } from './staleness.mjs'

/**
 * Runs `work` while no other command of this checkout runs its own: two commands in a fresh clone must not
 * install over each other. Waits at most `limitMs`, then throws.
 * @template T
 * @param {{ path: string, limitMs: number, onWait: () => void }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock({ path, limitMs, onWait }, work) {
  mkdirSync(dirname(path), { recursive: true })
  const deadline = Date.now() + limitMs
  let told = false
  while (!tryToOwn(path)) {
    if (removeWhenAbandoned(path, limitMs)) continue
    if (Date.now() > deadline) {
      throw new Error(`Another command has been installing for too long. Remove ${path} and try again.`)
    }
    if (!told) onWait()
    told = true
    await sleep(200)
  }
  const release = () => rmSync(path, { force: true })
  process.once('exit', release)
  try {
    return await work()
  } finally {
    process.removeListener('exit', release)
    release()
  }
}

/** @param {string} path */
function tryToOwn(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (errorCode(error) === 'EEXIST') return false
    throw error
  }
}

/**
 * Says true when it is worth trying again at once.
 * @param {string} path
 * @param {number} limitMs
 */
function removeWhenAbandoned(path, limitMs) {
  const found = inspect(path)
  if (found === null) return true
  if (!isAbandoned(found, { limitMs, isAlive })) return false
  const aside = `${path}.${process.pid}`
  try {
    renameSync(path, aside)
    // Another waiter may have been quicker, and what was moved may be its fresh lock: that one goes back.
    if (inspect(aside)?.inode !== found.inode) linkSync(aside, path)
    rmSync(aside, { force: true })
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  return true
}

/** @param {string} path */
function inspect(path) {
  try {
    const { mtimeMs, ino } = statSync(path)
    const pid = Number.parseInt(readFileSync(path, 'utf8'), 10)
    return { pid, ageMs: Date.now() - mtimeMs, inode: `${ino}:${mtimeMs}` }
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return null
    throw error
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return errorCode(error) === 'EPERM'
  }
}

/** @param {unknown} error */
function errorCode(error) {
  return error instanceof Error && 'code' in error ? error.code : undefined
}
