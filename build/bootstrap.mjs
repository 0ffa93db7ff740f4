// Runs on any Node from 20 on and needs nothing installed: it is what installs everything else.
// bootstrap.mjs [PART…] [--run PROGRAM [ARGUMENT…]]
import { spawnSync } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ensureBuilt, isPart, SetupError } from './built.mjs'
import { canRunSources, installationKey, isInstalled, nodePackageName } from './installation.mjs'
import { runInPlace } from './run.mjs'
import { inTurn, turnLimitMs } from './turn.mjs'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const modules = join(root, 'node_modules')
const isWindows = process.platform === 'win32'
/** npm puts this folder first in the path of its scripts, so that their tools run on this Node. */
const pinnedNode = join(modules, '.bin', isWindows ? 'node.exe' : 'node')
const stamp = join(modules, '.bootstrap.json')
const installLimitMs = 15 * 60_000

/** @param {string} sentence */
function say(sentence) {
  process.stderr.write(`${sentence}\n`)
}

/**
 * Installs and builds what is missing or stale. Costs two reads and a hash when nothing is.
 * @param {readonly import('./built.mjs').PartName[]} parts what has to be built
 * @returns {Promise<string>} the Node that runs the sources
 * @throws {SetupError} when npm or a build fails, or no Node for this machine can be had
 */
async function prepare(parts) {
  if (!isReady()) {
    const onWait = () => say('Waiting for another command that installs the dependencies.')
    await inTurn(root, { limitMs: turnLimitMs, onWait }, () => isReady() || install())
  }
  for (const part of parts) await ensureBuilt(root, pinnedNode, part, say)
  return pinnedNode
}

function isReady() {
  try {
    return (
      JSON.parse(readFileSync(stamp, 'utf8')).key === installationKey(lockText()) && existsSync(pinnedNode)
    )
  } catch {
    return false
  }
}

function lockText() {
  return readFileSync(join(root, 'package-lock.json'), 'utf8')
}

function install() {
  rmSync(stamp, { force: true })
  if (!isInstalled(root)) {
    say('Installing the dependencies (npm ci); this happens once and takes about a minute.')
    runNpm(['ci', '--include=dev', '--include=optional', '--ignore-scripts'])
  }
  pinNode()
  writeFileSync(stamp, JSON.stringify({ key: installationKey(lockText()) }))
}

/**
 * Puts the pinned Node where scripts look for it. The `node` package does this in an install script that asks
 * the registry a second time; install scripts are off here, so its work is done from the package that the
 * lock file already brought.
 */
function pinNode() {
  const source = findNode()
  if (source !== null && spawnSync(source, ['--version'], { timeout: 30_000 }).status === 0)
    return link(source)
  if (!canRunSources(process.version)) {
    const machine = `${process.platform}-${process.arch}`
    throw new SetupError(
      `There is no Node 24 for ${machine} in the npm registry. Install Node 24 or newer and try again.`,
    )
  }
  say(`The pinned Node does not run on this machine; using ${process.version} instead.`)
  if (realpathSync(process.execPath) !== pinnedNode) link(process.execPath)
}

function findNode() {
  const packageName = nodePackageName(process)
  const file = join('node_modules', packageName, 'bin', isWindows ? 'node.exe' : 'node')
  if (existsSync(join(root, file))) return join(root, file)
  const { version } = JSON.parse(readFileSync(join(modules, 'node', 'package.json'), 'utf8'))
  const folder = join(root, '.cache', `node-${version}`)
  if (existsSync(join(folder, file))) return join(folder, file)
  say(`Fetching Node ${version} for this machine.`)
  mkdirSync(folder, { recursive: true })
  try {
    runNpm(['install', '--prefix', folder, '--no-save', '--ignore-scripts', `${packageName}@${version}`])
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    say(error.message)
  }
  return existsSync(join(folder, file)) ? join(folder, file) : null
}

/** @param {string} node a Node outside of `.bin` */
function link(node) {
  rmSync(pinnedNode, { force: true })
  if (isWindows) copyFileSync(node, pinnedNode)
  else symlinkSync(node.startsWith(root) ? relative(dirname(pinnedNode), node) : node, pinnedNode)
}

/**
 * Runs npm with its own output on our standard error, so that standard output stays the command's alone.
 * @param {string[]} args
 * @throws {SetupError} when npm cannot be started, fails, or takes longer than the limit
 */
function runNpm(args) {
  const script = process.env['npm_execpath'] ?? ''
  const throughNode = /npm-cli\.c?js$/.test(script)
  const command = throughNode ? ownNode() : 'npm'
  const quiet = ['--loglevel=error', '--no-audit', '--no-fund']
  const result = spawnSync(command, [...(throughNode ? [script] : []), ...args, ...quiet], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    timeout: installLimitMs,
    // On Windows npm is a batch file, and those are started through the shell only.
    shell: !throughNode && isWindows,
  })
  if (result.error !== undefined) throw new SetupError(`npm could not be started: ${result.error.message}`)
  if (result.signal !== null) throw new SetupError(`npm was stopped by ${result.signal}.`)
  if (result.status === 0) return
  throw new SetupError(
    `npm ${args[0]} failed with status ${result.status}. Check the connection to the npm registry.`,
  )
}

/**
 * Windows removes no program that runs, so that the pinned Node is moved out of npm's way before it works.
 */
function ownNode() {
  if (!isWindows || !existsSync(pinnedNode) || process.execPath !== pinnedNode) return process.execPath
  const aside = join(root, '.cache', `node-${process.pid}.exe`)
  mkdirSync(dirname(aside), { recursive: true })
  renameSync(pinnedNode, aside)
  return aside
}

/**
 * Prepares what is stale and then runs a program on the pinned Node in place of this one.
 * @param {readonly import('./built.mjs').PartName[]} parts
 * @param {readonly string[] | null} program the arguments of Node; null prepares only
 * @param {NodeJS.ProcessEnv} [environment] in addition to this process's own, which wins
 * @returns {Promise<number>} the exit status to end with
 */
export async function runPrepared(parts, program, environment = {}) {
  try {
    const node = await prepare(parts)
    if (program === null) return 0
    // Node keeps sources with their types stripped, which halves the time until a program answers.
    const NODE_COMPILE_CACHE = join(root, '.cache', 'compile')
    const env = { NODE_COMPILE_CACHE, ...environment, ...process.env }
    return await runInPlace(node, [...program], { cwd: process.cwd(), env })
  } catch (error) {
    say(error instanceof SetupError ? error.message : String(error instanceof Error ? error.stack : error))
    // Whoever counts tests reads this line, also when nothing could be installed.
    if (process.env['npm_lifecycle_event'] === 'test') process.stdout.write('0 passed, 1 failed, 0 skipped\n')
    return 1
  }
}

/** @param {readonly string[]} args */
function readArguments(args) {
  const at = args.indexOf('--run')
  const names = at < 0 ? args : args.slice(0, at)
  return {
    parts: names.filter(isPart),
    unknown: names.filter(name => !isPart(name)),
    program: at < 0 ? null : args.slice(at + 1),
  }
}

if (realpathSync(process.argv[1] ?? '') === fileURLToPath(import.meta.url)) {
  const { parts, unknown, program } = readArguments(process.argv.slice(2))
  if (unknown.length === 0) process.exitCode = await runPrepared(parts, program)
  else {
    say(`There is no part "${unknown.join('", "')}".`)
    process.exitCode = 2
  }
}
