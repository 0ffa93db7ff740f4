import { randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { ConnectorInput } from '../../../electron/contract/connectors.ts'
import { type ConnectorService, createConnectorService } from '../../../electron/core/connectors/service.ts'
import { AppError } from '../../../electron/core/errors.ts'
import type { SecretStore } from '../../../electron/core/ports.ts'
import { createMemorySecrets } from '../../../electron/core/secrets/memory-secrets.ts'
import {
  createDataFolder,
  type DataFolder,
  removeConnectorFiles,
} from '../../../electron/platform/files/data-folder.ts'
import { createSyncLocks } from '../../../electron/platform/files/lock/sync-lock.ts'
import { createConnectorStore } from '../../../electron/platform/files/store/connector-store.ts'
import { inspectCertificate } from '../../../electron/platform/keychain/certificate.ts'
import { readPfx } from '../../../electron/platform/keychain/pfx.ts'
import { makeCertificate } from '../../support/make-certificate.ts'

const tenantId = '6f1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f'
const clientId = '0b1c2d3e-4a5b-4c6d-8e7f-9a0b1c2d3e4f'
const firstSecret = 'abc8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789'
const secondSecret = 'xyz8Q~dEfGhIjKlMnOpQrStUvWxYz0123456789'

let folder: DataFolder
let secrets: SecretStore
let service: ConnectorService

function serviceWith(store: SecretStore): ConnectorService {
  return createConnectorService({
    connectors: createConnectorStore(folder, { now: () => Date.now() }),
    secrets: store,
    files: { remove: id => removeConnectorFiles(folder, id) },
    lock: createSyncLocks(folder).acquire,
    closeFiles: async () => undefined,
    hasData: async id => existsSync(folder.database(id)),
    inspectCertificate,
    readPfx,
    trySignIn: async () => undefined,
    clock: { now: () => Date.now() },
    newId: randomUUID,
  })
}

const input = (changes: Record<string, unknown> = {}) =>
  ConnectorInput.parse({
    name: 'Contoso',
    tenantId,
    clientId,
    credential: { kind: 'secret', secret: firstSecret },
    ...changes,
  })
const save = { untested: false, signal: new AbortController().signal }
const listed = () => createConnectorStore(folder, { now: () => Date.now() }).list()
const codeOf = (work: Promise<unknown>) =>
  work.then(
    () => 'done',
    (error: unknown) => (error instanceof AppError ? error.code : String(error)),
  )

beforeEach(async () => {
  folder = createDataFolder(await mkdtemp(join(tmpdir(), 'm365-connector-')))
  secrets = createMemorySecrets({}, inspectCertificate)
  service = serviceWith(secrets)
})
afterEach(() => rm(folder.home, { recursive: true, force: true }))

describe('adding a connector', () => {
  test('keeps the values tidied, and the secret in the secret store only', async () => {
    const { connector } = await service.add(
      input({ name: ' Contoso\u00a0Ltd ', tenantId: `{${tenantId.toUpperCase()}}` }),
    )
    expect(connector).toMatchObject({ name: 'Contoso Ltd', tenantId, clientId, credential: 'secret' })
    expect(await listed()).toEqual([connector])
    expect((await secrets.read(connector.id))?.reveal()).toBe(firstSecret)
    expect(await readFile(folder.connectorsFile, 'utf8')).not.toContain(firstSecret)
  })

  test('with a certificate writes its public part only, and its last day', async () => {
    const made = await makeCertificate({ notAfter: new Date('2099-05-01T12:00:00Z') })
    const { connector } = await service.add(
      input({ credential: { kind: 'certificate', pem: made.certificate + made.key } }),
    )
    expect(connector).toMatchObject({ credential: 'certificate', secretExpiresOn: '2099-05-01' })
    expect(connector.certificate).toBe(made.certificate.trim())
    expect(await readFile(folder.connectorsFile, 'utf8')).not.toContain('PRIVATE KEY')
    expect((await secrets.read(connector.id))?.reveal()).toContain('PRIVATE KEY')
  })

  test.each([
    ['a malformed tenant ID', { tenantId: 'contoso' }, 'malformedId'],
    ['the same ID twice', { clientId: tenantId }, 'malformedId'],
    ['a Secret ID', { credential: { kind: 'secret', secret: randomUUID() } }, 'secretIsAnId'],
    ['a name of blanks', { name: '\u200b\u2060' }, 'badRequest'],
  ])('with %s is refused and leaves nothing behind', async (_what, changes, code) => {
    expect(await codeOf(service.add(input(changes)))).toBe(code)
    expect(existsSync(folder.connectorsFile)).toBe(false)
  })

  test('under a name that is taken is refused, whatever its case', async () => {
    await service.add(input())
    expect(await codeOf(service.add(input({ name: 'CONTOSO' })))).toBe('nameTaken')
    expect(await listed()).toHaveLength(1)
  })

  test('tells of doubts without refusing', async () => {
    const { hints } = await service.add(input({ credential: { kind: 'secret', secret: 'short secret' } }))
    expect(hints.map(({ severity }) => severity)).toContain('warning')
  })

  test('takes the secret back when the list cannot be written', async () => {
    const saved: string[] = []
    const failing = serviceWith({
      ...secrets,
      save: async (id, secret) => {
        saved.push(id)
        await secrets.save(id, secret)
        await writeFile(folder.connectorsFile, '{"version":99}')
      },
    })
    expect(await codeOf(failing.add(input()))).toBe('databaseNewer')
    expect(saved).toHaveLength(1)
    expect(await secrets.read(saved[0] ?? '')).toBeNull()
  })

  test('writes no list when the secret cannot be kept', async () => {
    const broken = serviceWith({
      ...secrets,
      save: () => Promise.reject(new AppError('keychainUnavailable', 'No keychain.', { fix: 'Unlock it.' })),
    })
    expect(await codeOf(broken.add(input()))).toBe('keychainUnavailable')
    expect(existsSync(folder.connectorsFile)).toBe(false)
  })
})

describe('a connector that exists', () => {
  test('can be renamed, also to another spelling of its own name', async () => {
    const { connector } = await service.add(input())
    await service.add(input({ name: 'Fabrikam' }))
    expect(await service.rename(connector.id, 'contoso')).toMatchObject({
      id: connector.id,
      name: 'contoso',
    })
    expect(await codeOf(service.rename('contoso', 'fabrikam'))).toBe('nameTaken')
  })

  test('gets a new secret and keeps its data', async () => {
    const { connector } = await service.add(input())
    await writeFile(folder.database(connector.id), 'data')
    const changed = await service.setCredential(
      'contoso',
      { kind: 'secret', secret: secondSecret },
      '2099-01-31',
      save,
    )
    expect(changed.connector).toEqual({ ...connector, secretExpiresOn: '2099-01-31' })
    expect((await secrets.read(connector.id))?.reveal()).toBe(secondSecret)
    expect(await readFile(folder.database(connector.id), 'utf8')).toBe('data')
  })

  test('keeps its old secret when the new one is refused', async () => {
    const { connector } = await service.add(input())
    const refused = service.setCredential('contoso', { kind: 'secret', secret: clientId }, null, save)
    expect(await codeOf(refused)).toBe('secretIsAnId')
    expect((await secrets.read(connector.id))?.reveal()).toBe(firstSecret)
  })

  test('is removed with its database, and the exports stay', async () => {
    const { connector } = await service.add(input())
    const { connector: other } = await service.add(input({ name: 'Fabrikam' }))
    const database = folder.database(connector.id)
    const earlier = database.replace(/sqlite$/, 'staging-1.sqlite')
    const own = [database, `${database}-shm`, `${database}-wal`, earlier]
    const kept = [folder.database(other.id), join(folder.exports, 'contoso-overview.csv')]
    for (const path of [...own, ...kept]) await writeFile(path, 'data')
    const { removedFiles } = await service.remove('Contoso')
    expect(removedFiles.map(path => basename(path)).sort()).toEqual(own.map(path => basename(path)).sort())
    expect(own.filter(existsSync)).toEqual([])
    expect(kept.filter(existsSync)).toEqual(kept)
    expect(await listed()).toEqual([other])
    expect(await secrets.read(connector.id)).toBeNull()
  })

  test('is not removed while it is syncing', async () => {
    const { connector } = await service.add(input())
    const lock = await createSyncLocks(folder).acquire(connector.id)
    expect(await codeOf(service.remove('Contoso'))).toBe('syncRunning')
    await lock.release()
    expect(await codeOf(service.remove('Contoso'))).toBe('done')
  })
})

describe('a connector is found', () => {
  test('by id, by name in any case, by the beginning of its id, or because it is the only one', async () => {
    const { connector } = await service.add(input())
    for (const reference of [connector.id, 'contoso', ' CONTOSO ', connector.id.slice(0, 8)]) {
      expect(await service.rename(reference, 'Contoso')).toEqual(connector)
    }
    expect(await service.rename('', 'Contoso')).toEqual(connector)
  })

  test('and nothing happens when it is not', async () => {
    expect(await codeOf(service.remove('contoso'))).toBe('notFound')
    await service.add(input())
    await service.add(input({ name: 'Fabrikam' }))
    expect(await codeOf(service.remove(''))).toBe('notFound')
    expect(await codeOf(service.remove('Northwind'))).toBe('notFound')
    expect(await listed()).toHaveLength(2)
  })
})
