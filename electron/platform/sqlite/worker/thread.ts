import { getCompileCacheDir } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import type { AppError } from '../../../core/errors.ts'
import { entryBeside } from '../../machine/entry.ts'
import { codeOf } from '../errors.ts'
import { type Budget, createBudget } from './budget.ts'
import { fromWorkerError, placeOf, workerStopped } from './errors.ts'
import type { CallName, Calls, Request, Response, WorkerOrder } from './protocol.ts'

/** A worker thread as the engine's main thread sees it. */
export type WorkerThread = {
  /** Throws whatever the work throws, and `engineStopped` when the worker ends before it has answered. */
  call<Name extends CallName>(name: Name, input: Calls[Name]['input']): Promise<Calls[Name]['output']>
  /** The same for bytes, which are handed over and wait for their turn while too many are under way. */
  send<Name extends CallName>(
    name: Name,
    bytes: Uint8Array,
    inputOf: (bytes: Uint8Array) => Calls[Name]['input'],
  ): Promise<Calls[Name]['output']>
  /** Sends a block of a report, whose buffer the worker reads where it lies. */
  sendBlock(dataset: string, block: Uint8Array<SharedArrayBuffer>): Promise<void>
  /**
   * A buffer for the next block: one that the worker has read, or a new one. Handing buffers over and back
   * would cost more than filling them.
   */
  newBuffer(): SharedArrayBuffer
  /**
   * Closes what the worker has open and ends it; an unwilling one is ended after ten seconds. Never throws.
   */
  close(): Promise<void>
  /** Ends the worker as soon as the statement that runs has ended. Never throws. */
  end(): Promise<void>
}

const bytesUnderWay = 2 * 1024 * 1024
/** Large enough that messages cost nothing, small enough that parsing begins while the download goes on. */
const blockBytes = 128 * 1024
/** Far longer than the publication of the largest tenant; past it the worker is taken for stuck. */
const maxCallMs = 15 * 60 * 1000
const maxCloseMs = 10_000

/**
 * Reports and pages are parsed row by row, so that a small heap is enough. Its young part holds the fields of
 * several blocks of CSV: with less of them the collector moves what is about to be thrown away.
 */
const resourceLimits = { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 24 }

/**
 * The program's main thread is started with a small young heap (`--max-semi-space-size`), which would
 * overrule a worker's own limit. Heaps that exist already keep their size.
 */
function letOwnLimitsCount(): void {
  setFlagsFromString('--max-semi-space-size=0')
}

/**
 * A thread gets nothing of the program's environment, in which a secret may stand, but where compiled code is
 * kept: reading it from there instead of stripping types anew saves a thread half of its start and 20 MB.
 */
function threadEnvironment(): Record<string, string> {
  const compileCache = getCompileCacheDir()
  return compileCache === undefined ? {} : { NODE_COMPILE_CACHE: compileCache }
}

type Pending = { resolve: (output: unknown) => void; reject: (error: Error) => void; timer: NodeJS.Timeout }

/** @param script the thread's entry; another one than `worker.ts` has to answer the same calls */
export function startWorkerThread(
  order: WorkerOrder,
  script: URL | string = entryBeside(import.meta.filename, 'worker'),
): WorkerThread {
  letOwnLimitsCount()
  const worker = new Worker(script, {
    workerData: order,
    resourceLimits,
    execArgv: [],
    env: threadEnvironment(),
    name: 'sync-store',
  })
  const budget = createBudget(bytesUnderWay)
  const pending = new Map<number, Pending>()
  let lastId = 0
  let stopped: AppError | null = null

  const stop = (reason: string, at = ''): void => {
    stopped ??= workerStopped(reason, at)
    budget.fail(stopped)
    for (const { reject, timer } of pending.values()) {
      clearTimeout(timer)
      reject(stopped)
    }
    pending.clear()
  }
  worker.on('message', (response: Response) => {
    settle(pending, response)
  })
  worker.on('error', error => {
    if (error instanceof Error) stop(codeOf(error) ?? error.name, placeOf(error))
    else stop('error')
  })
  worker.on('exit', code => stop(`exit ${code}`))

  const post = (name: CallName, input: Request['input'], transfer: ArrayBuffer[]): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (stopped !== null) {
        reject(stopped)
        return
      }
      lastId += 1
      const timer = setTimeout(() => {
        stop('stuck')
        void worker.terminate()
      }, maxCallMs)
      pending.set(lastId, { resolve, reject, timer })
      const request: Request = { id: lastId, call: name, input }
      worker.postMessage(request, transfer)
    })

  return createThread({ post, budget, worker })
}

type ThreadParts = {
  post: (name: CallName, input: Request['input'], transfer: ArrayBuffer[]) => Promise<unknown>
  budget: Budget
  worker: Worker
}

function createThread({ post, budget, worker }: ThreadParts): WorkerThread {
  const spares: SharedArrayBuffer[] = []
  const call: WorkerThread['call'] = async (name, input) => {
    // Each name's answer is of its own kind by the protocol, which both threads are compiled against.
    return (await post(name, input, [])) as Calls[typeof name]['output']
  }
  const within = async <T>(bytes: number, work: () => Promise<T>): Promise<T> => {
    await budget.take(bytes)
    try {
      return await work()
    } finally {
      budget.give(bytes)
    }
  }
  return {
    call,
    send: async (name, bytes, inputOf) => {
      const owned = ownBytes(bytes)
      return within(owned.byteLength, async () => {
        // As above.
        return (await post(name, inputOf(owned), [owned.buffer])) as Calls[typeof name]['output']
      })
    },
    sendBlock: (dataset, block) =>
      within(block.buffer.byteLength, async () => {
        await post('reportBlock', { dataset, block }, [])
        spares.push(block.buffer)
      }),
    newBuffer: () => spares.pop() ?? new SharedArrayBuffer(blockBytes),
    close: async () => {
      const limit = AbortSignal.timeout(maxCloseMs)
      const late = new Promise<void>(resolve => limit.addEventListener('abort', () => resolve()))
      // A worker that has stopped already, or fails to close its files, is ended all the same.
      await Promise.race([call('close', null).catch(() => undefined), late])
      await worker.terminate()
    },
    end: async () => {
      await worker.terminate()
    },
  }
}

function settle(pending: Map<number, Pending>, response: Response): void {
  const waiting = pending.get(response.id)
  if (waiting === undefined) return
  pending.delete(response.id)
  clearTimeout(waiting.timer)
  if (response.ok) waiting.resolve(response.output)
  else waiting.reject(fromWorkerError(response.error))
}

/**
 * Bytes in a buffer of their own, which can change hands without being copied; a part of a larger buffer is
 * copied out.
 */
function ownBytes(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = bytes
  if (buffer instanceof ArrayBuffer && buffer.byteLength === byteLength) return new Uint8Array(buffer)
  return new Uint8Array(bytes)
}
