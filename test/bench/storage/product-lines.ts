import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..', '..')

/** Where usage is read, staged, stored, published and made into views. */
const included = [
  'electron/core/graph/csv/**/*.ts',
  'electron/platform/sqlite/person-chunks.ts',
  'electron/platform/sqlite/staging/**/*.ts',
  'electron/platform/sqlite/usage/**/*.ts',
  'electron/platform/sqlite/publish/**/*.ts',
  'electron/platform/sqlite/derive/**/*.ts',
  'electron/platform/sqlite/worker/**/*.ts',
  'electron/platform/sqlite/views/usage*.ts',
]

/** What lies in the same folders and is about the directory alone. */
const directoryOnly = [
  'electron/platform/sqlite/publish/{apply-users,compare-users,incoming-users,user-changes,user-columns}.ts',
  'electron/platform/sqlite/publish/{former-names,keyed,licenses,lost-in-use,people-after,sign-in-times,tenant-data}.ts',
  'electron/platform/sqlite/derive/{assignment-count,cover,overlap}.ts',
]

/** Lines of the product's code about usage, blank ones and comments among them, as `wc -l` counts. */
export function countProductLines(): number {
  const files = globSync(included, { cwd: root, exclude: directoryOnly })
  return files.reduce((sum, file) => sum + readFileSync(join(root, file), 'utf8').split('\n').length - 1, 0)
}
