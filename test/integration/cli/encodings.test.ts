import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Check } from '../../../electron/contract/setup/checks.ts'
import { addArguments, runCommand } from './command.ts'
import { type CommandTenant, startTenant } from './simulated-tenant.ts'

let tenant: CommandTenant

beforeAll(async () => {
  tenant = await startTenant()
})

afterAll(() => tenant.close())

const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')

/** Adds the tenant and asks it, so that the sign-in proves the credential. */
async function addChecked(name: string, args: readonly string[], input: Uint8Array, ca = tenant.env) {
  const all = [...addArguments(tenant.simulator, name), ...args, '--check', '--json']
  const env = { ...ca, M365_CONNECTOR_CLIENT_SECRET: '' }
  const { status, stdout } = await runCommand(all, env, input)
  const { checks = [], error = null } = JSON.parse(stdout)
  const signIn = checks.find(({ id }: Check) => id === 'token')?.status ?? null
  return { status, error, signIn }
}

test('a secret and a CA file as Windows PowerShell writes them sign in as they were meant', async () => {
  const { clientSecret, caPem } = tenant.simulator
  const wideCa = join(tenant.folder, 'ca-utf16.pem')
  writeFileSync(wideCa, utf16(caPem))
  const env = { ...tenant.env, M365_CONNECTOR_CA_FILE: wideCa }
  const good = { status: 0, error: null, signIn: 'pass' }
  const marked = Buffer.from(`\uFEFF${clientSecret}\r\n`)
  expect(await addChecked('Marked', ['--secret-stdin'], marked)).toEqual(good)
  expect(await addChecked('Wide', ['--secret-stdin'], utf16(`${clientSecret}\r\n`), env)).toEqual(good)
  const half = utf16(clientSecret).subarray(0, -1)
  const refused = await addChecked('Half', ['--secret-stdin'], half)
  expect(refused).toMatchObject({ status: 2, error: { code: 'badRequest' } })
  expect(refused.error.message).toContain('UTF-16')
})

test('a certificate that is saved as UTF-16 signs in, one that is cut is called so', async () => {
  const file = join(tenant.folder, 'certificate.pem')
  const bytes = utf16(tenant.simulator.certificate.pem)
  writeFileSync(file, bytes)
  const none = Buffer.alloc(0)
  expect(await addChecked('Key', ['--certificate', file], none)).toMatchObject({ status: 0, signIn: 'pass' })
  writeFileSync(file, bytes.subarray(2, -1))
  const { status, error } = await addChecked('Cut', ['--certificate', file], none)
  expect({ status, code: error.code }).toEqual({ status: 2, code: 'badRequest' })
  expect(error.message).toContain('UTF-16')
})

test('a list of connectors that was edited and saved as UTF-16 is none that is damaged', async () => {
  const list = join(tenant.env['M365_CONNECTOR_HOME'] ?? '', 'connectors.json')
  const text = readFileSync(list, 'utf8')
  for (const bytes of [utf16(text), Buffer.from(`\uFEFF${text}`)]) {
    writeFileSync(list, bytes)
    const { document } = await tenant.json(['list'])
    expect(document.connectors.map(({ name }: { name: string }) => name)).toEqual(['Marked', 'Wide', 'Key'])
  }
})
