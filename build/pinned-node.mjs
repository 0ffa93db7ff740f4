import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { runNpm, SetupError } from './npm.mjs'
import { canRunSources, nodePackageName, thisMachine } from './staleness.mjs'

/**
 * Puts the pinned Node where scripts and people look for it. The `node` package does this in an install
 * script that asks the registry a second time; install scripts are off here, so its work is done from the
 * package that the lock file already brought.
 * @param {string} root
 * @param {(sentence: string) => void} say
 * @returns {string} path of the Node to use
 * @throws {SetupError} when no Node for this machine can be had
 */
export function pinNode(root, say) {
  const modules = join(root, 'node_modules')
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  const target = join(modules, 'node', 'bin', name)
  const source = findNodeBinary(root, name, say)
  if (source !== null) {
    linkOrCopy(source, target)
    if (answersVersion(target)) {
      if (process.platform !== 'win32') linkCommand(modules)
      return target
    }
  }
  if (canRunSources(process.version)) {
    say(`The pinned Node does not run on this machine; using ${process.version} instead.`)
    return process.execPath
  }
  throw new SetupError(
    `There is no Node 24 for ${process.platform}-${process.arch} in the npm registry. Install Node 24 or newer and try again.`,
  )
}

/**
 * @param {string} root
 * @param {string} name file name of the binary
 * @param {(sentence: string) => void} say
 */
function findNodeBinary(root, name, say) {
  const packageName = nodePackageName(thisMachine())
  const locked = join(root, 'node_modules', packageName, 'bin', name)
  if (existsSync(locked)) return locked
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'node', 'package.json'), 'utf8'))
  const folder = join(root, '.cache', `node-${version}`)
  const fetched = join(folder, 'node_modules', packageName, 'bin', name)
  if (existsSync(fetched)) return fetched
  say(`Fetching Node ${version} for this machine.`)
  mkdirSync(folder, { recursive: true })
  try {
    runNpm(root, [
      'install',
      '--prefix',
      folder,
      '--no-save',
      '--ignore-scripts',
      `${packageName}@${version}`,
    ])
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
  }
  return existsSync(fetched) ? fetched : null
}

/**
 * @param {string} source
 * @param {string} target
 */
function linkOrCopy(source, target) {
  mkdirSync(dirname(target), { recursive: true })
  rmSync(target, { force: true })
  try {
    linkSync(source, target)
  } catch {
    // Some file systems have no hard links.
    copyFileSync(source, target)
  }
  if (process.platform !== 'win32') chmodSync(target, 0o755)
}

/**
 * npm puts node_modules/.bin first in the path of its scripts, so tools that start with `env node` get the
 * pinned one. Windows cannot replace a program that runs, hence not there.
 * @param {string} modules
 */
function linkCommand(modules) {
  const link = join(modules, '.bin', 'node')
  rmSync(link, { force: true })
  symlinkSync(join('..', 'node', 'bin', 'node'), link)
}

/** @param {string} binary */
function answersVersion(binary) {
  const result = spawnSync(binary, ['--version'], { timeout: 30_000 })
  return result.status === 0
}
