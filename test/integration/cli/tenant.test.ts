import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Check } from '../../../electron/contract/checks.ts'
import { Connector } from '../../../electron/contract/connectors.ts'
import { ReportDescription } from '../../../electron/contract/reports.ts'
import { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { SyncRun } from '../../../electron/contract/sync.ts'
import { type Simulator, startSimulator } from '../../../electron/simulator/index.ts'
import { addArguments, environmentOf, finished, runCommand, startCommand } from './command.ts'

const people = 80
const usualRoles = [
  'Directory.Read.All',
  'Reports.Read.All',
  'ReportSettings.Read.All',
  'AuditLog.Read.All',
] as const

let folder = ''
let simulator: Simulator
let env: Record<string, string> = {}

/** Runs a command with --json and answers with its status and document. */
async function json(args: readonly string[], changes: Record<string, string> = {}, input = '') {
  const { status, stdout, stderr } = await runCommand([...args, '--json'], { ...env, ...changes }, input)
  expect(stdout, stderr).toMatch(/^\{.*\}\n$/s)
  return { status, document: JSON.parse(stdout), stderr }
}

const Runs = z.strictObject({ runs: z.array(SyncRun) })

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cli-tenant-'))
  simulator = await startSimulator({ people, today: '2026-11-23' })
  writeFileSync(join(folder, 'ca.pem'), simulator.caPem)
  env = environmentOf(simulator, join(folder, 'home'), join(folder, 'ca.pem'))
})

afterEach(() => {
  simulator.faults.clear()
  simulator.set({ grantedRoles: usualRoles })
})

afterAll(async () => {
  await simulator.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('a tenant from the command line', () => {
  test('is added with its secret on standard input, whose line end is dropped, and checked at once', async () => {
    const changes = { M365_CONNECTOR_CLIENT_SECRET: '' }
    const args = [...addArguments(simulator), '--secret-stdin', '--check']
    const { status, document } = await json(args, changes, `${simulator.clientSecret}\r\n`)
    z.strictObject({ id: z.uuid(), checks: z.array(Check).min(5) }).parse(document)
    expect(document.checks.filter((check: Check) => check.status === 'fail')).toEqual([])
    expect(status).toBe(0)
  })

  test('is listed, and its name is taken', async () => {
    const { document } = await json(['list'])
    const { connectors } = z.strictObject({ connectors: z.array(Connector) }).parse(document)
    expect(connectors).toHaveLength(1)
    const again = await json([...addArguments(simulator)])
    expect(again.document).toMatchObject({ error: { code: 'nameTaken' } })
    expect(again.status).toBe(2)
  })

  test('has nothing to report before its first sync, and says what to do', async () => {
    const { status, stderr } = await runCommand(['report', 'users'], env)
    expect(stderr).toContain('m365-connector sync')
    expect(status).toBe(2)
  })

  test('is checked: one document, and live lines with marks for people', async () => {
    const { status, document } = await json(['check', 'simulated'])
    const { checks } = z.strictObject({ checks: z.array(Check) }).parse(document)
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length)
    expect(status).toBe(0)
    const text = await runCommand(['check'], env)
    expect(text.stdout.match(/^[✓!✗–] /gm)).toHaveLength(checks.length)
    expect(text.stdout).toMatch(/\d+ passed, \d+ to look at, 0 failed, \d+ skipped\.\n$/)
    expect(text.stdout).not.toContain('\u001b[')
  })

  test('is synced: one document on standard output, a line per dataset on standard error', async () => {
    const { status, document, stderr } = await json(['sync'])
    const [run] = Runs.parse(document).runs
    expect(run).toMatchObject({ status: 'succeeded', mode: 'full', error: null })
    expect(run?.datasets.find(({ dataset }) => dataset === 'users')).toMatchObject({ rows: people })
    for (const { dataset } of run?.datasets ?? []) expect(stderr).toContain(`${dataset}: succeeded`)
    expect(status).toBe(0)
  })

  test('is synced again in silence with --quiet, and told of in a summary', async () => {
    const { status, stdout, stderr } = await runCommand(['sync', '--only', 'directory', '--quiet'], env)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^Dataset +Result +Rows/)
    expect(stdout).toContain('Synced "Simulated".')
    expect(status).toBe(0)
  })

  test('has a status, without any call', async () => {
    simulator.clearRequests()
    const { status, document } = await json(['status'])
    const { connectors } = z.strictObject({ connectors: z.array(ConnectorStatus) }).parse(document)
    expect(connectors[0]).toMatchObject({ running: false, secretExpirySource: 'registration' })
    expect(connectors[0]?.databaseBytes).toBeGreaterThan(0)
    const text = await runCommand(['status', 'Simulated'], env)
    expect(text.stdout).toMatch(/Last sync +succeeded, incremental/)
    expect(simulator.requests).toEqual([])
    expect(status).toBe(0)
  })
})

describe('a report', () => {
  test('is in the list, with its columns', async () => {
    const { document } = await json(['report', '--list'])
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
    const { stdout } = await runCommand(['report', 'inactive', '--list'], env)
    expect(stdout).toContain('last_activity_date')
    expect(stdout).toContain('--where days=N')
  })

  test('is a document with every row as an object', async () => {
    const { status, document } = await json(['report', 'users'])
    expect(document).toMatchObject({ report: 'users', total: people, filtered: people })
    expect(document.rows).toHaveLength(people)
    expect(Object.keys(document.rows[0])).toEqual(document.columns.map(({ key }: { key: string }) => key))
    expect(status).toBe(0)
  })

  test('is the same with --format json', async () => {
    const { document } = await json(['report', 'licenses'])
    const { stdout } = await runCommand(['report', 'licenses', '--format', 'json'], env)
    expect(JSON.parse(stdout)).toEqual(document)
  })

  test('is filtered, sorted and limited', async () => {
    const where = ['--where', 'license_count>=1', '--where', 'account_enabled=yes']
    const { document } = await json(['report', 'users', ...where, '--sort', '-license_count', '--limit', '7'])
    const counts = document.rows.map(({ license_count }: { license_count: number }) => license_count)
    expect(counts).toHaveLength(7)
    expect(counts).toEqual(counts.toSorted((one: number, other: number) => other - one))
    expect(document.filtered).toBeLessThan(people)
    const { document: days } = await json(['report', 'inactive', '--where', 'days=3650'])
    const { document: fewer } = await json(['report', 'inactive', '--where', 'days=1'])
    expect(fewer.filtered).toBeGreaterThan(days.filtered)
  })

  test('has no rows where nothing matches, and is a whole document all the same', async () => {
    const { status, document } = await json(['report', 'users', '--search', 'nobody is called so'])
    expect(document).toMatchObject({ filtered: 0, total: people, rows: [] })
    expect(status).toBe(0)
  })

  test('is a table for people, with its count and notes', async () => {
    const { stdout } = await runCommand(['report', 'users', '--limit', '5'], env)
    expect(stdout.split('\n')[0]).toMatch(/^Name +User principal name/)
    expect(stdout).toContain(`1–5 of ${people} (--limit N for more, --format csv for all)`)
    expect(stdout).toContain('Activity as of')
  })

  test('is CSV on standard output, as many rows as were asked for', async () => {
    const { status, stdout } = await runCommand(['report', 'users', '--format', 'csv'], env)
    expect(stdout.trimEnd().split(/\r?\n/)).toHaveLength(people + 1)
    const limited = await runCommand(['report', 'users', '--format', 'csv', '--limit', '3'], env)
    expect(limited.stdout.trimEnd().split(/\r?\n/)).toHaveLength(4)
    expect(status).toBe(0)
  })

  test('is a workbook in a file or a pipe', async () => {
    const file = join(folder, 'users.xlsx')
    const { status, document } = await json(['report', 'users', '--out', file, '--limit', '10'])
    expect(document).toEqual({ file, rows: 10 })
    expect(readFileSync(file).subarray(0, 2).toString()).toBe('PK')
    const { stdout } = await runCommand(['report', 'users', '--format', 'xlsx'], env)
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
    const { status, stderr } = await runCommand(['report', ...args], env)
    expect(stderr).toMatch(message)
    expect(status).toBe(2)
  })

  test('ends quietly when its reader has seen enough', async () => {
    const child = startCommand(['report', 'assignments', '--format', 'json'], env)
    const result = finished(child)
    child.stdout.once('data', () => child.stdout.destroy())
    expect((await result).stderr).toBe('')
  })
})

describe('the exit status tells', () => {
  test('4: a secret that is refused, with its step and fix', async () => {
    const wrong = { M365_CONNECTOR_CLIENT_SECRET: simulator.expiredSecret }
    const { status, document } = await json(['sync'], wrong)
    const error = document.error ?? document.runs[0].error
    expect(error).toMatchObject({ step: 'secret' })
    expect(error.fix).not.toBe('')
    expect(status).toBe(4)
    const text = await runCommand(['sync'], { ...env, ...wrong })
    expect(text.stderr + text.stdout).toMatch(/Fix: /)
    const checked = await json(['check'], wrong)
    expect(checked.document.checks.some((check: Check) => check.status === 'fail')).toBe(true)
    expect(checked.status).toBe(4)
  })

  test('4: no permission for the people', async () => {
    simulator.set({ grantedRoles: ['Organization.Read.All'] })
    const { status } = await json(['sync', '--only', 'directory'])
    expect(status).toBe(4)
  })

  test('0: usage that is not granted is skipped with its reason', async () => {
    simulator.set({ grantedRoles: ['Directory.Read.All'] })
    const { status, document } = await json(['sync', '--only', 'licenses,usage'])
    const [run] = Runs.parse(document).runs
    const skipped = run?.datasets.filter(dataset => dataset.status === 'skipped') ?? []
    expect(skipped.length).toBeGreaterThan(5)
    expect(skipped[0]?.error).toMatchObject({ code: 'consentMissing' })
    expect(skipped[0]?.error?.fix).toContain('Reports.Read.All')
    expect(status).toBe(0)
  })

  test('3: one dataset failed, the others are there', async () => {
    simulator.faults.add({
      kind: 'status',
      status: 400,
      code: 'badRequest',
      match: { path: 'directory/subscriptions', times: 0 },
    })
    const { status, document } = await json(['sync', '--only', 'directory'])
    const [run] = Runs.parse(document).runs
    expect(run?.status).toBe('partial')
    expect(status).toBe(3)
  })

  test('5: a host that nobody can reach', async () => {
    const nowhere = {
      M365_CONNECTOR_LOGIN_URL: 'https://localhost:9',
      M365_CONNECTOR_GRAPH_URL: 'https://localhost:9',
    }
    const { status } = await json(['sync', '--only', 'licenses'], nowhere)
    expect(status).toBe(5)
    expect((await json(['check'], nowhere)).status).toBe(5)
  })

  test('5: a certificate that is not trusted', async () => {
    const { status } = await json(['sync', '--only', 'licenses'], { M365_CONNECTOR_CA_FILE: '' })
    expect(status).toBe(5)
  })

  test('6: another sync of the connector is running; 130: it was interrupted, and the next one goes on', async () => {
    simulator.faults.add({ kind: 'hang', match: { path: '/subscribedSkus', times: 1 } })
    simulator.clearRequests()
    const child = startCommand(['sync', '--full', '--json'], env)
    const result = finished(child)
    await expect.poll(() => simulator.requests.length, { timeout: 20_000 }).toBeGreaterThan(3)
    const second = await json(['sync'])
    expect(second.document).toMatchObject({ error: { code: 'syncRunning' } })
    expect(second.status).toBe(6)
    child.kill('SIGINT')
    const { status, stdout, stderr } = await result
    expect(stderr).toContain('Stopping.')
    expect(status).toBe(130)
    const document = JSON.parse(stdout)
    expect(document.error?.code ?? document.runs[0].status).toBe('cancelled')
    const next = await json(['sync', '--only', 'directory'])
    expect(next.status).toBe(0)
  })

  test('130 at once after a second Ctrl-C', async () => {
    simulator.faults.add({ kind: 'hang', match: { path: '/subscribedSkus', times: 0 } })
    simulator.clearRequests()
    const child = startCommand(['sync', '--only', 'licenses'], env)
    const result = finished(child)
    await expect.poll(() => simulator.requests.length, { timeout: 20_000 }).toBeGreaterThan(1)
    child.kill('SIGINT')
    await new Promise(resolve => setTimeout(resolve, 400))
    child.kill('SIGINT')
    expect((await result).status).toBe(130)
  })
})

describe('a connector', () => {
  test('is renamed and gets another secret; its data stays', async () => {
    expect((await json(['rename', 'Simulated', 'Renamed'])).status).toBe(0)
    const { status } = await json(['set-secret', '--secret-stdin'], {}, `${simulator.clientSecret}\n`)
    expect(status).toBe(0)
    expect((await json(['report', 'licenses'])).status).toBe(0)
  })

  test('signs in with a certificate', async () => {
    const file = join(folder, 'certificate.pem')
    writeFileSync(file, simulator.certificate.pem)
    const args = [...addArguments(simulator, 'By certificate'), '--certificate', file]
    expect((await json(args)).status).toBe(0)
  })

  test('has to be named when there are two, and each has its turn with --all', async () => {
    const unclear = await json(['sync'])
    expect(unclear.document).toMatchObject({ error: { code: 'badRequest' } })
    expect(unclear.document.error.fix).toContain('"By certificate"')
    const named = await json(['sync', 'Renamed', '--all'])
    expect(named.status).toBe(2)
    const { document } = await json(['sync', '--all', '--only', 'licenses'])
    expect(Runs.parse(document).runs).toHaveLength(2)
  })

  test('is not removed without a word, and with --yes goes with its files', async () => {
    const refused = await runCommand(['remove', 'Renamed'], env)
    expect(refused.stderr).toContain('Add --yes')
    expect(refused.status).toBe(2)
    const data = join(folder, 'home', 'data')
    expect(readdirSync(data).length).toBeGreaterThan(0)
    const { status, document } = await json(['remove', 'Renamed', '--yes'])
    expect(document.removedFiles.length).toBeGreaterThan(0)
    for (const file of document.removedFiles) expect(existsSync(file)).toBe(false)
    expect(status).toBe(0)
  })

  test('leaves its secret in no file', () => {
    for (const name of readdirSync(join(folder, 'home'), { recursive: true }).map(String)) {
      const file = join(folder, 'home', name)
      if (statSync(file).isFile()) expect(readFileSync(file).includes(simulator.clientSecret)).toBe(false)
    }
  })
})
