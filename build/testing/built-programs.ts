import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isBuilt } from '../built.mjs'

const root = join(import.meta.dirname, '..', '..')
const isOfToday = isBuilt(root, 'cli')
const built = join(root, 'dist', 'cli')

/**
 * The command line as it is shipped, which starts in half the time; its sources where the build is not of
 * today.
 */
export const commandEntry = isOfToday ? join(built, 'main.js') : join(root, 'electron', 'cli', 'main.ts')

/**
 * What an engine of a test runs in a sync's threads: the thread as it is shipped, one file in place of a
 * hundred sources, which saves a third of a small sync. Nothing where the build is not of today.
 */
export const shippedThreads: { workerScript?: URL } = isOfToday
  ? { workerScript: pathToFileURL(join(built, 'worker.js')) }
  : {}
