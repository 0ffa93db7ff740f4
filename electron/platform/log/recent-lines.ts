import { open } from 'node:fs/promises'
import { join } from 'node:path'
import { systemCode } from '../../core/files/failure.ts'

const maxBytes = 200_000
const maxLines = 500

/** The last whole lines of the log in the folder, the oldest first; none when nothing was logged. */
export async function readRecentLines(directory: string, name = 'm365-connector'): Promise<string[]> {
  try {
    const file = await open(join(directory, `${name}.log`), 'r')
    try {
      const { size } = await file.stat()
      const start = Math.max(0, size - maxBytes)
      const { buffer, bytesRead } = await file.read(Buffer.alloc(size - start), 0, size - start, start)
      const lines = buffer.toString('utf8', 0, bytesRead).split('\n')
      // The first one is whole only at the beginning of the file.
      return lines
        .slice(start === 0 ? 0 : 1)
        .filter(line => line !== '')
        .slice(-maxLines)
    } finally {
      await file.close()
    }
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  }
}
