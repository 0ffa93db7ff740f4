import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { installLimitMs, runNpm } from './npm.mjs'
import { pinNode } from './pinned-node.mjs'
import { installationKey, satisfiesLock, thisMachine } from './staleness.mjs'

/**
 * Makes sure that the dependencies of the lock file are installed, and answers with the path of the Node
 * that runs the sources. Costs a hash and two reads when nothing is stale. Everything it says goes to `say`.
 * @param {string} root folder of package.json
 * @param {(sentence: string) => void} say
 * @returns {Promise<string>}
 * @throws {SetupError} when npm fails, or no Node for this machine can be had
 */
export async function ensureInstalled(root, say) {
  const ready = readStamp(root)
  if (ready !== null) return ready
  const lock = {
    path: join(root, '.cache', 'install.lock'),
    limitMs: installLimitMs,
    onWait: () => say('Waiting for another command that installs the dependencies.'),
  }
  return withLock(lock, async () => readStamp(root) ?? install(root, say))
}

/**
 * @param {string} root
 * @param {(sentence: string) => void} say
 */
function install(root, say) {
  rmSync(stampPath(root), { force: true })
  const lockText = readFileSync(join(root, 'package-lock.json'), 'utf8')
  if (!isAlreadyInstalled(root, lockText)) {
    say('Installing the dependencies (npm ci); this happens once and takes about a minute.')
    runNpm(root, ['ci', '--include=dev', '--include=optional', '--ignore-scripts'])
  }
  const node = pinNode(root, say)
  writeFileSync(stampPath(root), JSON.stringify({ key: installationKey(lockText, thisMachine()), node }))
  return node
}

/** @param {string} root */
function stampPath(root) {
  return join(root, 'node_modules', '.bootstrap.json')
}

/**
 * The Node of the last installation, or null when that installation no longer fits.
 * @param {string} root
 * @returns {string | null}
 */
function readStamp(root) {
  try {
    const { key, node } = JSON.parse(readFileSync(stampPath(root), 'utf8'))
    const expected = installationKey(readFileSync(join(root, 'package-lock.json'), 'utf8'), thisMachine())
    return key === expected && typeof node === 'string' && existsSync(node) ? node : null
  } catch {
    return null
  }
}

/**
 * @param {string} root
 * @param {string} lockText
 */
function isAlreadyInstalled(root, lockText) {
  try {
    const installed = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8'))
    return satisfiesLock(JSON.parse(lockText), installed, { ...thisMachine(), libc: libcOfThisMachine() })
  } catch {
    return false
  }
}

/** @returns {'glibc' | 'musl' | null} */
function libcOfThisMachine() {
  if (process.platform !== 'linux') return null
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport())
  return report.header?.glibcVersionRuntime === undefined ? 'musl' : 'glibc'
}
