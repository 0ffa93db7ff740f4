import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @typedef {{ platform: string, arch: string, libc?: 'glibc' | 'musl' | null }} Machine
 * @typedef {string | string[]} Names values that npm allows, or forbids when they start with "!"
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: Names, cpu?: Names, libc?: Names
 * }} LockEntry
 * @typedef {{ packages?: Record<string, LockEntry> }} LockFile
 */

/**
 * The text that a finished installation leaves behind. It changes with the lock file and with the kind of
 * machine, so a folder that was copied from another system counts as stale.
 * @param {string} lockText
 * @param {Machine} machine
 */
export function installationKey(lockText, machine = process) {
  return `${machine.platform}-${machine.arch}:${createHash('sha256').update(lockText).digest('hex')}`
}

/**
 * Whether npm has already installed what the lock file asks for, as it has after somebody ran `npm install`
 * by hand. Nothing has to be installed again then.
 * @param {string} root folder of package-lock.json
 */
export function isInstalled(root) {
  try {
    const [lock, installed] = ['package-lock.json', join('node_modules', '.package-lock.json')].map(file =>
      JSON.parse(readFileSync(join(root, file), 'utf8')),
    )
    const machine = { platform: process.platform, arch: process.arch, libc: ownLibc() }
    return satisfiesLock(lock, installed, machine) && isOnDisk(root, installed)
  } catch {
    return false
  }
}

/**
 * Whether the packages are what npm's record says: `npm install --package-lock-only` changes that record,
 * too, and installs nothing.
 * @param {string} root
 * @param {LockFile} installed
 */
function isOnDisk(root, installed) {
  return Object.entries(installed.packages ?? {}).every(([path, { version }]) => {
    if (path === '') return true
    const manifest = JSON.parse(readFileSync(join(root, path, 'package.json'), 'utf8'))
    return manifest.version === version
  })
}

/**
 * @param {LockFile} lock package-lock.json
 * @param {LockFile} installed npm's own record, node_modules/.package-lock.json
 * @param {Machine} machine
 */
export function satisfiesLock(lock, installed, machine) {
  return Object.entries(lock.packages ?? {}).every(([path, wanted]) => {
    if (path === '' || !isNeeded(wanted, machine)) return true
    const found = installed.packages?.[path]
    return found?.version === wanted.version && found?.integrity === wanted.integrity
  })
}

/**
 * An optional package is needed only where it names a system and this machine is one: the others (parts of
 * a build for another system) are left out by npm, and their absence says nothing.
 * @param {LockEntry} entry
 * @param {Machine} machine
 */
export function isNeeded(entry, machine) {
  if (entry.optional !== true) return true
  if (entry.os === undefined && entry.cpu === undefined) return false
  return (
    admits(entry.os, machine.platform) &&
    admits(entry.cpu, machine.arch) &&
    (machine.libc == null || admits(entry.libc, machine.libc))
  )
}

/**
 * @param {Names | undefined} allowed
 * @param {string} value
 */
function admits(allowed, value) {
  if (allowed === undefined) return true
  const names = typeof allowed === 'string' ? [allowed] : allowed
  if (names.includes(`!${value}`)) return false
  return names.includes(value) || names.every(name => name.startsWith('!'))
}

/** @returns {'glibc' | 'musl' | null} */
function ownLibc() {
  if (process.platform !== 'linux') return null
  const report = /** @type {{ header?: { glibcVersionRuntime?: string } }} */ (process.report.getReport())
  return report.header?.glibcVersionRuntime === undefined ? 'musl' : 'glibc'
}

/**
 * Whether a Node can run the sources as they are: types are stripped without a flag from 22.18 on, and the
 * libraries of this project are tested on 24.
 * @param {string} version of the form of `process.version`
 */
export function canRunSources(version) {
  const match = /^v?(\d+)\.(\d+)/.exec(version)
  return match !== null && Number(match[1]) >= 24
}

/**
 * The npm package that carries the Node binary of a machine.
 * @param {Machine} machine
 */
export function nodePackageName(machine) {
  const platform = machine.platform === 'win32' ? 'win' : machine.platform
  const prefix = machine.platform === 'darwin' && machine.arch === 'arm64' ? 'node-bin' : 'node'
  return `${prefix}-${platform}-${machine.arch}`
}
