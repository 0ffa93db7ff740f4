import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { withLock } from './lock.mjs'
import { SetupError } from './npm.mjs'

const buildLimitMs = 5 * 60_000

/** Everything that the built page depends on, below the project's folder. */
const sources = ['renderer', 'electron/contract', 'build/vite.renderer.config.ts', 'package-lock.json']

/**
 * Builds the page into dist/renderer when its sources changed since it was built last. Does nothing in a
 * checkout without a page.
 * @param {string} root folder of package.json
 * @param {string} node the Node that runs the build
 * @param {(sentence: string) => void} say
 * @throws {SetupError} when the build fails
 */
export async function ensureRenderer(root, node, say) {
  if (!existsSync(join(root, 'renderer', 'index.html'))) return
  const hash = hashFiles(root, sources)
  if (readHash(root) === hash) return
  const lock = {
    path: join(root, '.cache', 'renderer.lock'),
    limitMs: buildLimitMs,
    onWait: () => say('Waiting for another command that builds the window.'),
  }
  await withLock(lock, async () => {
    if (readHash(root) !== hash) buildRenderer(root, node, hash, say)
  })
}

/**
 * @param {string} root
 * @param {string} node
 * @param {string} hash
 * @param {(sentence: string) => void} say
 */
function buildRenderer(root, node, hash, say) {
  say('Building the window.')
  rmSync(hashPath(root), { force: true })
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [
    vite,
    'build',
    '--config',
    join(root, 'build', 'vite.renderer.config.ts'),
    '--logLevel',
    'warn',
  ]
  const result = spawnSync(node, args, { cwd: root, stdio: ['ignore', 2, 2], timeout: buildLimitMs })
  if (result.status !== 0) throw new SetupError('The window could not be built; the lines above say why.')
  writeFileSync(hashPath(root), hash)
}

/** @param {string} root */
function hashPath(root) {
  return join(root, 'dist', 'renderer.hash')
}

/** @param {string} root */
function readHash(root) {
  const path = hashPath(root)
  return existsSync(path) && existsSync(join(root, 'dist', 'renderer', 'index.html'))
    ? readFileSync(path, 'utf8')
    : null
}

/**
 * One hash over the names and contents of files and of all files in folders, the same on every system.
 * @param {string} root
 * @param {readonly string[]} paths relative to root; one that is not there counts as empty
 */
export function hashFiles(root, paths) {
  const hash = createHash('sha256')
  for (const path of paths.flatMap(path => filesBelow(join(root, path))).sort()) {
    hash.update(`${relative(root, path).replaceAll('\\', '/')}\0`)
    hash.update(createHash('sha256').update(readFileSync(path)).digest())
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]}
 */
function filesBelow(path) {
  if (!existsSync(path)) return []
  try {
    return readdirSync(path).flatMap(name => filesBelow(join(path, name)))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOTDIR') return [path]
    throw error
  }
}
