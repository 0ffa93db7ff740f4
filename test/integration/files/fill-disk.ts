import { randomUUID } from 'node:crypto'
import type { Connector } from '../../../electron/contract/connectors.ts'
import { toWire } from '../../../electron/core/errors.ts'
import { createDataFolder } from '../../../electron/platform/files/data-folder.ts'
import { createConnectorStore } from '../../../electron/platform/files/store/connector-store.ts'
import { createLog } from '../../../electron/platform/log/log.ts'

/** Run with a limit on the size of files: logs and saves beyond it, and tells the outcome on stdout. */
const folder = createDataFolder(process.argv[2] ?? '')
const clock = { now: () => Date.now() }
const store = createConnectorStore(folder, clock)
const log = createLog({ directory: folder.logs, level: 'info', clock })

const connector = (name: string): Connector => ({
  id: randomUUID(),
  name,
  tenantId: 'contoso.example',
  clientId: randomUUID(),
  cloud: 'global',
  credential: 'secret',
  certificate: null,
  secretExpiresOn: null,
  createdAt: '2026-11-23T15:00:00.000Z',
})

await store.replace([connector('Contoso')])
for (let line = 0; line < 200; line += 1) log.info('sync.page', { rows: line, reason: 'word '.repeat(20) })
const saved = await store
  .replace(Array.from({ length: 100 }, (_, index) => connector(`Tenant ${index}`)))
  .then(() => 'saved', toWire)
await log.close()
const names = (await store.list()).map(({ name }) => name)
process.stdout.write(`${JSON.stringify({ saved, names })}\n`)
