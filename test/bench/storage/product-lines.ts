import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..', '..', '..')

/** Where usage is read, staged, stored, published and made into views. */
const included = [
  'electron/core/usage/{reading,storing}/**/*.ts',
  'electron/core/staging/**/*.ts',
  'electron/core/publish/*.ts',
  'electron/core/publish/derive/**/*.ts',
  'electron/core/views/usage*.ts',
  'electron/platform/sqlite/worker/**/*.ts',
]

/** What lies in the same folders and is about the directory alone. */
const directoryOnly = [
  'electron/core/staging/people.ts',
  'electron/core/publish/{keyed,licenses,lost-in-use,sign-in-times,tenant-data}.ts',
  'electron/core/publish/derive/{assignment-count,cover,overlap}.ts',
]

/** Lines of the product's code about usage, blank ones and comments among them, as `wc -l` counts. */
export function countProductLines(): number {
  const files = globSync(included, { cwd: root, exclude: directoryOnly })
  return files.reduce((sum, file) => sum + readFileSync(join(root, file), 'utf8').split('\n').length - 1, 0)
}
