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
import { createConnectorStore } from '../../../electron/platform/files/connector-store.ts'
import { createDataFolder, type DataFolder } from '../../../electron/platform/files/data-folder.ts'
import { createSyncLocks } from '../../../electron/platform/files/sync-lock.ts'
import { inspectCertificate } from '../../../electron/platform/keychain/certificate.ts'
import { createMemorySecrets } from '../../../electron/platform/keychain/memory-secrets.ts'
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

const stored = async () => (await secrets.read(before.id))?.reveal()
const listed = () => createConnectorStore(folder, { now: () => Date.now() }).list()
const codeOf = (changes: ConnectorChange) =>
  service.reconfigure('Contoso', changes).then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

beforeEach(async () => {
  folder = createDataFolder(await mkdtemp(join(tmpdir(), 'm365-connector-')))
  secrets = createMemorySecrets({})
  hasData = false
  service = createConnectorService({
    connectors: createConnectorStore(folder, { now: () => Date.now() }),
    secrets,
    files: { remove: async () => [] },
    lock: createSyncLocks(folder).acquire,
    closeFiles: async () => undefined,
    hasData: async () => hasData,
    inspectCertificate,
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
    const { connector } = await service.reconfigure('Contoso', {
      credential: { kind: 'secret', secret: ` ${secondSecret} ` },
      secretExpiresOn: '2027-05-01',
    })
    expect(connector).toEqual({ ...before, secretExpiresOn: '2027-05-01' })
    expect(await stored()).toBe(secondSecret)
  })

  test('exchanges any value by itself and leaves the secret alone', async () => {
    const { connector } = await service.reconfigure('Contoso', {
      clientId: `{${otherId}}`,
      name: 'Contoso Ltd',
    })
    expect(connector).toEqual({ ...before, clientId: otherId, name: 'Contoso Ltd' })
    expect(await stored()).toBe(firstSecret)
    await service.reconfigure('Contoso Ltd', { secretExpiresOn: '2027-01-31' })
    expect((await listed())[0]).toMatchObject({ secretExpiresOn: '2027-01-31' })
  })

  test('changes to a certificate, of which only the public part is written down', async () => {
    const made = await makeCertificate()
    const pem = `${made.key}\n${made.certificate}`
    const { connector } = await service.reconfigure('Contoso', { credential: { kind: 'certificate', pem } })
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
    expect((await service.reconfigure('Contoso', { tenantId: otherId })).connector.tenantId).toBe(otherId)
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
