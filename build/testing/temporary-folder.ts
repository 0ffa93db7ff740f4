import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'

const prefix = 'm365-connector-run-'
/** Where Node looks for the folder of temporary files, whatever the system. */
const names = ['TMPDIR', 'TEMP', 'TMP'] as const
/** A process that has just been ended may hold a file for a moment longer. */
const retries = { maxRetries: 10, retryDelay: 100 }

/**
 * Gives a test run a folder of its own for everything temporary, of its tests and of the programs that they
 * start. It goes with the run, whatever a test that failed or was ended has left in it.
 *
 * @returns the function that removes the folder
 */
export function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), prefix))
  // Programs that a test starts as another user get to what it makes for them here, and list nothing.
  chmodSync(folder, 0o711)
  const before = names.map(name => [name, process.env[name]] as const)
  for (const name of names) process.env[name] = folder
  const remove = () => rmSync(folder, { recursive: true, force: true, ...retries })
  process.once('exit', remove)
  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
    remove()
  }
}

/**
 * The folder of this run, which its tests share: what is made in it once is there for all of them.
 *
 * @throws Error outside of a test run
 */
export function runFolder(): string {
  if (!basename(tmpdir()).startsWith(prefix)) throw new Error('Only a test run has a folder of its own.')
  return tmpdir()
}
