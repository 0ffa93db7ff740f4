import { X509Certificate } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Check } from '../../../electron/contract/setup/checks.ts'
import { makeCertificate, makePfx } from '../../support/make-certificate.ts'
import { addArguments, runHere } from './command.ts'
import { type CommandTenant, startTenant } from './simulated-tenant.ts'

let tenant: CommandTenant

beforeAll(async () => {
  tenant = await startTenant(runHere)
})

afterAll(() => tenant.close())

const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le')

/** Adds the tenant and asks it, so that the sign-in proves the credential. */
async function addChecked(name: string, args: readonly string[], input: Uint8Array, ca = tenant.env) {
  const all = [...addArguments(tenant.simulator, name), ...args, '--check', '--json']
  const env = { ...ca, M365_CONNECTOR_CLIENT_SECRET: '' }
  const { status, stdout } = await runHere(all, env, input)
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

describe('a PFX file', () => {
  const passphrase = 'open sesame'
  let files: Record<'sound' | 'bare' | 'keyless' | 'expired' | 'encrypted' | 'other', string>

  beforeAll(async () => {
    const { pem } = tenant.simulator.certificate
    const old = { notBefore: new Date('2020-01-01'), notAfter: new Date('2021-01-01') }
    const [fresh, expired] = [await makeCertificate(), await makeCertificate(old)]
    const write = (name: string, bytes: string | Buffer) => {
      const file = join(tenant.folder, name)
      writeFileSync(file, bytes)
      return file
    }
    files = {
      sound: write('sound.pfx', makePfx(pem, pem, passphrase)),
      bare: write('bare.p12', makePfx(pem, pem, '')),
      keyless: write('keyless.pfx', makePfx(fresh.certificate, null, passphrase)),
      expired: write('expired.pfx', makePfx(expired.certificate, expired.key, passphrase)),
      encrypted: write('encrypted.pem', fresh.certificate + fresh.encryptedKey),
      other: write('other.cer', new X509Certificate(pem).raw),
    }
  })

  /** Tries to add it, with a passphrase on standard input or in the environment. */
  async function tried(file: string, input: string | null, inEnvironment = '') {
    const options = ['--certificate', file, ...(input === null ? [] : ['--passphrase-stdin'])]
    const env = { ...tenant.env, M365_CONNECTOR_CERTIFICATE_PASSPHRASE: inEnvironment }
    return addChecked(`From ${file}`, options, Buffer.from(input ?? ''), env)
  }

  test('signs in with its passphrase from standard input or the environment, or without one', async () => {
    const good = { status: 0, error: null, signIn: 'pass' }
    expect(await tried(files.sound, `${passphrase}\n`)).toEqual(good)
    const options = ['set-secret', `From ${files.sound}`, '--certificate', files.bare]
    const again = await runHere(options, tenant.env)
    expect([again.status, again.stdout]).toEqual([0, expect.stringContaining('Signing in with it works.')])
    const env = { ...tenant.env, M365_CONNECTOR_CERTIFICATE_PASSPHRASE: passphrase }
    const third = await runHere(['set-secret', `From ${files.sound}`, '--certificate', files.sound], env)
    expect(third.status).toBe(0)
  })

  test('is refused with the reason and a status, and nothing is added', async () => {
    const wanted: [file: string, passphrase: string | null, status: number, message: RegExp][] = [
      [files.sound, 'wrong', 2, /passphrase does not open the PFX file/],
      [files.sound, null, 2, /protected by a passphrase/],
      [files.keyless, passphrase, 2, /no private key/],
      [files.expired, passphrase, 4, /expired on 2021-01-01/],
      [files.other, null, 2, /no PFX file/],
      [files.encrypted, null, 2, /private key in .* is protected by a passphrase/],
      [files.encrypted, 'wrong', 2, /passphrase does not open the private key/],
    ]
    for (const [file, text, status, message] of wanted) {
      const outcome = await tried(file, text)
      expect([file, outcome.status, outcome.error?.message]).toEqual([
        file,
        status,
        expect.stringMatching(message),
      ])
      expect(outcome.error?.fix).not.toBe('')
      expect(JSON.stringify(outcome)).not.toContain(passphrase)
    }
    const { document } = await tenant.json(['list'])
    expect(document.connectors).toHaveLength(4)
  })
})

test('a list of connectors that was edited and saved as UTF-16 is none that is damaged', async () => {
  const list = join(tenant.env['M365_CONNECTOR_HOME'] ?? '', 'connectors.json')
  const text = readFileSync(list, 'utf8')
  for (const bytes of [utf16(text), Buffer.from(`\uFEFF${text}`)]) {
    writeFileSync(list, bytes)
    const { document } = await tenant.json(['list'])
    expect(document.connectors.map(({ name }: { name: string }) => name)).toEqual(
      expect.arrayContaining(['Marked', 'Wide', 'Key']),
    )
  }
})
