import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { autostartEntry, autostartName, windowsAppName } from '../../../electron/main/start/start-at-login.ts'

const root = join(import.meta.dirname, '..', '..', '..')
const read = (...path: string[]) => readFileSync(join(root, ...path), 'utf8')
const config = read('electron-builder.yml')
const program = '/opt/M365 Connector/m365-connector'

describe('the uninstaller of Windows', () => {
  test('removes exactly the value that starts the app at login, and not for an update', () => {
    expect(config).toMatch(/^nsis:\n(?: .*\n)* {2}include: build\/uninstall\/windows\.nsh$/m)
    expect(config).toMatch(new RegExp(`^appId: ${RegExp.escape(windowsAppName)}$`, 'm'))
    const script = read('build', 'uninstall', 'windows.nsh')
    const [, body = ''] =
      /^!macro customUnInstall\n {2}\$\{ifNot\} \$\{isUpdated\}\n([\s\S]*) {2}\$\{endIf\}\n!macroend$/m.exec(
        script,
      ) ?? []
    const key = 'Software\\Microsoft\\Windows\\CurrentVersion'
    expect(body.trim().split(/\n */)).toEqual([
      `DeleteRegValue HKCU "${key}\\Run" "${windowsAppName}"`,
      `DeleteRegValue HKCU "${key}\\Explorer\\StartupApproved\\Run" "${windowsAppName}"`,
    ])
  })
})

const canRun = process.platform === 'linux'

describe.skipIf(!canRun)(`the Debian package${canRun ? '' : ' (skipped: its scripts run on Linux)'}`, () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'uninstall-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  /** A person of the made-up system, with one entry at login. */
  function addPerson(name: string, started: string): string {
    const file = join(folder, 'home', name, '.config', 'autostart', autostartName)
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, autostartEntry(started))
    writeFileSync(join(dirname(file), 'other.desktop'), autostartEntry(program))
    return `${name}:x:1000:1000:A name:${join(folder, 'home', name)}:/bin/sh`
  }

  /**
   * Runs the script of the package on a system that is made of a few programs in a folder, which note what
   * they are asked for, and switch to nobody. What is left is the calls and the entries of the name.
   */
  function remove(people: readonly string[], ...args: string[]) {
    const note = `printf '%s\\n' "$(basename "$0") $*" >> '${folder}/calls'\n`
    const programs = {
      getent: `cat <<'END'\n${people.join('\n')}\nEND\n`,
      runuser: `${note}shift 3\nexec "$@"\n`,
      'update-alternatives': note,
      apparmor_parser: note,
    }
    mkdirSync(join(folder, 'bin'))
    writeFileSync(join(folder, 'calls'), '')
    for (const [name, text] of Object.entries(programs)) {
      writeFileSync(join(folder, 'bin', name), `#!/bin/sh\n${text}`, { mode: 0o755 })
    }
    const script = join(folder, 'script')
    writeFileSync(script, asThePackerWritesIt(read('build', 'uninstall', 'debian.sh')))
    const env = { PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}` }
    const { status, stderr } = spawnSync('/bin/sh', [script, ...args], { env, encoding: 'utf8' })
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
    const left = readdirSync(join(folder, 'home'), { recursive: true, encoding: 'utf8' })
    return {
      calls: readFileSync(join(folder, 'calls'), 'utf8').trim().split('\n'),
      left: left.filter(file => file.endsWith('.desktop')).sort(),
    }
  }

  test('names the script that removes the entry', () => {
    expect(config).toMatch(/^deb:\n(?: .*\n)* {2}afterRemove: build\/uninstall\/debian\.sh$/m)
  })

  test('removes the entry of everybody with their own rights, and no other file', () => {
    const people = [
      addPerson('ada', program),
      addPerson('grace', program),
      addPerson('alan', '/home/alan/M365.AppImage'),
    ]
    const { calls, left } = remove([...people, 'daemon:x:1:1::/nonexistent:/bin/false'], 'remove')
    expect(left).toEqual([
      'ada/.config/autostart/other.desktop',
      `alan/.config/autostart/${autostartName}`,
      'alan/.config/autostart/other.desktop',
      'grace/.config/autostart/other.desktop',
    ])
    expect(calls[0]).toBe(`update-alternatives --remove m365-connector ${program}`)
    expect(calls.slice(1).map(call => call.split(' -- ')[0])).toEqual([
      'runuser -u ada',
      'runuser -u grace',
      'runuser -u alan',
    ])
  })

  test('keeps everything when a newer version takes its place', () => {
    const { calls, left } = remove([addPerson('ada', program)], 'upgrade', '2.0.0')
    expect(left).toHaveLength(2)
    expect(calls).toEqual([''])
  })
})

/** The packer puts its own names in place of these and knows no others (its class FpmTarget). */
function asThePackerWritesIt(script: string): string {
  const names = new Map([
    ['executable', 'm365-connector'],
    ['sanitizedProductName', 'M365 Connector'],
  ])
  return script.replace(/\$\{([a-zA-Z]+)\}/g, (_all, name: string) => {
    const value = names.get(name)
    if (value === undefined) throw new Error(`The packer knows no ${name}.`)
    return value
  })
}
