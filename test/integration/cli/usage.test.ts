import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WireError } from '../../../electron/contract/errors.ts'
import { runCommand, runHere } from './command.ts'

const id = '11111111-1111-4111-8111-111111111111'
const other = '22222222-2222-4222-8222-222222222222'
const secret = 'abc8Q~abcdefghijklmnopqrstuvwxyz0123456789'
const complete = ['add', '--name', 'A', '--tenant', id, '--client', other]

let home = ''
let env: Record<string, string> = {}

beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), 'cli-usage-'))
  env = { M365_CONNECTOR_HOME: join(home, 'data'), M365_CONNECTOR_SECRET_STORE: 'memory' }
})
afterAll(() => rmSync(home, { recursive: true, force: true }))

describe('a command that makes no sense ends with 2 and says what would', () => {
  test.each<[string, string[], string, RegExp]>([
    ['an unknown command', ['frobnicate'], '', /Unknown command 'frobnicate'/],
    ['no command', [], '', /Usage: m365-connector/],
    ['an unknown option', ['sync', '--fast'], '', /Unknown option '--fast'/],
    ['a mistyped option', ['sync', '--ful'], '', /Did you mean --full\?/],
    ['a missing option', ['add', '--name', 'A'], '', /'--tenant <id>' not specified/],
    ['too many arguments', ['list', 'a', 'b'], '', /Too many arguments/],
    ['an unknown cloud', [...complete, '--cloud', 'moon'], '', /Allowed choices are global/],
    ['a day that does not exist', [...complete, '--secret-expires', '2027-02-30'], '', /such as 2027-03-31/],
    ['a port out of range', ['serve', '--port', '70000'], '', /from 0 to 65535/],
    ['too few people', ['demo', '--people', '3'], '', /from 10 to 200000/],
    ['an unknown format', ['report', 'users', '--format', 'pdf'], '', /Allowed choices are table/],
    ['a limit of nothing', ['report', 'users', '--limit', '0'], '', /from 1 to/],
    ['no credential', complete, '', /There is no credential/],
    ['an empty secret', [...complete, '--secret-stdin'], '\n', /The secret is empty/],
    ['a whole file as the secret', [...complete, '--secret-stdin'], 'x'.repeat(9000), /too long/],
    ['a missing certificate', [...complete, '--certificate', '/nowhere/a.pem'], '', /cannot be read/],
    [
      'two credentials',
      [...complete, '--secret-stdin', '--certificate', 'a.pem'],
      secret,
      /secret and a cert/,
    ],
    ['a price without a currency', ['price', 'SPE_E5', '57'], '', /A price is an amount and a currency/],
    ['a price in two ways', ['price', 'SPE_E5', '1,234.50', 'EUR'], '', /nothing between thousands/],
    ['a price of nothing', ['price', 'SPE_E5', '0.00001', 'EUR'], '', /at most four decimals/],
    ['a currency that is none', ['price', 'SPE_E5', '57', 'ABC'], '', /A price is an amount and a currency/],
    [
      'a pair of one plan',
      ['savings', '--rung', 'MCOPSTN1'],
      '',
      /the lower one first, such as "MCOPSTN1<MCOPSTN2"/,
    ],
    ['a note about no pair', ['savings', '--note', 'why'], '', /There is no connector|There is no pair/],
    ['a reserve of no number', ['savings', '--reserve', 'SPE_E3'], '', /such as SPE_E3=5/],
    ['no connector', ['sync'], '', /There is no connector yet/],
    ['an unknown connector', ['status', 'Contoso'], '', /There is no connector/],
    ['an unknown report', ['report', 'everything'], '', /There is no report "everything"/],
  ])('%s', async (_name, args, input, message) => {
    const { status, stdout, stderr } = await runHere(args, env, input)
    expect(stderr).toMatch(message)
    expect(status).toBe(2)
    expect(stdout).toBe('')
  })

  test.each<[string, string[], string, string]>([
    ['a malformed tenant ID', ['--tenant', 'not an id', '--client', other], secret, 'malformedId'],
    ['a malformed client ID', ['--tenant', id, '--client', '1234'], secret, 'malformedId'],
    ['the Secret ID instead of its Value', ['--tenant', id, '--client', other], other, 'secretIsAnId'],
  ])('%s', async (_name, args, input, code) => {
    const all = ['add', '--name', 'A', ...args, '--secret-stdin', '--json']
    const { status, stdout } = await runHere(all, env, input)
    expect(JSON.parse(stdout)).toMatchObject({ error: { code } })
    expect(status).toBe(2)
  })

  test('with --json the failure is the one document', async () => {
    for (const args of [
      ['sync', '--fast'],
      ['status', 'Contoso'],
      ['add', '--name', ''],
    ]) {
      const { status, stdout } = await runHere([...args, '--json'], env)
      expect(WireError.parse(JSON.parse(stdout).error).code).toMatch(/badRequest|notFound/)
      expect(status).toBe(2)
    }
  })

  test('leaves nothing behind', async () => {
    const { stdout } = await runHere(['list', '--json'], env)
    expect(JSON.parse(stdout)).toEqual({ connectors: [] })
    const files = readdirSync(home, { recursive: true }).map(String)
    expect(files.filter(file => /sqlite|connectors\.json/.test(file))).toEqual([])
  })
})

describe('help', () => {
  test('names every command of the interface', async () => {
    const { status, stdout, stderr } = await runCommand(['--help'], env)
    expect(status).toBe(0)
    expect(stderr).toBe('')
    const commands = [...stdout.matchAll(/^ {2}([a-z][a-z-]*)(?: \[| <| {2})/gm)].map(match => match[1])
    expect(commands).toEqual([
      'add',
      'list',
      'set-secret',
      'rename',
      'remove',
      'check',
      'sync',
      'status',
      'report',
      'price',
      'contract',
      'savings',
      'exclude',
      'decide',
      'serve',
      'demo',
      'simulate',
      'rotate',
      'help',
    ])
    for (const status of ['0', '1', '2', '3', '4', '5', '6', '130'])
      expect(stdout).toMatch(new RegExp(`^ {2}${status} +\\w`, 'm'))
  })

  const common = ['--version', '--json', '--home <dir>', '--quiet', '--help']
  test.each([
    [
      'add',
      [
        '--name <name>',
        '--tenant <id>',
        '--client <id>',
        '--cloud <cloud>',
        '--secret-stdin',
        '--certificate <file>',
        '--passphrase-stdin',
        '--secret-expires <date>',
        '--check',
      ],
    ],
    ['list', []],
    [
      'set-secret',
      ['--secret-stdin', '--certificate <file>', '--passphrase-stdin', '--secret-expires <date>', '--force'],
    ],
    ['rename', []],
    ['remove', ['--yes']],
    ['check', []],
    ['sync', ['--all', '--full', '--only <datasets>']],
    ['status', []],
    [
      'report',
      [
        '--list',
        '--format <format>',
        '--where <condition>',
        '--search <text>',
        '--separator <separator>',
        '--sort <column>',
        '--limit <n>',
        '--out <file>',
      ],
    ],
    [
      'price',
      [
        ...['--clear', '--import <file>', '--apply', '--currency <code>', '--decimal <sign>', '--export'],
        '--connector <id>',
      ],
    ],
    ['serve', ['--port <n>', '--open']],
    ['demo', ['--people <n>', '--keep']],
    ['simulate', ['--people <n>', '--port <n>', '--seed <n>', '--roles <permissions>', '--conceal-names']],
    [
      'rotate',
      [
        '--credential <kind>',
        '--days <n>',
        '--keep-old',
        '--without-sign-in',
        '--finish',
        '--undo',
        '--app <id>',
        '--yes',
      ],
    ],
  ])('of %s tells its options and an example', async (command, options) => {
    const { status, stdout } = await runHere([command, '--help'], env)
    expect(status).toBe(0)
    const told = [...stdout.matchAll(/^ {2}(--[a-z-]+(?: <\w+>)?)/gm)].map(match => match[1])
    expect(told.toSorted()).toEqual([...options, ...common].toSorted())
    expect(stdout).toContain(`  m365-connector ${command}`)
  })
})

test('status says that damaged settings were set aside, and goes on', async () => {
  const folder = join(home, 'damaged')
  mkdirSync(folder)
  writeFileSync(join(folder, 'settings.json'), '{"version":1')
  const { status, stdout } = await runHere(['status'], { ...env, M365_CONNECTOR_HOME: folder })
  expect(status).toBe(0)
  expect(stdout).toContain('Attention: The settings could not be read')
  expect(stdout).toMatch(/kept as \S+settings\.json\.damaged-/)
})
