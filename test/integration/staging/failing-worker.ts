import { parentPort } from 'node:worker_threads'

/** A worker that breaks at the first message, as one does that runs out of memory. */
parentPort?.on('message', () => {
  throw new RangeError('out of something')
})
