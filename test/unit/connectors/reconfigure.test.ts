import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  type Connector,
  type ConnectorChange,
  ConnectorInput,
} from '../../../electron/contract/connectors.ts'
import { type ConnectorService, createConnectorService } from '../../../electron/core/connectors/service.ts'
import { AppError } from '../../../electron/core/errors.ts'
import type { SecretStore } from '../../../electron/core/ports.ts'
import { createMemorySecrets } from '../../../electron/core/secrets/memory-secrets.ts'
import { createDataFolder, type DataFolder } from '../../../electron/platform/files/data-folder.ts'
import { createSyncLocks } from '../../../electron/platform/files/lock/sync-lock.ts'
import { createConnectorStore } from '../../../electron/platform/files/store/connector-store.ts'
import { inspectCertificate } from '../../../electron/platform/keychain/certificate.ts'
import { readPfx } from '../../../electron/platform/keychain/pfx.ts'
import { makeCertificate } from '../../support/make-certificate.ts'

const tenantId = '6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f'
const clientId = '0b1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f'
const otherId = '11111111-2222-4333-8444-555555555555'
const firstSecret = 'abc8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789'
const secondSecret = 'xyz8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789'

let folder: DataFolder
let secrets: SecretStore
let service: ConnectorService
let before: Connector
let hasData = false
let tried: { candidate: Connector; secret: string }[] = []
let refusal: AppError | null = null

const tested = { untested: false, signal: new AbortController().signal }

const stored = async () => (await secrets.read(before.id))?.reveal()
const listed = () => createConnectorStore(folder, { now: () => Date.now() }).list()
const codeOf = (changes: ConnectorChange) =>
  service.reconfigure('Contoso', changes, tested).then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

beforeEach(async () => {
  folder = createDataFolder(await mkdtemp(join(tmpdir(), 'm365-connector-')))
  secrets = createMemorySecrets({}, inspectCertificate)
  hasData = false
  tried = []
  refusal = null
  service = createConnectorService({
    connectors: createConnectorStore(folder, { now: () => Date.now() }),
    secrets,
    files: { remove: async () => [] },
    lock: createSyncLocks(folder).acquire,
    closeFiles: async () => undefined,
    hasData: async () => hasData,
    inspectCertificate,
    readPfx,
    trySignIn: async (candidate, secret) => {
      tried.push({ candidate, secret: secret.reveal() })
      if (refusal !== null) throw refusal
    },
    clock: { now: () => Date.now() },
    newId: randomUUID,
  })
  const credential = { kind: 'secret', secret: firstSecret }
  const input = ConnectorInput.parse({ name: 'Contoso', tenantId, clientId, credential })
  before = (await service.add(input)).connector
})
afterEach(() => rm(folder.home, { recursive: true, force: true }))

describe('configuring a connector anew', () => {
  test('takes a new secret with its date and keeps the connector', async () => {
    hasData = true
    const { connector } = await service.reconfigure(
      'Contoso',
      {
        credential: { kind: 'secret', secret: ` ${secondSecret} ` },
        secretExpiresOn: '2027-05-01',
      },
      tested,
    )
    expect(connector).toEqual({ ...before, secretExpiresOn: '2027-05-01' })
    expect(await stored()).toBe(secondSecret)
  })

  test('exchanges any value by itself and leaves the secret alone', async () => {
    const { connector } = await service.reconfigure(
      'Contoso',
      {
        clientId: `{${otherId}}`,
        name: 'Contoso Ltd',
      },
      tested,
    )
    expect(connector).toEqual({ ...before, clientId: otherId, name: 'Contoso Ltd' })
    expect(await stored()).toBe(firstSecret)
    await service.reconfigure('Contoso Ltd', { secretExpiresOn: '2027-01-31' }, tested)
    expect((await listed())[0]).toMatchObject({ secretExpiresOn: '2027-01-31' })
  })

  test('changes to a certificate, of which only the public part is written down', async () => {
    const made = await makeCertificate()
    const pem = `${made.key}\n${made.certificate}`
    const { connector } = await service.reconfigure(
      'Contoso',
      { credential: { kind: 'certificate', pem } },
      tested,
    )
    expect(connector.credential).toBe('certificate')
    expect(connector.certificate).not.toContain('PRIVATE KEY')
    expect(await stored()).toContain('PRIVATE KEY')
  })

  test('does not take a Secret ID for the secret, and changes nothing then', async () => {
    expect(await codeOf({ clientId: otherId, credential: { kind: 'secret', secret: otherId } })).toBe(
      'secretIsAnId',
    )
    expect(await listed()).toEqual([before])
    expect(await stored()).toBe(firstSecret)
  })

  test('mends a tenant ID as long as nothing was retrieved', async () => {
    expect((await service.reconfigure('Contoso', { tenantId: otherId }, tested)).connector.tenantId).toBe(
      otherId,
    )
  })

  test('never moves data to another tenant or cloud', async () => {
    hasData = true
    expect(await codeOf({ tenantId: otherId })).toBe('badRequest')
    expect(await codeOf({ cloud: 'china' })).toBe('badRequest')
    expect(
      await codeOf({ tenantId, cloud: 'global', credential: { kind: 'secret', secret: secondSecret } }),
    ).toBe('done')
  })

  test('waits for a running sync before it changes where it signs in', async () => {
    const lock = await createSyncLocks(folder).acquire(before.id)
    expect(await codeOf({ tenantId: otherId })).toBe('syncRunning')
    await lock.release()
    expect(await codeOf({ tenantId: otherId })).toBe('done')
  })

  test('puts the old secret back when the list cannot be written', async () => {
    const { connector } = await service.add(
      ConnectorInput.parse({
        name: 'Fabrikam',
        tenantId,
        clientId,
        credential: { kind: 'secret', secret: secondSecret },
      }),
    )
    expect(await codeOf({ name: 'fabrikam', credential: { kind: 'secret', secret: secondSecret } })).toBe(
      'nameTaken',
    )
    expect(await stored()).toBe(firstSecret)
    expect((await secrets.read(connector.id))?.reveal()).toBe(secondSecret)
  })
})

describe('what signs in is tested before it replaces what works', () => {
  const secret = { kind: 'secret', secret: secondSecret } as const
  const refused = new AppError('signInRefused', 'The secret is not known.', {
    fix: 'Copy its Value.',
    step: 'secret',
  })
  const unchanged = async () => {
    expect(await listed()).toEqual([before])
    expect(await stored()).toBe(firstSecret)
  }

  test('a new secret, a certificate, another tenant, client ID or cloud; a name or a date is not', async () => {
    await service.reconfigure('Contoso', { name: 'Contoso', secretExpiresOn: '2027-01-31' }, tested)
    expect(tried).toEqual([])
    await service.reconfigure('Contoso', { credential: secret }, tested)
    expect(tried.at(-1)).toMatchObject({ candidate: { id: before.id, tenantId }, secret: secondSecret })
    await service.reconfigure('Contoso', { clientId: otherId }, tested)
    expect(tried.at(-1)).toMatchObject({ candidate: { clientId: otherId }, secret: secondSecret })
    await service.reconfigure('Contoso', { tenantId: clientId, cloud: 'usgov' }, tested)
    expect(tried.at(-1)).toMatchObject({ candidate: { tenantId: clientId, cloud: 'usgov' } })
    const made = await makeCertificate()
    const pem = `${made.key}\n${made.certificate}`
    await service.reconfigure('Contoso', { credential: { kind: 'certificate', pem } }, tested)
    expect(tried.at(-1)).toMatchObject({
      candidate: { credential: 'certificate', certificate: expect.stringContaining('CERTIFICATE') },
      secret: expect.stringContaining('PRIVATE KEY'),
    })
    expect(tried).toHaveLength(4)
  })

  test('a refusal keeps everything and says so, with the step and the fix of the refusal', async () => {
    refusal = refused
    for (const changes of [{ credential: secret }, { clientId: otherId }, { tenantId: otherId }]) {
      await expect(service.reconfigure('Contoso', changes, tested)).rejects.toMatchObject({
        code: 'signInRefused',
        step: 'secret',
        message: 'The secret is not known. Nothing was saved; what was stored before is still in use.',
        fix: expect.stringContaining('Copy its Value.'),
      })
    }
    await expect(service.setCredential('Contoso', secret, null, tested)).rejects.toMatchObject({
      code: 'signInRefused',
    })
    await unchanged()
  })

  test('a network that is away is no refusal: it could not be tested', async () => {
    refusal = new AppError('offline', 'Nobody answered.', { fix: 'Check the network.', step: 'network' })
    await expect(service.setCredential('Contoso', secret, null, tested)).rejects.toMatchObject({
      code: 'offline',
      message: expect.stringMatching(
        /^The new values could not be tested\. Nobody answered\. Nothing was saved/,
      ),
      fix: 'Check the network.',
    })
    await unchanged()
  })

  test('a person may save without the test, and a connector without a secret has nothing to test', async () => {
    refusal = refused
    const options = { ...tested, untested: true }
    await service.reconfigure('Contoso', { clientId: otherId }, options)
    await service.setCredential('Contoso', secret, null, options)
    expect((await listed())[0]).toMatchObject({ clientId: otherId })
    expect(await stored()).toBe(secondSecret)
    await secrets.remove(before.id)
    await service.reconfigure('Contoso', { clientId }, tested)
    expect(tried).toEqual([])
  })
})
