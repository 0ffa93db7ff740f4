import { createHash } from 'node:crypto'
import { rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'

/** Longer than installing and building take together, in milliseconds. */
export const turnLimitMs = 20 * 60_000

/**
 * Runs `work` while no other command of this checkout runs its own: two commands in a fresh clone must not
 * install or build over each other. The turn is a name that a process listens on. Only one can, and the
 * system frees it when that process ends, however it ends.
 * @template T
 * @param {string} root the checkout
 * @param {{ limitMs: number, onWait: () => void }} options
 * @param {() => T | Promise<T>} work
 * @returns {Promise<T>}
 * @throws {Error} after `limitMs`
 */
export async function inTurn(root, { limitMs, onWait }, work) {
  const name = turnName(root, process.platform)
  const deadline = Date.now() + limitMs
  let server = await listen(name)
  if (server === null) onWait()
  while (server === null) {
    if (Date.now() > deadline)
      throw new Error('Another command of this checkout has been working for too long.')
    await sleep(200)
    server = await listen(name)
  }
  try {
    return await work()
  } finally {
    server.close()
  }
}

/**
 * Names of pipes on Windows and, with a zero in front, of sockets on Linux are no files and leave nothing.
 * @param {string} root
 * @param {NodeJS.Platform} platform
 */
function turnName(root, platform) {
  const name = `m365-connector-${createHash('sha256').update(root).digest('hex').slice(0, 24)}`
  if (platform === 'win32') return `\\\\.\\pipe\\${name}`
  return platform === 'linux' ? `\0${name}` : join(tmpdir(), name)
}

/**
 * The server that holds the name, or null while another process does.
 * @param {string} name
 * @returns {Promise<import('node:net').Server | null>}
 */
async function listen(name) {
  const server = createServer(socket => socket.destroy())
  const error = await new Promise(resolve => server.once('error', resolve).listen(name, () => resolve(null)))
  if (error === null) return server
  if (error.code !== 'EADDRINUSE') throw error
  // A process that was killed leaves the file of its socket where names are files; nobody answers there.
  if (name.startsWith(tmpdir()) && !(await answers(name))) rmSync(name, { force: true })
  return null
}

/** @param {string} name */
function answers(name) {
  return new Promise(resolve => {
    const socket = connect(name)
    const end = (/** @type {boolean} */ there) => {
      socket.destroy()
      resolve(there)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
}
