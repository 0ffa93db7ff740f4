import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runCommand } from './command.ts'

let home = ''
beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'cli-prices-'))
  await run('demo', '--people', '60', '--keep')
}, 60_000)
afterAll(() => rmSync(home, { recursive: true, force: true }))

const run = (...args: string[]) =>
  runCommand([...args, '--home', home], { M365_CONNECTOR_SECRET_STORE: 'memory' })
const priced = async () => JSON.parse((await run('savings', '--json')).stdout).priced as number

function write(name: string, content: string | Buffer): string {
  const file = join(home, name)
  writeFileSync(file, content)
  return file
}

test('a file of prices is told line by line, and stored as a whole or not at all', async () => {
  const lines = ['sku;amount', 'SPE_E5;57,00 €', 'SPE_E3;fifty', "=cmd|' /C calc'!A0;5", 'SPE_F1;']
  const file = write('prices.csv', lines.join('\r\n'))
  const told = await run('price', '--import', file)
  expect(told.stdout.split('\n').map(line => line.trim())).toEqual(
    expect.arrayContaining([
      '2  SPE_E5: 57 EUR per month',
      '3  SPE_E3: no amount of at most four decimals',
      "4  =cmd|' /C calc'!A0: no such product",
      '5  SPE_F1: left empty',
      '1 of 4 lines can be stored. Nothing was: add --apply.',
    ]),
  )
  const refused = await run('price', '--import', file, '--apply')
  expect(refused).toMatchObject({ status: 2, stdout: '' })
  expect(refused.stderr).toContain('2 of 4 lines cannot be read, so nothing was stored.')
  expect(await priced()).toBe(0)

  const good = Buffer.from(`\ufeff${lines.filter(line => /sku|57|F1/.test(line)).join('\n')}`, 'utf16le')
  const stored = await run('price', '--import', write('good.csv', good), '--apply', '--json')
  expect(JSON.parse(stored.stdout)).toMatchObject({
    stored: 1,
    lines: [{ status: 'ok' }, { status: 'empty' }],
  })
  expect(await priced()).toBe(1)
})

test('written prices are read again, and what is no list of prices is refused with a sentence', async () => {
  const { file, rows } = JSON.parse((await run('price', '--export', '--json')).stdout)
  expect(readFileSync(file, 'utf8').trim().split('\r\n')).toHaveLength(rows + 1)
  const again = await run('price', '--import', file, '--apply', '--json')
  expect(JSON.parse(again.stdout).stored).toBe(1)
  for (const [name, text] of [
    ['page.html', '<html><body>Sign in</body></html>'],
    ['book.xlsx', 'PK\u0003\u0004'],
    ['empty.csv', ''],
  ] as const) {
    const { status, stderr } = await run('price', '--import', write(name, text))
    expect(status).toBe(2)
    expect(stderr).toContain('The first line names no column "sku", so nothing could be read.')
  }
  expect((await run('price', '--import', join(home, 'nowhere.csv'))).stderr).toContain('cannot be read')
  expect(await priced()).toBe(1)
})

test('joiners are entered per product and met by free seats; what is no product is refused', async () => {
  const answered = await run('savings', '--joiners', 'SPE_E5=2', '--joiners', 'SPE_E3=1', '--json')
  const { demand, lines } = JSON.parse(answered.stdout)
  const ofProduct = (part: string) =>
    lines.find(({ partNumber }: { partNumber: string }) => partNumber === part).demand
  expect(ofProduct('SPE_E5')).toMatchObject({ joiners: 2 })
  expect(ofProduct('SPE_E3')).toMatchObject({ joiners: 1 })
  const text = (await run('savings')).stdout
  expect(text).toContain(`Needed: ${demand.seats} seats (`)
  expect(text).toContain(' 3 joiners). Without buying: ')
  expect(text).toMatch(/^Left out by themselves: .*\d+ free products? \(\d+ seats? assigned\)/m)
  expect((await run('savings', '--not-free', 'SPE_NOPE')).stderr).toContain('SPE_NOPE')
  const back = await run('savings', '--joiners', 'SPE_E5=0', '--joiners', 'SPE_E3=0', '--json')
  expect(JSON.parse(back.stdout).demand.seats).toBe(demand.seats - 3)
  expect((await run('savings', '--joiners', 'SPE_NOPE=1')).stderr).toContain('SPE_NOPE')
})

test('pairs of the ladder of plans are added and taken away, and what is none is refused', async () => {
  const pairs = (text: string) =>
    JSON.parse(text)
      .rungs.filter(({ at }: { at: string | null }) => at !== null)
      .map(({ lower, higher, isOn, note }: Record<string, unknown>) => [lower, higher, isOn, note])
  const flow = 'FLOW_O365_P2<FLOW_O365_P3'
  const changed = await run(
    ...['savings', '--rung', ' mcopstn1 < MCOPSTN2 ', '--without-rung', flow, '--note', 'agreed', '--json'],
  )
  expect(pairs(changed.stdout)).toEqual([
    ['MCOPSTN1', 'MCOPSTN2', true, 'agreed'],
    ['FLOW_O365_P2', 'FLOW_O365_P3', false, 'agreed'],
  ])
  const { stdout } = await run('savings', '--ladder')
  expect(stdout).toMatch(
    /^Ladder of service plans as of 2026-11-28: \d+ of \d+ shipped pairs are in force, 1 added/,
  )
  expect(stdout).toMatch(/Added:\n {2}MCOPSTN1 < MCOPSTN2 {2}on \d{4}-\d{2}-\d{2} .*\(agreed\)/)
  const circle = await run('savings', '--rung', 'MCOPSTN2<MCOPSTN1')
  expect(circle).toMatchObject({ status: 2, stdout: '' })
  expect(circle.stderr).toContain(
    '"MCOPSTN1" cannot stand above "MCOPSTN2", which stands above "MCOPSTN1" already.',
  )
  const back = await run('savings', '--rung', flow, '--without-rung', 'MCOPSTN1<MCOPSTN2', '--json')
  expect(pairs(back.stdout)).toEqual([])
})
