import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../core/errors.ts'
import { fileFailure, systemCode } from '../../core/files/failure.ts'
import { retryWhileBusy } from './busy-files.ts'
import { keepFolderPrivate, privateFolderMode } from './private-files.ts'

/** Where everything lies under the data directory. */
export type DataFolder = {
  home: string
  connectorsFile: string
  connectorsLock: string
  databases: string
  logs: string
  exports: string
  /** `data/<connector-id>.sqlite`. */
  database(connectorId: string): string
  syncLock(connectorId: string): string
  /**
   * Makes the folders, for their owner only, and takes what earlier versions left readable for others away
   * from them. Throws AppError `readOnly`, `diskFull`, or `badRequest` for a file in a folder's place.
   */
  ensure(): Promise<void>
}

/** The layout below a data directory. Nothing is touched until `ensure` is called. */
export function createDataFolder(home: string): DataFolder {
  const databases = join(home, 'data')
  const logs = join(home, 'logs')
  const exports = join(home, 'exports')
  let tightened: Promise<void> | null = null
  const fileOf = (connectorId: string, ending: string) => join(databases, `${safeId(connectorId)}.${ending}`)
  return {
    home,
    connectorsFile: join(home, 'connectors.json'),
    connectorsLock: join(home, 'connectors.lock'),
    databases,
    logs,
    exports,
    database: id => fileOf(id, 'sqlite'),
    syncLock: id => fileOf(id, 'lock'),
    ensure: async () => {
      for (const folder of [home, databases, logs, exports]) await ensureFolder(folder)
      tightened ??= keepFolderPrivate(databases)
      await tightened
    },
  }
}

async function ensureFolder(folder: string): Promise<void> {
  try {
    const made = await mkdir(folder, { recursive: true, mode: privateFolderMode })
    // The creation mode is cut by the umask, never widened; a folder that was there before keeps what its
    // owner chose.
    if (made !== undefined) await chmod(folder, privateFolderMode)
  } catch (error) {
    throw fileFailure(await plainReason(folder, error), folder, 'making the data directory')
  }
}

/**
 * On a read-only file system Node says of nested folders that they do not exist; making the first of them
 * alone shows the reason.
 */
async function plainReason(folder: string, error: unknown): Promise<unknown> {
  if (systemCode(error) !== 'ENOENT') return error
  const missing = firstMissing(folder)
  try {
    await mkdir(missing, { mode: privateFolderMode })
    return error
  } catch (plain) {
    return plain
  }
}

function firstMissing(folder: string): string {
  const parent = dirname(folder)
  return parent === folder || existsSync(parent) ? folder : firstMissing(parent)
}

/** An id becomes part of a path, so that nothing but a UUID may pass. */
function safeId(connectorId: string): string {
  const parsed = z.uuid().safeParse(connectorId)
  if (parsed.success) return parsed.data.toLowerCase()
  throw new AppError('badRequest', 'A connector id must be a UUID.', {
    fix: 'Use the id that m365-connector list shows.',
    windowFix: 'Choose the tenant from the list at the top of the window.',
  })
}

/**
 * Deletes a connector's database with everything beside it (WAL, set-aside copies, staging files of earlier
 * versions), but neither its lock nor any export. Returns the full paths that are gone, sorted. Throws
 * AppError `readOnly` when the system refuses; calling again resumes.
 */
export async function removeConnectorFiles(folder: DataFolder, connectorId: string): Promise<string[]> {
  const lockName = basename(folder.syncLock(connectorId))
  const prefix = lockName.slice(0, -'lock'.length)
  const names = (await listNames(folder.databases)).filter(
    name => name.startsWith(prefix) && name !== lockName,
  )
  const removed: string[] = []
  for (const name of names.sort()) {
    const path = join(folder.databases, name)
    try {
      await retryWhileBusy(() => rm(path))
      removed.push(path)
    } catch (error) {
      if (systemCode(error) !== 'ENOENT') throw fileFailure(error, path, 'deleting a file of the connector')
    }
  }
  return removed
}

async function listNames(path: string): Promise<string[]> {
  try {
    return await readdir(path)
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw fileFailure(error, path, 'looking for the files of the connector')
  }
}
