import { spawnSync } from 'node:child_process'
import {
  lstatSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { commandEntry } from '../../../build/testing/built-programs.ts'
import { openSink } from '../../../electron/platform/export/sink.ts'
import { readZip } from '../../unit/export/zip-reader.ts'
import { runCommand } from './command.ts'

let folder = ''
let env: Record<string, string> = {}
let plain = ''

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-output-'))
  env = { M365_CONNECTOR_HOME: join(folder, 'home'), M365_CONNECTOR_SECRET_STORE: 'memory' }
  const home = env['M365_CONNECTOR_HOME'] ?? ''
  const args = ['demo', '--people', '10', '--keep', '--home', home, '--quiet']
  expect((await runCommand(args, env)).status).toBe(0)
  plain = join(folder, 'plain.csv')
  expect((await runCommand([...licenses, '--out', plain], env)).status).toBe(0)
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const licenses = ['report', 'licenses', '--format', 'csv']

/** Runs a shell in the folder, in which `connector` is the command line. */
function shell(script: string) {
  const line = `connector() { "${process.execPath}" "${commandEntry}" "$@"; }\n${script}`
  const { PATH = '' } = process.env
  return spawnSync('sh', ['-c', line], { cwd: folder, env: { PATH, ...env }, encoding: 'utf8' })
}

describe.skipIf(process.platform !== 'linux')('standard output on a full disk', () => {
  test.each([
    'list',
    'list --json',
    'status',
    'report --list',
    'report users',
    'report users --json',
    'report users --format csv',
    'report users --format xlsx',
    'sync --only licenses --json',
    'sync --fast --json',
    '--help',
  ])('is told in a sentence by %s', command => {
    const { status, stderr } = shell(`connector ${command} --quiet > /dev/full`)
    expect(stderr).toMatch(/^Error: There was no space left for the answer on standard output\.\nFix: /)
    expect(stderr.match(/Error/g)).toHaveLength(1)
    expect(stderr).not.toMatch(/\bat .*:\d+|node:/)
    expect(status).toBe(1)
  })

  test('ends what would run for nobody, and a full standard error disturbs nothing', () => {
    expect(shell('connector simulate --people 10 > /dev/full').status).toBe(1)
    expect(shell('connector list 2> /dev/full').status).toBe(0)
  })
})

describe.skipIf(process.platform === 'win32')('--out', () => {
  const csv = () => readFileSync(plain, 'utf8')

  test('follows a symbolic link, which stays, also where its file is not there yet', async () => {
    writeFileSync(join(folder, 'target.csv'), 'old')
    for (const target of ['target.csv', 'new.csv']) {
      const link = join(folder, `to-${target}`)
      symlinkSync(target, link)
      expect((await runCommand([...licenses, '--out', link], env)).status).toBe(0)
      expect(readlinkSync(link)).toBe(target)
      expect(readFileSync(join(folder, target), 'utf8')).toBe(csv())
    }
    symlinkSync('circle', join(folder, 'circle'))
    const { status, stderr } = await runCommand([...licenses, '--out', join(folder, 'circle')], env)
    expect(stderr).toContain('leads in a circle')
    expect(status).toBe(2)
  })

  test('writes into a pipe, a workbook, too', () => {
    const { status } = shell(`
      mkfifo pipe
      cat pipe > through.csv & connector report licenses --format csv --out pipe && wait
      cat pipe > through.xlsx & connector report licenses --format xlsx --out pipe && wait`)
    expect(status).toBe(0)
    expect(lstatSync(join(folder, 'pipe')).isFIFO()).toBe(true)
    expect(readFileSync(join(folder, 'through.csv'), 'utf8')).toBe(csv())
    expect(Object.keys(readZip(readFileSync(join(folder, 'through.xlsx'))))).toContain('xl/workbook.xml')
  })

  test('writes into standard output as it is, and says nothing else there', () => {
    const { status, stdout } = shell(`
      printf 'before\\n' > kept.txt
      connector report licenses --format csv --out /dev/stdout >> kept.txt
      connector report licenses --format csv --out /dev/stdout | cat`)
    expect(status).toBe(0)
    expect(stdout).toBe(csv())
    expect(readFileSync(join(folder, 'kept.txt'), 'utf8')).toBe(`before\n${csv()}`)
  })

  test('writes into a file that is open under another number', () => {
    const { status } = shell(`
      printf 'before\\n' > numbered.txt
      connector report licenses --format csv --out /dev/fd/7 7>> numbered.txt`)
    expect(status).toBe(0)
    expect(readFileSync(join(folder, 'numbered.txt'), 'utf8')).toBe(`before\n${csv()}`)
  })

  test('leaves devices and sockets what they are', async () => {
    for (const format of ['csv', 'xlsx']) {
      const full = await runCommand(['report', 'licenses', '--format', format, '--out', '/dev/full'], env)
      expect(full.stderr).toContain('no space left while writing /dev/full')
      expect(full.status).toBe(1)
    }
    expect((await runCommand([...licenses, '--out', '/dev/null'], env)).status).toBe(0)
    expect(statSync('/dev/full').isCharacterDevice() && statSync('/dev/null').isCharacterDevice()).toBe(true)
    const socket = join(realpathSync(folder), 'socket')
    const server = createServer().listen(socket)
    await new Promise(resolve => server.once('listening', resolve))
    const { status, stderr } = await runCommand([...licenses, '--out', socket], env)
    expect(stderr).toContain('is a socket, to which no report can be written')
    expect(status).toBe(2)
    expect(lstatSync(socket).isSocket()).toBe(true)
    server.close()
  })

  test('waits for the reader of a pipe no longer than it is wanted', async () => {
    spawnSync('mkfifo', [join(folder, 'lonely')])
    const target = { kind: 'pipe', path: join(folder, 'lonely') } as const
    const ending = new AbortController()
    const opening = openSink(target, ending.signal)
    ending.abort()
    await expect(opening).rejects.toMatchObject({ code: 'cancelled' })
  })
})
