// What packages look up on whole modules, where Node 20 lacks it.
import threads from 'node:worker_threads'
import zlib from 'node:zlib'

const noZstd = () => {
  throw new Error('This Node has no zstd.')
}
Object.assign(threads, { markAsUncloneable: threads.markAsUncloneable ?? (() => undefined) })
Object.assign(zlib, { createZstdDecompress: zlib.createZstdDecompress ?? noZstd })
