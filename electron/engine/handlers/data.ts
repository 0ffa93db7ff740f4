import { rm } from 'node:fs/promises'
import type { Handlers } from '../../contract/rpc/wire.ts'
import { findConnector } from '../../core/connectors/find.ts'
import type { DataFolder } from '../../platform/files/data-folder.ts'
import { reserveExport, safeFileName } from '../../platform/files/exports.ts'
import { readNotices, runtimeNotices } from '../../platform/packages/notices.ts'
import { copyDatabase } from '../../platform/sqlite/copy.ts'
import type { Services } from '../services.ts'

type Methods = 'diagnostics.bundle' | 'database.copy' | 'app.notices'

/** @param writeBundle writes the support bundle and answers its path */
export function dataHandlers(
  services: Services,
  folder: DataFolder,
  writeBundle: () => Promise<string>,
): Pick<Handlers, Methods> {
  return {
    'diagnostics.bundle': async () => ({ file: await writeBundle() }),
    'database.copy': async ({ connector: reference }, signal) => {
      const { id, name } = findConnector(await services.connectors.list(), reference)
      await folder.ensure()
      const day = new Date(services.clock.now()).toISOString().slice(0, 10)
      const file = await reserveExport(folder.exports, safeFileName([name, day], 'sqlite'))
      try {
        return { file, bytes: await copyDatabase(services.databaseFile(id), file, signal) }
      } catch (error) {
        await rm(file, { force: true }).catch(() => undefined)
        throw error
      }
    },
    'app.notices': async () => [
      ...runtimeNotices(process.versions),
      ...(await readNotices(import.meta.dirname)),
    ],
  }
}
