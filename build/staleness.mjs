import { createHash } from 'node:crypto'

/**
 * @typedef {{ platform: string, arch: string, libc: 'glibc' | 'musl' | null }} Machine
 * @typedef {string | string[]} Names values that npm allows, or forbids when they start with "!"
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, os?: Names, cpu?: Names, libc?: Names }} LockEntry
 * @typedef {{ packages?: Record<string, LockEntry> }} LockFile
 */

/**
 * The text that a finished installation leaves behind. It changes with the lock file and with the kind of
 * machine, so a folder that was copied from another system counts as stale.
 * @param {string} lockText
 * @param {Machine} machine
 */
export function installationKey(lockText, machine) {
  return `${machine.platform}-${machine.arch}:${createHash('sha256').update(lockText).digest('hex')}`
}

/**
 * Whether npm's own record of what it installed already holds everything that the lock file asks for, as
 * it does after somebody ran `npm install` by hand. Nothing has to be installed again then.
 * @param {LockFile} lock package-lock.json
 * @param {LockFile} installed node_modules/.package-lock.json
 * @param {Machine} machine
 */
export function satisfiesLock(lock, installed, machine) {
  const there = installed.packages ?? {}
  return Object.entries(lock.packages ?? {}).every(([path, wanted]) => {
    if (path === '' || !isNeeded(wanted, machine)) return true
    const found = there[path]
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
    (machine.libc === null || admits(entry.libc, machine.libc))
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

/**
 * Whether a lock may be taken over: its owner is gone, or has held it for longer than any installation takes.
 * A lock younger than two seconds may still be without its owner's number, so it always counts.
 * @param {{ pid: number, ageMs: number }} owner `pid` is NaN when the lock names nobody
 * @param {{ limitMs: number, isAlive: (pid: number) => boolean }} world
 */
export function isAbandoned(owner, world) {
  if (owner.ageMs < 2_000) return false
  return owner.ageMs > world.limitMs || !Number.isInteger(owner.pid) || !world.isAlive(owner.pid)
}

/**
 * Whether a Node can run the sources as they are: types are stripped without a flag from 22.18 on, and the
 * libraries of this project are tested on 24.
 * @param {string} version as `process.version` tells it
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

/**
 * The C library is left out here, because asking for it takes longer than everything else in a fast start.
 * @returns {Machine}
 */
export function thisMachine() {
  return { platform: process.platform, arch: process.arch, libc: null }
}
