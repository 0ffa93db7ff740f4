import { Worker } from 'node:worker_threads'
import { AppError, cancelled } from '../../../core/errors.ts'
import { entryBeside } from '../../machine/entry.ts'
import { fromWorkerError } from '../worker/errors.ts'
import type { QueryOrder, QueryReply, QueryResult } from './protocol.ts'

export type Questions = {
  /** Answers a question in SQL. Throws `badRequest`, `cancelled`, `timedOut`, and what an export throws. */
  ask(order: Omit<QueryOrder, 'stop'>, signal: AbortSignal): Promise<QueryResult>
  close(): Promise<void>
}

const resourceLimits = { maxOldGenerationSizeMb: 256 }
/** Nobody waits for more at a time. */
const maxThreads = 4

/**
 * Questions are answered by threads, so that the engine works on meanwhile: one at a time by each, and one
 * thread waits for the next question. A question stops between two rows of a view; whoever has asked has an
 * answer at once.
 *
 * @param limitMs after which a question is stopped
 */
export function createQuestions(limitMs: number): Questions {
  const threads = new Set<Worker>()
  let idle: Worker | null = null
  const start = (): Worker => {
    if (threads.size >= maxThreads) throw tooMany()
    const script = entryBeside(import.meta.filename, 'query-thread')
    const worker = new Worker(script, { resourceLimits, execArgv: [], env: {}, name: 'query' })
    threads.add(worker)
    worker.once('exit', () => {
      threads.delete(worker)
      if (idle === worker) idle = null
    })
    return worker
  }
  const release = (worker: Worker) => {
    if (idle !== null || !threads.has(worker)) return void worker.terminate()
    idle = worker
    // A program that has nothing else to do may end.
    worker.unref()
  }
  return {
    ask: async (order, signal) => {
      if (signal.aborted) throw cancelled()
      const worker = idle ?? start()
      idle = null
      worker.ref()
      return answerOf(worker, order, { limitMs, signal, release: () => release(worker) })
    },
    close: async () => {
      await Promise.all([...threads].map(worker => worker.terminate()))
    },
  }
}

type Asking = { limitMs: number; signal: AbortSignal; release: () => void }

function answerOf(
  worker: Worker,
  order: Omit<QueryOrder, 'stop'>,
  { limitMs, signal, release }: Asking,
): Promise<QueryResult> {
  const stop = new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT)
  return new Promise((resolve, reject) => {
    const end = (error: AppError) => {
      Atomics.store(new Int32Array(stop), 0, 1)
      reject(error)
    }
    const timer = setTimeout(() => end(tookTooLong(limitMs)), limitMs)
    const cancel = () => end(cancelled())
    signal.addEventListener('abort', cancel, { once: true })
    /** What has ended tells nobody any more. */
    const settle = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', cancel)
      worker.removeAllListeners('message')
      worker.removeListener('error', onError)
      worker.removeListener('exit', onExit)
    }
    const onError = (error: unknown) => {
      settle()
      reject(isOutOfMemory(error) ? tooLarge() : error)
    }
    const onExit = () => {
      settle()
      reject(cancelled())
    }
    worker.once('error', onError)
    worker.once('exit', onExit)
    worker.once('message', (reply: QueryReply) => {
      settle()
      release()
      if (reply.ok) resolve(reply.result)
      else reject(fromWorkerError(reply.error))
    })
    worker.postMessage({ ...order, stop } satisfies QueryOrder)
  })
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
}

function tookTooLong(limitMs: number): AppError {
  return new AppError('timedOut', `The query was stopped after ${Math.round(limitMs / 1000)} seconds.`, {
    fix: 'Name a user, a product or an app in the view, or ask for fewer rows.',
  })
}

function tooLarge(): AppError {
  return new AppError('badRequest', 'The answer is too large.', { fix: 'Ask for fewer columns or rows.' })
}

function tooMany(): AppError {
  return new AppError('badRequest', 'Several queries are still running.', {
    fix: 'Wait until one of them has ended, then run it again.',
  })
}
