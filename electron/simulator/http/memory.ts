import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { type Answer, collect } from '../answer.ts'

const compress = promisify(gzip)

/**
 * Bodies kept as they go on the wire, so that a benchmark measures its client and not the making of pages.
 */
export type Memory = {
  /** The answer's body from memory, kept from now on when it was not there yet. */
  recall(answer: Answer, zipped: boolean): Promise<Buffer>
  has(key: string, zipped: boolean): boolean
  clear(): void
  /** Bytes held. */
  size(): number
}

export function createMemory(): Memory {
  const plain = new Map<string, Buffer>()
  const zippedBodies = new Map<string, Buffer>()
  let size = 0
  const keep = (bodies: Map<string, Buffer>, key: string | undefined, body: Buffer) => {
    if (key === undefined || bodies.has(key)) return
    bodies.set(key, body)
    size += body.length
  }
  return {
    recall: async (answer, zipped) => {
      const key = answer.memoryKey
      const known = key === undefined ? undefined : (zipped ? zippedBodies : plain).get(key)
      if (known !== undefined) return known
      const body = (key === undefined ? undefined : plain.get(key)) ?? collect(answer.body)
      if (!zipped) {
        keep(plain, key, body)
        return body
      }
      const shrunk = await compress(body, { level: 6 })
      keep(zippedBodies, key, shrunk)
      return shrunk
    },
    has: (key, zipped) => (zipped ? zippedBodies : plain).has(key),
    clear: () => {
      plain.clear()
      zippedBodies.clear()
      size = 0
    },
    size: () => size,
  }
}
