import { parentPort } from 'node:worker_threads'
import { toWorkerError } from '../worker/errors.ts'
import { answerQuestion } from './answer.ts'
import type { QueryOrder, QueryReply } from './protocol.ts'

// Entry of a thread that answers one question after the other.
const port = parentPort
if (port === null) throw new Error('This file runs as a worker thread only.')
const reply = (message: QueryReply): void => port.postMessage(message)
port.on('message', (order: QueryOrder) => {
  answerQuestion(order).then(
    result => reply({ ok: true, result }),
    (error: unknown) => reply({ ok: false, error: toWorkerError(error) }),
  )
})
