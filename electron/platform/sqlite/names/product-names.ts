import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { NamesText } from '../../../core/database/names/table.ts'
import { AppError } from '../../../core/errors.ts'

/**
 * Microsoft's table of product names as it is shipped; see `SOURCES.md`. The build puts it beside its own
 * files.
 */
export const shippedNames = new URL('./sku-names.csv', import.meta.url)

/** Reads the file of product names and tells a fingerprint of its content. Throws `fileMissing`. */
export function readNames(file: URL | string): NamesText {
  try {
    const bytes = readFileSync(file)
    return { text: bytes.toString('utf8'), fingerprint: createHash('sha256').update(bytes).digest('hex') }
  } catch (error) {
    throw new AppError('fileMissing', 'The table of product names cannot be read.', {
      fix: 'Install the app again, or put the table of product names back in its place.',
      cause: error,
    })
  }
}
