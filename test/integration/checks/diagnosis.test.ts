import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { DiagnosisCheck } from '../../../electron/contract/setup/diagnosis.ts'
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
  ])
  expect(await engine.call('diagnosis.newest', {})).toEqual(reply)
  const bundle = await engine.call('diagnostics.bundle', {})
  if (!bundle.ok) throw new Error(bundle.error.message)
  const text = await readFile(bundle.value.file, 'utf8')
  const told = JSON.parse(text).diagnosis.checks
  expect(told).toHaveLength(checks.length)
  expect(told[0]).toMatchObject({ host: 'signIn', name: new URL(tenant.loginUrl).host })
  expect(text).not.toContain(tenant.tenantId)
})
