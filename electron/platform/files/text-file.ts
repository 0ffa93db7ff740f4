import { readFile } from 'node:fs/promises'
import { decodeText } from '../../contract/entry/decoded.ts'
import { fileFailure, systemCode } from '../../core/files/failure.ts'
import { patiently } from './patiently.ts'

/**
 * The text of a file of ours, also where a person has edited it and the editor has saved it as UTF-16 or with
 * a byte order mark; null when there is none. Bytes that are no text come back as an empty one, which is no
 * JSON. Throws AppError as `fileFailure` has it.
 */
export async function readTextFile(path: string, doing: string): Promise<string | null> {
  try {
    return decodeText(await patiently(() => readFile(path)), { lenient: true }).text ?? ''
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return null
    throw fileFailure(error, path, doing)
  }
}
