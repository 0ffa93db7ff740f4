import { createDataFolder } from '../../../electron/platform/files/data-folder.ts'
import { createSyncLocks } from '../../../electron/platform/files/lock/sync-lock.ts'

/** Takes the lock of a connector, tells so on stdout, and holds it until it is killed or its input ends. */
const [home = '', connectorId = ''] = process.argv.slice(2)
try {
  const lock = await createSyncLocks(createDataFolder(home)).acquire(connectorId)
  process.stdout.write('held\n')
  process.stdin.resume()
  process.stdin.once('end', () => void lock.release())
} catch (error) {
  process.stdout.write(`${error instanceof Error && 'code' in error ? String(error.code) : 'failed'}\n`)
}
