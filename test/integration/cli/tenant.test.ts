import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { Attention } from '../../../electron/contract/background.ts'
import { Connector } from '../../../electron/contract/connectors.ts'
import { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { Check } from '../../../electron/contract/setup/checks.ts'
import { addArguments, runHere } from './command.ts'
import { type CommandTenant, people, Runs, startTenant } from './simulated-tenant.ts'

let tenant: CommandTenant

beforeAll(async () => {
  tenant = await startTenant(runHere)
})

afterAll(() => tenant.close())

describe('a tenant from the command line', () => {
  test('is added with its secret on standard input, whose line end is dropped, and checked at once', async () => {
    const changes = { M365_CONNECTOR_CLIENT_SECRET: '' }
    const args = [...addArguments(tenant.simulator), '--secret-stdin', '--check']
    const { status, document } = await tenant.json(args, changes, `${tenant.simulator.clientSecret}\r\n`)
    z.strictObject({ id: z.uuid(), checks: z.array(Check).min(5) }).parse(document)
    expect(document.checks.filter((check: Check) => check.status === 'fail')).toEqual([])
    expect(status).toBe(0)
  })

  test('is listed, and its name is taken', async () => {
    const { document } = await tenant.json(['list'])
    const { connectors } = z.strictObject({ connectors: z.array(Connector) }).parse(document)
    expect(connectors).toHaveLength(1)
    const again = await tenant.json([...addArguments(tenant.simulator)])
    expect(again.document).toMatchObject({ error: { code: 'nameTaken' } })
    expect(again.status).toBe(2)
  })

  test('has nothing to report before its first sync, and says what to do', async () => {
    const { status, stderr } = await runHere(['report', 'users'], tenant.env)
    expect(stderr).toContain('m365-connector sync')
    expect(status).toBe(2)
  })

  test('is checked: one document, and live lines with marks for people', async () => {
    const { status, document } = await tenant.json(['check', 'simulated'])
    const { checks } = z.strictObject({ checks: z.array(Check) }).parse(document)
    expect(new Set(checks.map(({ id }) => id)).size).toBe(checks.length)
    expect(status).toBe(0)
    const text = await runHere(['check'], tenant.env)
    expect(text.stdout.match(/^[✓!✗–] /gm)).toHaveLength(checks.length)
    expect(text.stdout).toMatch(/\d+ passed, \d+ to look at, 0 failed, \d+ skipped\.\n$/)
    expect(text.stdout).not.toContain('\u001b[')
  })

  test('is synced: one document on standard output, a line per dataset on standard error', async () => {
    const { status, document, stderr } = await tenant.json(['sync'])
    const [run] = Runs.parse(document).runs
    expect(run).toMatchObject({ status: 'succeeded', mode: 'full', error: null })
    expect(run?.datasets.find(({ dataset }) => dataset === 'users')).toMatchObject({ rows: people })
    for (const { dataset } of run?.datasets ?? []) expect(stderr).toContain(`${dataset}: succeeded`)
    expect(status).toBe(0)
  })

  test('is synced again in silence with --quiet, and told of in a summary', async () => {
    const { status, stdout, stderr } = await runHere(['sync', '--only', 'directory', '--quiet'], tenant.env)
    expect(stderr).toBe('')
    expect(stdout).toMatch(/^Dataset +Result +Rows/)
    expect(stdout).toContain('Synced "Simulated".')
    expect(status).toBe(0)
  })

  test('has a status, without any call', async () => {
    tenant.simulator.clearRequests()
    const { status, document } = await tenant.json(['status'])
    const { connectors } = z
      .strictObject({ connectors: z.array(ConnectorStatus), attention: z.array(Attention) })
      .parse(document)
    expect(connectors[0]).toMatchObject({ running: false, secretExpirySource: 'registration' })
    // The write-ahead log is working space and no part of the size.
    expect(connectors[0]?.databaseBytes).toBe(statSync(connectors[0]?.databaseFile ?? '').size)
    const text = await runHere(['status', 'Simulated'], tenant.env)
    expect(text.stdout).toMatch(/Last sync +succeeded, incremental/)
    expect(tenant.simulator.requests).toEqual([])
    expect(status).toBe(0)
  })
})

describe('a connector', () => {
  test('is renamed and gets another secret; its data stays', async () => {
    expect((await tenant.json(['rename', 'Simulated', 'Renamed'])).status).toBe(0)
    const { status } = await tenant.json(
      ['set-secret', '--secret-stdin'],
      {},
      `${tenant.simulator.clientSecret}\n`,
    )
    expect(status).toBe(0)
    expect((await tenant.json(['report', 'licenses'])).status).toBe(0)
  })

  test('keeps its secret when Microsoft refuses the new one or cannot be asked, and names the way around', async () => {
    const wrong = `${'Q~'.repeat(18)}abcd\n`
    const refused = await tenant.json(['set-secret', '--secret-stdin'], {}, wrong)
    expect(refused.document.error).toMatchObject({ code: 'signInRefused', step: 'secret' })
    expect(refused.document.error.message).toContain('what was stored before is still in use')
    expect(refused.document.error.fix).toContain('--force')
    expect(refused.status).toBe(4)
    const nowhere = { M365_CONNECTOR_LOGIN_URL: 'https://localhost:9' }
    const untested = await tenant.json(['set-secret', '--secret-stdin'], nowhere, wrong)
    expect(untested.document.error.message).toMatch(/^The new values could not be tested/)
    expect(untested.status).toBe(5)
    const forced = await runHere(['set-secret', '--secret-stdin', '--force'], tenant.env, wrong)
    expect(forced.stdout).toContain('It was not tested.')
    expect(forced.status).toBe(0)
  })

  test('says what looks unusual about a secret and what was tidied up, and not that it was stored when it was not', async () => {
    const answer = await runHere(['set-secret', '--secret-stdin', '--force'], tenant.env, ' tooshort \n')
    expect(answer.status).toBe(0)
    expect(answer.stderr).toContain('Warning: The secret has only 8 characters')
    expect(answer.stderr).toContain('Note: Spaces or quotes around the secret were removed.')
    expect(answer.stdout).toContain('It is not stored')
    expect(answer.stdout).not.toContain('Stored the new')
    expect(answer.stdout + answer.stderr).not.toContain('tooshort')
  })

  test('signs in with a certificate', async () => {
    const file = join(tenant.folder, 'certificate.pem')
    writeFileSync(file, tenant.simulator.certificate.pem)
    const args = [...addArguments(tenant.simulator, 'By certificate'), '--certificate', file]
    expect((await tenant.json(args)).status).toBe(0)
  })

  test('has to be named when there are two, and each has its turn with --all', async () => {
    const unclear = await tenant.json(['sync'])
    expect(unclear.document).toMatchObject({ error: { code: 'badRequest' } })
    expect(unclear.document.error.fix).toContain('"By certificate"')
    const named = await tenant.json(['sync', 'Renamed', '--all'])
    expect(named.status).toBe(2)
    const { document } = await tenant.json(['sync', '--all', '--only', 'licenses'])
    expect(Runs.parse(document).runs).toHaveLength(2)
  })

  test('is not removed without a word, and with --yes goes with its files', async () => {
    const refused = await runHere(['remove', 'Renamed'], tenant.env)
    expect(refused.stderr).toContain('Add --yes')
    expect(refused.status).toBe(2)
    const data = join(tenant.folder, 'home', 'data')
    expect(readdirSync(data).length).toBeGreaterThan(0)
    const { status, document } = await tenant.json(['remove', 'Renamed', '--yes'])
    expect(document.removedFiles.length).toBeGreaterThan(0)
    for (const file of document.removedFiles) expect(existsSync(file)).toBe(false)
    expect(status).toBe(0)
  })

  test('leaves its secret in no file', () => {
    for (const name of readdirSync(join(tenant.folder, 'home'), { recursive: true }).map(String)) {
      const file = join(tenant.folder, 'home', name)
      if (statSync(file).isFile())
        expect(readFileSync(file).includes(tenant.simulator.clientSecret)).toBe(false)
    }
  })
})
