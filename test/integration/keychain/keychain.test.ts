import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/errors.ts'
import { Secret } from '../../../electron/core/secret.ts'
import { createSystemKeychain } from '../../../electron/platform/keychain/session.ts'
import { makeCertificate } from '../../support/make-certificate.ts'

/** Why the real keychain cannot be tried here, or null when it can. */
async function missing(): Promise<string | null> {
  if (process.platform !== 'linux') return 'only tried on Linux, where a throwaway keyring can be had'
  if (!process.env['DBUS_SESSION_BUS_ADDRESS']) return 'there is no session bus'
  try {
    const keychain = createSystemKeychain({ timeoutMs: 60_000 })
    const id = randomUUID()
    await keychain.save(id, new Secret('probe'))
    await keychain.remove(id)
    return null
  } catch (error) {
    return `the secret service does not answer: ${error instanceof AppError ? error.detail['reason'] : 'unknown'}`
  }
}

const reason = await missing()

describe.skipIf(reason !== null)(
  `the keychain of this desktop${reason === null ? '' : ` (skipped: ${reason})`}`,
  () => {
    test('keeps secrets and keys until they are removed', async () => {
      const keychain = createSystemKeychain()
      const id = randomUUID()
      const { key } = await makeCertificate({ bits: 4096 })
      try {
        for (const text of ['abc8Q~first', 'Größe 東京 "quoted"\n', key, 'abc8Q~last']) {
          await keychain.save(id, new Secret(text))
          expect((await keychain.read(id))?.reveal()).toBe(text)
        }
        expect(await keychain.remove(id)).toBe(true)
      } finally {
        await keychain.remove(id)
      }
      expect(await keychain.read(id)).toBeNull()
    })
  },
)

test('a program without a session bus still starts, and says what to do', async () => {
  const { DBUS_SESSION_BUS_ADDRESS: _bus, DISPLAY: _display, ...environment } = process.env
  const child = spawn(process.execPath, [join(import.meta.dirname, 'read-secret.ts')], {
    env: { ...environment, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [answer] = await once(child.stdout, 'data')
  if (process.platform !== 'linux') return
  expect(String(answer)).toContain('keychainUnavailable')
  expect(String(answer)).toContain('M365_CONNECTOR_SECRET_STORE=memory')
})
