import { randomUUID } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { toWire } from '../../../electron/core/errors.ts'
import { Secret } from '../../../electron/core/secret.ts'
import { createKeychain, type NativeKeychain } from '../../../electron/core/secrets/keychain.ts'
import { createMemorySecrets } from '../../../electron/core/secrets/memory-secrets.ts'
import { inspectCertificate } from '../../../electron/platform/keychain/certificate.ts'
import { makeCertificate } from '../../support/make-certificate.ts'

/**
 * Stands in for a platform that cannot be had here: Windows' limit per entry, a keyring that never answers.
 */
function nativeWithLimit(limitBytes: number) {
  const entries = new Map<string, string>()
  const native: NativeKeychain = {
    getPassword: async (service, account) => entries.get(`${service}/${account}`) ?? null,
    setPassword: async (service, account, password) => {
      if (Buffer.byteLength(password) > limitBytes) throw new Error('The stub received bad data.')
      entries.set(`${service}/${account}`, password)
    },
    deletePassword: async (service, account) => entries.delete(`${service}/${account}`),
  }
  return { entries, native }
}

const opening = (native: NativeKeychain) => async () => ({ native, close: () => undefined })

describe('the keychain', () => {
  const id = randomUUID()
  const windowsLimit = 2560

  test('stores a secret under the service M365 Connector and the connector id', async () => {
    const { entries, native } = nativeWithLimit(windowsLimit)
    const keychain = createKeychain({ platform: process.platform, open: opening(native) })
    await keychain.save(id, new Secret('abc8Q~secret'))
    expect([...entries]).toEqual([[`M365 Connector/${id}`, 'abc8Q~secret']])
    expect((await keychain.read(id))?.reveal()).toBe('abc8Q~secret')
    expect(await keychain.remove(id)).toBe(true)
    expect(await keychain.remove(id)).toBe(false)
    expect(await keychain.read(id)).toBeNull()
  })

  test.each([2048, 4096])(
    'stores a private key of %i bits within what Windows takes per entry',
    async bits => {
      const { entries, native } = nativeWithLimit(windowsLimit)
      const keychain = createKeychain({ platform: process.platform, open: opening(native) })
      const { key } = await makeCertificate({ bits })
      await keychain.save(id, new Secret(key))
      expect((await keychain.read(id))?.reveal()).toBe(key)
      await keychain.save(id, new Secret('abc8Q~secret'))
      expect(entries.size).toBe(1)
      await keychain.save(id, new Secret(key))
      expect(await keychain.remove(id)).toBe(true)
      expect(entries.size).toBe(0)
    },
  )

  test('a key of which a part is gone counts as none', async () => {
    const { entries, native } = nativeWithLimit(windowsLimit)
    const keychain = createKeychain({ platform: process.platform, open: opening(native) })
    await keychain.save(id, new Secret('k'.repeat(5000)))
    entries.delete([...entries.keys()].find(name => name.endsWith('part 2')) ?? '')
    expect(await keychain.read(id)).toBeNull()
  })

  test('that cannot be loaded is reported at the first use, not at the start', async () => {
    const open = () => Promise.reject(new Error('libsecret-1.so.0: cannot open shared object file'))
    const keychain = createKeychain({ open, platform: 'linux' })
    await expect(keychain.read(id)).rejects.toMatchObject({
      code: 'keychainUnavailable',
      fix: expect.stringContaining('M365_CONNECTOR_SECRET_STORE=memory'),
      detail: { reason: expect.stringContaining('libsecret') },
    })
  })

  test.each([
    ['linux', 'secret service'],
    ['darwin', 'Keychain Access'],
    ['win32', 'Credential Manager'],
  ] as const)('names the remedy of %s', async (platform, remedy) => {
    const keychain = createKeychain({ open: () => Promise.reject(new Error('no')), platform })
    await expect(keychain.save(id, new Secret('x'))).rejects.toMatchObject({
      fix: expect.stringContaining(remedy),
    })
  })

  test('that never answers is given up after its time', async () => {
    const silent = () => new Promise<never>(() => undefined)
    const native = { getPassword: silent, setPassword: silent, deletePassword: silent }
    const keychain = createKeychain({ platform: process.platform, open: opening(native), timeoutMs: 50 })
    await expect(keychain.read(id)).rejects.toMatchObject({
      code: 'keychainUnavailable',
      detail: { reason: expect.stringContaining('no answer') },
    })
  })
})

describe('secrets in memory', () => {
  const id = randomUUID()

  test('come from the environment, tidied, for every connector', async () => {
    const secrets = createMemorySecrets(
      { M365_CONNECTOR_CLIENT_SECRET: ' "abc8Q~secret"\n' },
      inspectCertificate,
    )
    expect((await secrets.read(id))?.reveal()).toBe('abc8Q~secret')
    expect((await secrets.read(randomUUID()))?.reveal()).toBe('abc8Q~secret')
  })

  test('saved ones come first and end with the process', async () => {
    const environment = { M365_CONNECTOR_CLIENT_SECRET: 'abc8Q~secret' }
    const secrets = createMemorySecrets(environment, inspectCertificate)
    await secrets.save(id, new Secret('xyz8Q~secret'))
    expect((await secrets.read(id))?.reveal()).toBe('xyz8Q~secret')
    expect((await createMemorySecrets(environment, inspectCertificate).read(id))?.reveal()).toBe(
      'abc8Q~secret',
    )
    expect(await secrets.remove(id)).toBe(true)
    expect((await secrets.read(id))?.reveal()).toBe('abc8Q~secret')
  })

  test('there is none without the variable', async () => {
    expect(await createMemorySecrets({}, inspectCertificate).read(id)).toBeNull()
    expect(
      await createMemorySecrets({ M365_CONNECTOR_CLIENT_SECRET: ' ' }, inspectCertificate).read(id),
    ).toBeNull()
  })

  test('of a PEM text the private key is taken', async () => {
    const { certificate, key } = await makeCertificate()
    for (const pem of [key + certificate, key, (key + certificate).replaceAll('\n', '\\n')]) {
      const secrets = createMemorySecrets({ M365_CONNECTOR_CLIENT_SECRET: pem }, inspectCertificate)
      expect((await secrets.read(id))?.reveal().trim()).toBe(key.trim())
    }
  })
})

describe('a keychain of Windows that refuses', () => {
  const id = randomUUID()
  const refusing = (message: string) => {
    const { native } = nativeWithLimit(2560)
    const setPassword = () => Promise.reject(new Error(message))
    return createKeychain({ open: opening({ ...native, setPassword }), platform: 'win32' })
  }
  const refusal = (message: string) =>
    refusing(message)
      .save(id, new Secret('abc8Q~secret'))
      .then(
        () => ({}),
        (error: unknown) => toWire(error),
      )

  // desktop/desktop#3936
  test('because a policy forbids it names that policy', async () => {
    const message = 'A specified logon session does not exist. It may already have been terminated.\r\n'
    expect(await refusal(message)).toMatchObject({
      code: 'keychainUnavailable',
      fix: expect.stringContaining(
        '"Network access: Do not allow storage of passwords and credentials for network authentication"',
      ),
      detail: { reason: message.trim() },
    })
  })

  // atom/node-keytar#472
  test.each([
    ['in English', 'Not enough memory resources are available to process this command.'],
    ['in a code page that was read as UTF-8', Buffer.from([0xc4, 0xda, 0xb4, 0xe6]).toString('utf8')],
    ['in another language', 'Zur Verarbeitung dieses Befehls ist nicht genug Speicher vorhanden.'],
  ])('because it is full says what to delete: %s', async (_, message) => {
    const told = await refusal(message)
    expect(told).toMatchObject({
      code: 'keychainUnavailable',
      fix: expect.stringContaining('delete unused entries in Credential Manager'),
    })
    expect(JSON.stringify(told)).not.toMatch(/\uFFFD/)
  })

  test('in the middle of a long key keeps neither pieces of it nor a mixture with the one before', async () => {
    const { entries, native } = nativeWithLimit(2560)
    const keychain = createKeychain({ platform: process.platform, open: opening(native) })
    let room = 1
    const setPassword: NativeKeychain['setPassword'] = (service, account, password) => {
      room -= 1
      return room < 0 ? Promise.reject(new Error('error 8')) : native.setPassword(service, account, password)
    }
    const full = createKeychain({ platform: process.platform, open: opening({ ...native, setPassword }) })
    await expect(full.save(id, new Secret('k'.repeat(6000)))).rejects.toMatchObject({
      code: 'keychainUnavailable',
    })
    expect(entries.size).toBe(0)
    await keychain.save(id, new Secret('o'.repeat(5000)))
    room = 1
    await expect(full.save(id, new Secret('n'.repeat(9000)))).rejects.toThrow()
    expect(await keychain.read(id)).toBeNull()
    expect(entries.size).toBe(0)
    await keychain.save(id, new Secret('o'.repeat(5000)))
    let refusals = 1
    const once: NativeKeychain['setPassword'] = (service, account, password) => {
      refusals -= 1
      return refusals === 0
        ? Promise.reject(new Error('error 8'))
        : native.setPassword(service, account, password)
    }
    const passing = createKeychain({
      platform: process.platform,
      open: opening({ ...native, setPassword: once }),
    })
    await expect(passing.save(id, new Secret('n'.repeat(9000)))).rejects.toThrow()
    expect((await keychain.read(id))?.reveal()).toBe('o'.repeat(5000))
  })
})
