import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { inTurn, turnLimitMs } from './turn.mjs'

const buildLimitMs = 5 * 60_000

/** A failure that is reported to the person as it is, without a stack. */
export class SetupError extends Error {}

/**
 * @typedef {{
 *   title: string,
 *   sources: readonly string[],
 *   proofs: readonly string[],
 *   builds: readonly (readonly string[])[],
 * }} Part what is built from what: `sources` is everything it depends on, `proofs` are files that are there
 * once it is built,
 *   `builds` the arguments of Vite for each of its builds; all paths are below the project's folder
 */

/** @type {Readonly<Record<'window' | 'desktop' | 'engine' | 'engineForOldNode' | 'cli' | 'bench', Part>>} */
const parts = {
  window: {
    title: 'the window',
    sources: ['renderer', 'electron/contract', 'build/vite.renderer.config.ts', 'package-lock.json'],
    proofs: ['dist/renderer/index.html'],
    builds: [['--config', 'build/vite.renderer.config.ts']],
  },
  desktop: {
    title: 'the desktop app',
    sources: [
      'electron/main',
      'electron/preload',
      'electron/contract',
      'build/resources',
      'build/vite.desktop.config.ts',
      'package-lock.json',
    ],
    proofs: ['dist/main/main.js', 'dist/preload/preload.cjs'],
    builds: [
      ['--config', 'build/vite.desktop.config.ts', '--mode', 'main'],
      ['--config', 'build/vite.desktop.config.ts', '--mode', 'preload'],
    ],
  },
  engine: {
    title: 'the engine',
    sources: ['electron', 'build/vite.desktop.config.ts', 'package-lock.json'],
    proofs: ['dist/engine/process.js', 'dist/engine/worker.js', 'dist/engine/keytar-process.js'],
    builds: [['--config', 'build/vite.desktop.config.ts', '--mode', 'engine']],
  },
  // Of tests alone, whose Electron may carry an older Node than the shipped one.
  engineForOldNode: {
    title: 'the engine for an older Electron',
    sources: ['electron', 'build/vite.desktop.config.ts', 'build/old-node', 'package-lock.json'],
    proofs: ['dist/engine-for-old-node/process.js'],
    builds: [['--config', 'build/vite.desktop.config.ts', '--mode', 'engine-for-old-node']],
  },
  cli: {
    title: 'the command line',
    sources: ['electron', 'build/vite.desktop.config.ts', 'package.json', 'package-lock.json'],
    proofs: ['dist/cli/main.js', 'dist/cli/worker.js', 'dist/cli/keytar-process.js'],
    builds: [['--config', 'build/vite.desktop.config.ts', '--mode', 'cli']],
  },
  bench: {
    title: 'the benchmark',
    sources: [
      'electron',
      'test/bench/support',
      'test/support/turned-clock.ts',
      'build/vite.desktop.config.ts',
      'package-lock.json',
    ],
    proofs: ['dist/bench/engine-sync.js', 'dist/bench/worker.js'],
    builds: [['--config', 'build/vite.desktop.config.ts', '--mode', 'bench']],
  },
}

/** @typedef {keyof typeof parts} PartName */

/**
 * @param {string} name
 * @returns {name is PartName}
 */
export function isPart(name) {
  return Object.hasOwn(parts, name)
}

/**
 * Builds a part of the app into dist when its sources changed since it was built last.
 * @param {string} root folder of package.json
 * @param {string} node the Node that runs the build
 * @param {PartName} name
 * @param {(sentence: string) => void} say
 * @throws {SetupError} when the build fails
 */
export async function ensureBuilt(root, node, name, say) {
  const part = parts[name]
  const hash = hashFiles(root, part.sources)
  if (builtHash(root, name) === hash) return
  const onWait = () => say(`Waiting for another command that builds ${part.title}.`)
  await inTurn(root, { limitMs: turnLimitMs, onWait }, () => {
    if (builtHash(root, name) !== hash) build(root, node, name, say)
    writeFileSync(hashPath(root, name), hash)
  })
}

/**
 * Whether a part is there as its sources are now.
 * @param {string} root folder of package.json
 * @param {PartName} name
 */
export function isBuilt(root, name) {
  return builtHash(root, name) === hashFiles(root, parts[name].sources)
}

/**
 * @param {string} root
 * @param {string} node
 * @param {PartName} name
 * @param {(sentence: string) => void} say
 */
function build(root, node, name, say) {
  const { title, builds } = parts[name]
  say(`Building ${title}.`)
  rmSync(hashPath(root, name), { force: true })
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  for (const args of builds) {
    const all = [vite, 'build', ...args, '--logLevel', 'warn']
    const { status } = spawnSync(node, all, { cwd: root, stdio: ['ignore', 2, 2], timeout: buildLimitMs })
    if (status !== 0) throw new SetupError(`Building ${title} failed; the lines above say why.`)
  }
}

/**
 * @param {string} root
 * @param {PartName} name
 */
function hashPath(root, name) {
  return join(root, 'dist', `${name}.hash`)
}

/**
 * The hash of the sources that the part was last built from, or null when it has to be built.
 * @param {string} root
 * @param {PartName} name
 */
function builtHash(root, name) {
  const path = hashPath(root, name)
  const isThere = [path, ...parts[name].proofs.map(proof => join(root, proof))].every(file =>
    existsSync(file),
  )
  return isThere ? readFileSync(path, 'utf8') : null
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
