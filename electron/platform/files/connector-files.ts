import { readdir, rm } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { fileFailure, systemCode } from '../../core/files/failure.ts'
import type { DataFolder } from './data-folder.ts'
import { patiently } from './patiently.ts'

/**
 * Deletes a connector's database with everything beside it (WAL, set-aside copies, staging files of earlier
 * versions), but neither its lock nor any export. Returns the full paths that are gone, sorted. Throws
 * AppError `readOnly` when the system refuses; calling again goes on.
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
      await patiently(() => rm(path))
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
