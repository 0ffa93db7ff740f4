import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { ReportDescription } from '../../../electron/contract/reports.ts'
import { finished, runHere, startCommand } from './command.ts'
import { type CommandTenant, people, startTenant } from './simulated-tenant.ts'

/** What a view says, read from the file as everybody else may read it. */
function readRows(home: string, statement: string, ...values: unknown[]): unknown[] {
  const folder = join(home, 'data')
  const file = readdirSync(folder).find(name => name.endsWith('.sqlite'))
  const database = new Database(join(folder, file ?? ''), { readonly: true })
  try {
    return database.prepare(statement).all(...values)
  } finally {
    database.close()
  }
}

let tenant: CommandTenant

beforeAll(async () => {
  tenant = await startTenant(runHere)
  await tenant.add()
  expect((await runHere(['sync', '--quiet'], tenant.env)).status).toBe(0)
})

afterAll(() => tenant.close())

describe('a report', () => {
  test('is in the list, with its columns', async () => {
    const { document } = await tenant.json(['report', '--list'])
    const { reports } = z.strictObject({ reports: z.array(ReportDescription) }).parse(document)
    for (const name of [
      'overview',
      'licenses',
      'users',
      'assignments',
      'app-activity',
      'inactive',
      'disabled-with-licenses',
      'unused-seats',
      'overlaps',
      'departments',
      'changes',
      'sync-history',
    ]) {
      expect(reports.map(report => report.name)).toContain(name)
    }
    const { stdout } = await runHere(['report', 'inactive', '--list'], tenant.env)
    expect(stdout).toContain('last_activity_date')
    expect(stdout).toContain('--where days=N')
  })

  test('is a document with every row as an object', async () => {
    const { status, document } = await tenant.json(['report', 'users'])
    expect(document).toMatchObject({ report: 'users', total: people, filtered: people })
    expect(document.rows).toHaveLength(people)
    expect(Object.keys(document.rows[0])).toEqual(document.columns.map(({ key }: { key: string }) => key))
    expect(status).toBe(0)
  })

  test('is the same with --format json', async () => {
    const { document } = await tenant.json(['report', 'licenses'])
    const { stdout } = await runHere(['report', 'licenses', '--format', 'json'], tenant.env)
    expect(JSON.parse(stdout)).toEqual(document)
  })

  test('is filtered, sorted and limited', async () => {
    const where = ['--where', 'license_count>=1', '--where', 'account_enabled=yes']
    const { document } = await tenant.json([
      'report',
      'users',
      ...where,
      '--sort',
      '-license_count',
      '--limit',
      '7',
    ])
    const counts = document.rows.map(({ license_count }: { license_count: number }) => license_count)
    expect(counts).toHaveLength(7)
    expect(counts).toEqual(counts.toSorted((one: number, other: number) => other - one))
    expect(document.filtered).toBeLessThan(people)
    const { document: days } = await tenant.json(['report', 'inactive', '--where', 'days=3650'])
    const { document: fewer } = await tenant.json(['report', 'inactive', '--where', 'days=1'])
    expect(fewer.filtered).toBeGreaterThan(days.filtered)
  })

  test('has no rows where nothing matches, and is a whole document all the same', async () => {
    const { status, document } = await tenant.json(['report', 'users', '--search', 'nobody is called so'])
    expect(document).toMatchObject({ filtered: 0, total: people, rows: [] })
    expect(status).toBe(0)
  })

  test('is a table for people, with its count and notes', async () => {
    const { stdout } = await runHere(['report', 'users', '--limit', '5'], tenant.env)
    expect(stdout.split('\n')[0]).toMatch(/^Name +User principal name/)
    expect(stdout).toContain(`1–5 of ${people} (--limit N for more, --format csv for all)`)
    expect(stdout).toContain('Activity as of')
  })

  test('is CSV on standard output, as many rows as were asked for', async () => {
    const { status, stdout } = await runHere(['report', 'users', '--format', 'csv'], tenant.env)
    expect(stdout.trimEnd().split(/\r?\n/)).toHaveLength(people + 1)
    const limited = await runHere(['report', 'users', '--format', 'csv', '--limit', '3'], tenant.env)
    expect(limited.stdout.trimEnd().split(/\r?\n/)).toHaveLength(4)
    expect(status).toBe(0)
  })

  test('is a workbook in a file or a pipe', async () => {
    const file = join(tenant.folder, 'users.xlsx')
    const { status, document } = await tenant.json(['report', 'users', '--out', file, '--limit', '10'])
    expect(document).toEqual({ file, rows: 10 })
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
    const { stdout } = await runHere(['report', 'users', '--format', 'xlsx'], tenant.env)
    expect(stdout.slice(0, 2)).toBe('PK')
    expect(status).toBe(0)
  })

  test.each<[string, string[], RegExp]>([
    ['a folder that is not there', ['users', '--out', '/nowhere/at/all/users.csv'], /There is no folder/],
    ['a file without a known ending', ['users', '--out', 'users.txt'], /table is made for the terminal/],
    ['a condition without a sense', ['users', '--where', 'department'], /cannot be understood/],
    ['a column that does not exist', ['users', '--where', 'colour=red'], /no column "colour"/],
    ['a value that does not fit', ['users', '--where', 'license_count>many'], /cannot be compared/],
    ['an order by nothing', ['users', '--sort', 'colour'], /no column "colour"/],
    ['a parameter out of range', ['inactive', '--where', 'days=0'], /does not fit/],
  ])('refuses %s', async (_name, args, message) => {
    const { status, stderr } = await runHere(['report', ...args], tenant.env)
    expect(stderr).toMatch(message)
    expect(status).toBe(2)
  })

  test('tells money once a seat has a price, and no longer when it is cleared', async () => {
    const seats = ['report', 'unused-seats', '--where', 'sku_part_number=SPE_E5']
    expect((await tenant.json(['price', 'SPE_E5', '57.50', 'eur'])).status).toBe(0)
    const { document } = await tenant.json(seats)
    const [row] = document.rows
    expect(row).toMatchObject({
      unit_price: 57.5,
      currency: 'EUR',
      cost_year: row.available_units * 57.5 * 12,
    })
    expect((await tenant.json(['price', 'SPE_E5', '--clear'])).status).toBe(0)
    expect((await tenant.json(seats)).document.rows[0]).toMatchObject({ unit_price: null, cost_year: null })
  })

  test('takes what a contract says, which the view of renewals then has, and gives it back', async () => {
    const listed = await tenant.json(['contract'])
    const [first] = listed.document.contracts
    expect(first).toMatchObject({ term: null, channel: null, minLicenses: null })
    const ofFirst = ['contract', first.subscriptionId]
    const stored = () =>
      readRows(
        join(tenant.folder, 'home'),
        'select term, channel, min_licenses from v_renewals where subscription_id = ?',
        first.subscriptionId,
      )
    expect((await tenant.json([...ofFirst, '--term', 'year', '--channel', 'partner'])).status).toBe(0)
    expect((await tenant.json([...ofFirst, '--floor', '1'])).document).toMatchObject({
      term: 'year',
      channel: 'partner',
      minLicenses: 1,
    })
    expect(stored()).toEqual([{ term: 'year', channel: 'partner', min_licenses: 1 }])
    expect((await tenant.json([...ofFirst, '--clear'])).status).toBe(0)
    expect(stored()).toEqual([{ term: null, channel: null, min_licenses: null }])
    const refused = await runHere(['contract', 'none', '--term', 'year'], tenant.env)
    expect(refused.stderr).toMatch(/no subscription "none"/)
    expect((await runHere([...ofFirst, '--term', 'decade'], tenant.env)).status).toBe(2)
  })

  test('ends quietly when its reader has seen enough', async () => {
    const child = startCommand(['report', 'assignments', '--format', 'json'], tenant.env)
    const result = finished(child)
    child.stdout.once('data', () => child.stdout.destroy())
    expect((await result).stderr).toBe('')
  })
})
