import type { DayStore } from '../../../core/daily-activity/ports.ts'
import type { SyncStore } from '../../../core/sync/ports.ts'
import { endOfDays } from '../../../core/usage/reading/days.ts'
import type { TenantOptions } from '../tenant.ts'
import { blocksOf } from './blocks.ts'
import { dayDataset } from './protocol.ts'
import { startWorkerThread, type WorkerThread } from './thread.ts'

export type SyncStoreOptions = {
  /** The connector's database, `<connector-id>.sqlite`. It is made when it is missing. */
  file: string
  /**
   * What to do about a damaged database, which is set aside in any case; by default `open` throws
   * `databaseDamaged`.
   */
  whenDamaged?: NonNullable<TenantOptions['whenDamaged']>
  /** Another entry of the thread than the product's, see `startWorkerThread`. */
  workerScript?: URL | undefined
}

export type OpenSyncStore = SyncStore &
  DayStore & {
    /** Where a damaged database was moved to before a new one was begun; null in the usual case. */
    readonly setAside: string | null
  }

/**
 * Starts the thread that parses and writes during a sync. Whoever opens it must hold the connector's lock,
 * and close it in the end.
 *
 * @throws AppError `databaseNewer`, `databaseDamaged`, `readOnly`, `diskFull`, `syncRunning`, see
 * `openTenantDatabase`; nothing stays open then.
 */
export async function openSyncStore(options: SyncStoreOptions): Promise<OpenSyncStore> {
  const order = { databaseFile: options.file, whenDamaged: options.whenDamaged ?? 'throw' }
  const thread = startWorkerThread(order, options.workerScript)
  try {
    const { setAside } = await thread.call('open', null)
    return { ...createSyncStore(thread), setAside }
  } catch (error) {
    await thread.close()
    throw error
  }
}

function createSyncStore(thread: WorkerThread): SyncStore & DayStore {
  let closing: Promise<void> | null = null
  return {
    recover: () => thread.call('recover', null),
    begin: (dataset, options) => thread.call('begin', { dataset, options }),
    page: (dataset, chain, kind, bytes) =>
      thread.send('page', bytes, body => ({ dataset, chain, kind, body })),
    report: (dataset, body, signal, latestDay = endOfDays) =>
      streamReport(thread, dataset, body, signal, {
        start: () => thread.call('reportStart', { dataset, latestDay }),
        end: () => thread.call('reportEnd', { dataset }),
        abort: () => thread.call('reportAbort', { dataset }),
      }),
    keepDay: (order, body, signal, at) =>
      streamReport(thread, dayDataset(order.report), body, signal, {
        start: () => thread.call('dayStart', order),
        end: () => thread.call('dayEnd', { ...order, at }),
        abort: () => thread.call('dayAbort', { report: order.report }),
      }),
    coverDays: today => thread.call('coverDays', { today }),
    askDay: (report, day, at) => thread.call('askDay', { report, day, at }),
    noteDay: (report, day, problem) => thread.call('noteDay', { report, day, problem }),
    complete: async (dataset, notes) => {
      await thread.call('complete', { dataset, notes })
      // Nobody waits for it: what fails here is done, and fails, again when the dataset is published.
      void thread.call('prepare', { dataset }).catch(() => undefined)
    },
    distinctRows: dataset => thread.call('distinctRows', { dataset }),
    removedRows: dataset => thread.call('removedRows', { dataset }),
    discard: dataset => thread.call('discard', { dataset }),
    states: () => thread.call('states', []),
    note: (...input) => thread.call('note', input),
    startRun: (...input) => thread.call('startRun', input),
    publish: async publication => {
      const counts = await thread.call('publish', [publication])
      // Nobody waits for it either: what fails here is done again at the end.
      void thread.call('dropLeftovers', null).catch(() => undefined)
      return counts
    },
    lostInUse: dataset => thread.call('lostInUse', { dataset }),
    signInTimes: () => thread.call('signInTimes', []),
    peopleAfter: () => thread.call('peopleAfter', []),
    drift: (...input) => thread.call('drift', input),
    balance: (...input) => thread.call('balance', input),
    finishDataset: (...input) => thread.call('finishDataset', input),
    finishRun: (...input) => thread.call('finishRun', input),
    close: async () => {
      closing ??= thread.close()
      await closing
    },
  }
}

/**
 * Blocks of one report that are on their way at a time: parsing never waits for a message, and the budget
 * stays for others.
 */
const blocksUnderWay = 4

/** The calls around the blocks of a report: before the first, after the last, and when it breaks off. */
type Frame<T> = { start(): Promise<void>; end(): Promise<T>; abort(): Promise<void> }

/** Sends block after block without waiting for the one before; the first that fails ends it. */
async function streamReport<T>(
  thread: WorkerThread,
  dataset: string,
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
  frame: Frame<T>,
): Promise<T> {
  const failures: unknown[] = []
  const underWay: Promise<void>[] = []
  const send = (block: Uint8Array<SharedArrayBuffer>): Promise<void> =>
    thread.sendBlock(dataset, block).catch((error: unknown) => {
      failures.push(error)
    })
  await frame.start()
  try {
    for await (const block of blocksOf(body, () => thread.newBuffer(), signal)) {
      underWay.push(send(block))
      if (underWay.length >= blocksUnderWay) await underWay.shift()
      if (failures.length > 0) throw failures[0]
    }
    await Promise.all(underWay)
    if (failures.length > 0) throw failures[0]
    return await frame.end()
  } catch (error) {
    await Promise.all(underWay)
    // The reason is known; a worker that cannot even forget has stopped, which every later call tells.
    await frame.abort().catch(() => undefined)
    throw error
  }
}
