import { writeFile } from 'node:fs/promises'
import { homedir, release } from 'node:os'
import type { ConnectorStatus } from '../contract/schemas.ts'
import type { SyncRun } from '../contract/sync.ts'
import { type BundleFacts, composeBundle } from '../core/diagnostics/bundle.ts'
import { toWire } from '../core/errors.ts'
import { fileFailure } from '../core/files/failure.ts'
import { createRedactor } from '../core/logging/redact.ts'
import type { DataFolder } from '../platform/files/data-folder.ts'
import { reserveExport, safeFileName } from '../platform/files/exports.ts'
import { readRecentLines } from '../platform/log/recent-lines.ts'
import type { Background } from './background/service.ts'
import type { NewestDiagnosis } from './diagnosis/service.ts'
import type { Services } from './services.ts'

const runsTold = 20

type Parts = {
  services: Services
  background: Pick<Background, 'state'>
  diagnosis: NewestDiagnosis
  folder: DataFolder
  statusOf(connectorId: string): Promise<ConnectorStatus | null>
}

/**
 * Reads a part; what cannot be read is noted and left out, since a bundle is wanted most when something is
 * broken.
 */
type ReadPart = <T>(name: string, read: () => Promise<T>) => Promise<T | null>

/**
 * Writes the support bundle into the exports folder and returns its path. Throws `readOnly` or `diskFull`.
 */
export async function writeSupportBundle({
  services,
  background,
  diagnosis,
  folder,
  statusOf,
}: Parts): Promise<string> {
  const { clock, info, settings } = services
  const now = clock.now()
  const unreadable: string[] = []
  const part: ReadPart = async (name, read) => {
    try {
      return await read()
    } catch (error) {
      unreadable.push(`${name}: ${toWire(error).code}`)
      return null
    }
  }
  const connectors = (await part('connectors', () => services.connectors.list())) ?? []
  const facts: BundleFacts = {
    now,
    versions: {
      app: info.version,
      node: process.versions.node,
      system: `${process.platform} ${process.arch} ${release()}`,
      timeZone: services.timeZone(),
    },
    secretStore: info.secretStore,
    settings: await part('settings', () => settings.get()),
    background: await part('background', () => background.state()),
    connectors: await Promise.all(
      connectors.map(async connector => ({
        connector,
        status: await part('connector', () => statusOf(connector.id)),
        runs: (await part('runs', () => runsOf(services, connector.id))) ?? [],
      })),
    ),
    log: [
      // What the desktop app has written down of engines that did not start.
      ...((await part('host log', () => readRecentLines(folder.logs, 'host'))) ?? []),
      ...((await part('log', () => readRecentLines(folder.logs))) ?? []),
    ],
    diagnosis: diagnosis.newest(),
    unreadable,
  }
  return await save(folder, composeBundle(facts, createRedactor({ homes: [folder.home, homedir()] })), now)
}

async function runsOf(services: Services, connectorId: string): Promise<SyncRun[]> {
  const reader = await services.reader(connectorId)
  return reader?.runs(connectorId, runsTold) ?? []
}

async function save(folder: DataFolder, text: string, now: number): Promise<string> {
  await folder.ensure()
  const day = new Date(now).toISOString().slice(0, 10)
  const file = await reserveExport(folder.exports, safeFileName(['support-bundle', day], 'json'))
  try {
    await writeFile(file, text)
    return file
  } catch (error) {
    throw fileFailure(error, file, 'writing the support bundle')
  }
}
