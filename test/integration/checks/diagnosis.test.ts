import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiagnosisCheck } from '../../../electron/contract/setup/diagnosis.ts'
import { demoConnectorId } from '../../../electron/engine/demo.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'

let connected: ConnectedEngine
beforeAll(async () => {
  connected = await connectEngine()
})
afterAll(() => connected.close())

test('a diagnosis is told as it comes, and is part of the support bundle afterwards', async () => {
  const { engine, tenant } = connected
  const seen: DiagnosisCheck[] = []
  engine.on('diagnosis.progress', check => seen.push(check))
  const none = await engine.call('diagnosis.newest', {})
  expect(none).toEqual({ ok: true, value: null })
  const reply = await engine.call('diagnosis.run', { connector: connectorName })
  if (!reply.ok) throw new Error(reply.error.message)
  const { checks } = reply.value
  expect(seen).toEqual(checks)
  const answers = checks.filter(({ kind }) => kind === 'answer')
  expect(answers.map(({ host, status }) => [host, status])).toEqual([
    ['signIn', 'pass'],
    ['graph', 'pass'],
    ['reports', 'pass'],
  ])
  // Only a redirect of Microsoft Graph names the host, and its signed link goes nowhere.
  const asked = tenant.requests.filter(({ path }) => path.includes('getOffice365ActivationsUserCounts'))
  expect(asked).toHaveLength(1)
  expect(answers.at(-1)?.name).not.toBe(new URL(tenant.graphUrl).host)
  expect(JSON.stringify(checks)).not.toContain('token=')
  expect(await engine.call('diagnosis.newest', {})).toEqual(reply)
  const bundle = await engine.call('diagnostics.bundle', {})
  if (!bundle.ok) throw new Error(bundle.error.message)
  const text = await readFile(bundle.value.file, 'utf8')
  const told = JSON.parse(text).diagnosis.checks
  expect(told).toHaveLength(checks.length)
  expect(told[0]).toMatchObject({ host: 'signIn', name: new URL(tenant.loginUrl).host })
  expect(text).not.toContain(tenant.tenantId)
})

test('the host of report downloads is never passed where nobody names it', async () => {
  const { engine, tenant } = connected
  tenant.set({ grantedRoles: [] })
  const reply = await engine.call('diagnosis.run', { connector: connectorName })
  if (!reply.ok) throw new Error(reply.error.message)
  const reports = reply.value.checks.filter(({ host }) => host === 'reports')
  expect(reports).toEqual([
    {
      ...{ kind: 'answer', host: 'reports', name: '', status: 'skip', fix: '' },
      summary: 'This host was not checked.',
      evidence: 'Microsoft Graph named no host for a report.',
    },
  ])
})

test('the host of report downloads is asked where its name is known, as of the demo tenant', async () => {
  const { engine } = connected
  expect(await engine.call('demo.start', { people: 20 })).toMatchObject({ ok: true })
  const reply = await engine.call('diagnosis.run', { connector: demoConnectorId })
  if (!reply.ok) throw new Error(reply.error.message)
  const { checks } = reply.value
  const answers = checks.filter(({ kind }) => kind === 'answer')
  expect(answers.map(({ host, status }) => [host, status])).toEqual([
    ['signIn', 'pass'],
    ['graph', 'pass'],
    ['reports', 'pass'],
  ])
  expect(new Set(answers.map(({ name }) => name)).size).toBe(3)
})
