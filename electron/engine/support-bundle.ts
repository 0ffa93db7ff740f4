import { writeFile } from 'node:fs/promises'
import { homedir, release } from 'node:os'
import type { ConnectorStatus } from '../contract/schemas.ts'
import { composeBundle } from '../core/diagnostics/bundle.ts'
import type { DataFolder } from '../platform/files/data-folder.ts'
import { reserveExport, safeFileName } from '../platform/files/exports.ts'
import { fileFailure } from '../platform/files/failure.ts'
import { readRecentLines } from '../platform/log/recent-lines.ts'
import { createRedactor } from '../platform/log/redact.ts'
import type { Background } from './background/service.ts'
import type { Services } from './services.ts'

const runsTold = 20

type Parts = {
  services: Services
  background: Pick<Background, 'state'>
  folder: DataFolder
  statuses(): Promise<ConnectorStatus[]>
}

/** Writes the support bundle into the exports folder and returns its path. */
export async function writeSupportBundle({ services, background, folder, statuses }: Parts): Promise<string> {
  const { clock, info, settings } = services
  const now = clock.now()
  const text = composeBundle(
    {
      now,
      versions: {
        app: info.version,
        node: process.versions.node,
        system: `${process.platform} ${process.arch} ${release()}`,
        timeZone: services.timeZone(),
      },
      secretStore: info.secretStore,
      settings: await settings.get(),
      background: await background.state(),
      connectors: await withRuns(services, await statuses()),
      log: await readRecentLines(folder.logs),
    },
    createRedactor({ homes: [folder.home, homedir()] }),
  )
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

async function withRuns(services: Services, statuses: readonly ConnectorStatus[]) {
  return Promise.all(
    statuses.map(async status => {
      const { id } = status.connector
      const reader = await services.reader(id)
      return { status, runs: reader?.runs(id, runsTold) ?? [] }
    }),
  )
}
