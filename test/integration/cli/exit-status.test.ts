import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Check } from '../../../electron/contract/setup/checks.ts'
import { finished, runCommand, runHere, startCommand } from './command.ts'
import { type CommandTenant, jsonOf, Runs, startTenant, usualRoles } from './simulated-tenant.ts'

let tenant: CommandTenant

beforeAll(async () => {
  tenant = await startTenant()
  await tenant.add()
})

afterEach(() => {
  tenant.simulator.faults.clear()
  tenant.simulator.set({ grantedRoles: usualRoles })
})

afterAll(() => tenant.close())

describe('the exit status tells', () => {
  test('4: a secret that is refused, with its step and fix', async () => {
    const wrong = { M365_CONNECTOR_CLIENT_SECRET: tenant.simulator.expiredSecret }
    const { status, document } = await tenant.json(['sync'], wrong)
    const error = document.error ?? document.runs[0].error
    expect(error).toMatchObject({ step: 'secret' })
    expect(error.fix).not.toBe('')
    expect(status).toBe(4)
    const text = await runCommand(['sync'], { ...tenant.env, ...wrong })
    expect(text.stderr + text.stdout).toMatch(/Fix: /)
    const checked = await tenant.json(['check'], wrong)
    expect(checked.document.checks.some((check: Check) => check.status === 'fail')).toBe(true)
    expect(checked.status).toBe(4)
  })

  test('4: a tenant that Microsoft has blocked, with its step and codes', async () => {
    const body = {
      error: 'interaction_required',
      error_description: 'AADSTS5000225: This tenant has been blocked due to inactivity.',
      error_codes: [5000225],
      correlation_id: '0aa81f11-0000-4000-8000-000000000002',
    }
    tenant.simulator.faults.add({ kind: 'status', status: 400, body, match: { origin: 'login', times: 0 } })
    const { status, document } = await tenant.json(['sync'])
    const error = document.error ?? document.runs[0].error
    expect(error).toMatchObject({ step: 'tenant', detail: { aadsts: 'AADSTS5000225' } })
    expect(error.detail.correlationId).toBe(body.correlation_id)
    expect(status).toBe(4)
  })

  test('4: no permission for the people', async () => {
    tenant.simulator.set({ grantedRoles: ['Organization.Read.All'] })
    const { status } = await tenant.json(['sync', '--only', 'directory'])
    expect(status).toBe(4)
  })

  test('0: usage that is not granted is skipped with its reason', async () => {
    tenant.simulator.set({ grantedRoles: ['Directory.Read.All'] })
    const { status, document } = await tenant.json(['sync', '--only', 'licenses,usage'])
    const [run] = Runs.parse(document).runs
    const skipped = run?.datasets.filter(dataset => dataset.status === 'skipped') ?? []
    expect(skipped.length).toBeGreaterThan(5)
    expect(skipped[0]?.error).toMatchObject({ code: 'consentMissing' })
    expect(skipped[0]?.error?.fix).toContain('Reports.Read.All')
    expect(status).toBe(0)
  })

  test('3: one dataset failed, the others are there', async () => {
    tenant.simulator.faults.add({
      kind: 'status',
      status: 400,
      code: 'badRequest',
      match: { path: 'directory/subscriptions', times: 0 },
    })
    const { status, document } = await tenant.json(['sync', '--only', 'directory'])
    const [run] = Runs.parse(document).runs
    expect(run?.status).toBe('partial')
    expect(status).toBe(3)
  })

  test('5: a host that nobody can reach', async () => {
    const nowhere = {
      M365_CONNECTOR_LOGIN_URL: 'https://localhost:9',
      M365_CONNECTOR_GRAPH_URL: 'https://localhost:9',
    }
    // Each asks the host a few times; here they need not wait in between.
    const env = { ...tenant.env, ...nowhere }
    const sync = jsonOf(await runHere(['sync', '--only', 'licenses', '--json'], env))
    expect(sync.document.runs).toMatchObject([{ error: { code: 'offline' } }])
    expect(sync.status).toBe(5)
    const check = jsonOf(await runHere(['check', '--json'], env))
    expect(check.document.checks).toContainEqual(expect.objectContaining({ status: 'fail' }))
    expect(check.status).toBe(5)
  })

  test('5: a certificate that is not trusted', async () => {
    const { status } = await tenant.json(['sync', '--only', 'licenses'], { M365_CONNECTOR_CA_FILE: '' })
    expect(status).toBe(5)
  })

  test('6: another sync of the connector is running; 130: it was interrupted, and the next one goes on', async () => {
    tenant.simulator.faults.add({ kind: 'hang', match: { path: '/subscribedSkus', times: 1 } })
    tenant.simulator.clearRequests()
    const child = startCommand(['sync', '--full', '--json'], tenant.env)
    const result = finished(child)
    await expect.poll(() => tenant.simulator.requests.length).toBeGreaterThan(3)
    const second = await tenant.json(['sync'])
    expect(second.document).toMatchObject({ error: { code: 'syncRunning' } })
    expect(second.status).toBe(6)
    child.kill('SIGINT')
    const { status, stdout, stderr } = await result
    expect(stderr).toContain('Stopping.')
    expect(status).toBe(130)
    const document = JSON.parse(stdout)
    expect(document.error?.code ?? document.runs[0].status).toBe('cancelled')
    const next = await tenant.json(['sync', '--only', 'directory'])
    expect(next.status).toBe(0)
  })

  test('130 at once after a second Ctrl-C', async () => {
    tenant.simulator.faults.add({ kind: 'hang', match: { path: '/subscribedSkus', times: 0 } })
    tenant.simulator.clearRequests()
    const child = startCommand(['sync', '--only', 'licenses'], tenant.env)
    const result = finished(child)
    await expect.poll(() => tenant.simulator.requests.length).toBeGreaterThan(1)
    let said = ''
    child.stderr.on('data', (text: Buffer) => {
      said += text.toString()
    })
    child.kill('SIGINT')
    await expect.poll(() => said).toContain('Stopping.')
    child.kill('SIGINT')
    expect((await result).status).toBe(130)
  })

  test('0 or 130 where Ctrl-C comes while a command ends, and never the signal in their place', async () => {
    const child = startCommand(['--help'], tenant.env)
    const result = finished(child)
    child.stdout.once('data', () => {
      const pressing = setInterval(() => child.kill('SIGINT'), 1)
      child.once('close', () => clearInterval(pressing))
    })
    const { status, stdout } = await result
    expect(stdout).toContain('Usage:')
    expect([0, 130]).toContain(status)
  })
})
