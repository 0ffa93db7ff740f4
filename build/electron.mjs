import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

const downloadLimitMs = 5 * 60_000
const answerLimitMs = 30_000
const dayMs = 24 * 60 * 60_000

/** Where Electron's program lies in what its publisher packs. @type {Readonly<Record<string, string>>} */
const programs = {
  darwin: join('Electron.app', 'Contents', 'MacOS', 'Electron'),
  win32: 'electron.exe',
}

/**
 * Whether there is a screen to open a window on. Only Linux can be without one and say so.
 * @param {string} platform
 * @param {Environment} env
 */
export function hasDisplay(platform, env) {
  if (platform !== 'linux') return true
  return [env['DISPLAY'], env['WAYLAND_DISPLAY']].some(value => value !== undefined && value !== '')
}

/**
 * Electron's program, or the reason why the desktop app cannot be opened here.
 * @param {string} root folder of package.json
 * @param {Environment} env
 * @param {{ say: (sentence: string) => void, mayFetch: boolean }} options `mayFetch`: where it is missing it
 * is fetched, once
 * @returns {{ program: string } | { reason: string }}
 */
export function findElectron(root, env, { say, mayFetch }) {
  if (!hasDisplay(process.platform, env)) return { reason: 'there is no display' }
  const own = programIn(join(root, 'node_modules', 'electron', 'dist'))
  const program =
    chosenProgram(env) ??
    (existsSync(own) || (mayFetch && fetchElectron(root, say)) ? own : neighbouringProgram(root))
  if (program === null) return { reason: `Electron could not be ${mayFetch ? 'downloaded' : 'found'}` }
  const answer = spawnSync(program, ['-p', 'process.versions.electron'], {
    env: { ...env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: '' },
    encoding: 'utf8',
    timeout: answerLimitMs,
  })
  return answer.status === 0 ? { program } : { reason: reasonOf(answer.stderr) }
}

/** @param {string} folder */
function programIn(folder) {
  return join(folder, programs[process.platform] ?? 'electron')
}

/**
 * The Electron that a person has named, which does not have to be there.
 * @param {Environment} env
 */
function chosenProgram(env) {
  const folder = env['ELECTRON_OVERRIDE_DIST_PATH'] ?? ''
  return folder === '' ? null : programIn(folder)
}

/**
 * A workspace may keep an Electron for the tests of its checkouts, see .ci/run. It is better than no window.
 * @param {string} root
 */
function neighbouringProgram(root) {
  const tool = join(root, '..', 'shared', 'tools', 'electron-runtime')
  if (process.platform !== 'linux' || !existsSync(tool)) return null
  const { status, stdout } = spawnSync(tool, ['--no-download'], {
    cwd: root,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    timeout: downloadLimitMs,
  })
  return status === 0 ? programIn(stdout.trim()) : null
}

/** @param {string | null} complaint what Electron's program said when it could not start */
function reasonOf(complaint) {
  const library = /error while loading shared libraries: ([^:]+):/.exec(complaint ?? '')?.[1]
  return library === undefined ? 'Electron does not start on this machine' : `Electron needs ${library}`
}

/**
 * Runs the download of the electron package, which npm does not run by itself. After a failure it is not
 * tried again for a day, so that a machine that cannot reach it starts without a wait.
 * @param {string} root
 * @param {(sentence: string) => void} say
 */
function fetchElectron(root, say) {
  const folder = join(root, 'node_modules', 'electron')
  const manifest = join(folder, 'package.json')
  if (!existsSync(manifest)) return false
  const { version } = JSON.parse(readFileSync(manifest, 'utf8'))
  const failed = join(root, '.cache', `electron-${version}.failed`)
  if (existsSync(failed) && Date.now() - statSync(failed).mtimeMs < dayMs) return false
  say(`Fetching Electron ${version}; this happens once.`)
  const { status } = spawnSync(process.execPath, [join(folder, 'install.js')], {
    cwd: folder,
    stdio: 'ignore',
    timeout: downloadLimitMs,
  })
  rmSync(failed, { force: true })
  if (status === 0) return true
  mkdirSync(join(root, '.cache'), { recursive: true })
  writeFileSync(failed, '')
  return false
}
