import { parentPort, workerData } from 'node:worker_threads'
import { toWorkerError } from './errors.ts'
import { createHandlers } from './handlers.ts'
import type { Calls, Request, Response, WorkerOrder } from './protocol.ts'

/** Entry of a worker thread: answers one request after the other, see `Calls`. */
function serve(): void {
  const port = parentPort
  if (port === null) throw new Error('This file runs as a worker thread only.')
  // Both ends of the port are this program's own, of the same build.
  const handlers = createHandlers(workerData as WorkerOrder)
  port.on('message', (request: Request) => {
    port.postMessage(answer(request))
    if (request.call === 'close') port.close()
  })

  const answer = ({ id, call, input }: Request): Response => {
    try {
      // The protocol pairs each name with its input, which the type system cannot follow through a variable.
      const handler = handlers[call] as (input: unknown) => Calls[typeof call]['output']
      return { id, ok: true, output: handler(input) }
    } catch (error) {
      return { id, ok: false, error: toWorkerError(error) }
    }
  }
}

serve()
