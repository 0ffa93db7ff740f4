import type { MessagePort } from 'node:worker_threads'
import { toWorkerError } from './errors.ts'
import type { CallHandlers, Calls, Request, Response } from './protocol.ts'

/**
 * Answers what comes through the port, one request after the other, until it is asked to close; see `Calls`.
 */
export function serve(port: MessagePort, handlers: CallHandlers): void {
  port.on('message', (request: Request) => {
    port.postMessage(answer(handlers, request))
    if (request.call === 'close') port.close()
  })
}

function answer(handlers: CallHandlers, { id, call, input }: Request): Response {
  try {
    // The protocol pairs each name with its input, which the type system cannot follow through a variable.
    const handler = handlers[call] as (input: unknown) => Calls[typeof call]['output']
    return { id, ok: true, output: handler(input) }
  } catch (error) {
    return { id, ok: false, error: toWorkerError(error) }
  }
}
