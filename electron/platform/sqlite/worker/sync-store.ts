import { existsSync } from 'node:fs'
import { endOfDays } from '../../../core/graph/csv/days.ts'
import type { ReportFindings, StagingStore, SyncStore } from '../../../core/sync/ports.ts'
import { removeStagingDatabase } from '../staging/file.ts'
import type { TenantOptions } from '../tenant.ts'
import { type Assignment, createAssignment } from './assignment.ts'
import { blocksOf } from './blocks.ts'
import { startWorkerThread, type WorkerThread } from './thread.ts'

export type SyncStoreOptions = {
  /** The connector's database, `<connector-id>.sqlite`; the staging files stand beside it. It is made when it is missing. */
  file: string
  /** What to do about a damaged database, which is set aside in any case; by default `open` throws `databaseDamaged`. */
  whenDamaged?: NonNullable<TenantOptions['whenDamaged']>
  /** Another entry of the threads than the product's, see `startWorkerThread`. */
  workerScript?: URL | undefined
}

export type OpenSyncStore = SyncStore & {
  /** Where a damaged database was moved to before a new one was begun; null in the usual case. */
  readonly setAside: string | null
}

const workerCount = 2

/** The staging files beside a connector's database. */
export function stagingFiles(databaseFile: string): string[] {
  const stem = databaseFile.replace(/\.sqlite$/, '')
  return Array.from({ length: workerCount }, (_, index) => `${stem}.staging-${index}.sqlite`)
}

/**
 * Starts the two threads that parse and write during a sync, the first of which also writes the connector's database. Whoever opens it must
 * hold the connector's lock, and close it in the end.
 *
 * @throws AppError `databaseNewer`, `databaseDamaged`, `readOnly`, `diskFull`, `syncRunning`, see `openTenantDatabase`; nothing stays open then.
 */
export async function openSyncStore(options: SyncStoreOptions): Promise<OpenSyncStore> {
  const files = stagingFiles(options.file)
  // What was staged for a database that is gone must not be published into a new one: changes need what they change.
  if (!existsSync(options.file)) for (const file of files) removeStagingDatabase(file)
  const threads = files.map((stagingFile, index) =>
    startWorkerThread(
      {
        stagingFile,
        databaseFile: index === 0 ? options.file : null,
        whenDamaged: options.whenDamaged ?? 'throw',
      },
      options.workerScript,
    ),
  )
  const opened = await Promise.allSettled(threads.map(thread => thread.call('open', null)))
  const failed = opened.find(result => result.status === 'rejected')
  if (failed !== undefined) {
    await closeAll(threads)
    throw failed.reason
  }
  const setAside =
    opened.map(result => (result.status === 'fulfilled' ? result.value.setAside : null))[0] ?? null
  const store = createSyncStore(threads, files)
  if (setAside !== null) for (const { dataset } of await store.recover()) await store.discard(dataset)
  return { ...store, setAside }
}

function closeAll(threads: readonly WorkerThread[]): Promise<unknown> {
  return Promise.all(threads.map(thread => thread.close()))
}

function createSyncStore(threads: readonly WorkerThread[], files: readonly string[]): SyncStore {
  const assignment = createAssignment(threads.length)
  const [writer] = threads
  if (writer === undefined) throw new Error('A sync store needs a worker.')
  const staging = createStagingStore(threads, assignment)
  let closing: Promise<unknown> | null = null
  const fileOf = (dataset: string): string => {
    const file = files[assignment.find(dataset) ?? -1]
    if (file === undefined) throw new Error(`Nothing of ${dataset} is staged.`)
    return file
  }
  return {
    ...staging,
    complete: async (dataset, notes) => {
      await staging.complete(dataset, notes)
      const stagingFile = files[assignment.find(dataset) ?? -1]
      if (stagingFile === undefined) return
      // Nobody waits for it: what fails here is done, and fails, again when the dataset is published.
      void writer.call('prepare', { dataset, stagingFile }).catch(() => undefined)
    },
    states: () => writer.call('states', []),
    note: (...input) => writer.call('note', input),
    startRun: (...input) => writer.call('startRun', input),
    lostInUse: dataset => writer.call('lostInUse', { dataset, stagingFile: fileOf(dataset) }),
    signInTimes: () => writer.call('signInTimes', { stagingFile: fileOf('sign_in_activity') }),
    peopleAfter: () => writer.call('peopleAfter', { stagingFile: fileOf('users') }),
    drift: (...input) => writer.call('drift', input),
    balance: (...input) => writer.call('balance', input),
    finishDataset: (...input) => writer.call('finishDataset', input),
    finishRun: (...input) => writer.call('finishRun', input),
    publish: async publication => {
      const places = new Set(publication.datasets.map(({ dataset }) => assignment.find(dataset)))
      const needed = files.filter((_, index) => places.has(index))
      assignment.publishing(true)
      const counts = await writer
        .call('publish', { publication, stagingFiles: needed })
        .finally(() => assignment.publishing(false))
      for (const { dataset } of publication.datasets) {
        // What stays staged by mischance is published again by the next sync, which changes nothing.
        await staging.discard(dataset).catch(() => undefined)
      }
      return counts
    },
    close: async () => {
      closing ??= closeAll(threads)
      await closing
    },
  }
}

function createStagingStore(threads: readonly WorkerThread[], assignment: Assignment): StagingStore {
  const threadAt = (index: number): WorkerThread => {
    const thread = threads[index]
    if (thread === undefined) throw new Error(`There is no worker ${index}.`)
    return thread
  }
  const holder = (dataset: string): WorkerThread => {
    const place = assignment.find(dataset)
    if (place === null) throw new Error(`The dataset ${dataset} has not been begun.`)
    return threadAt(place)
  }

  return {
    recover: async () => {
      const found = await Promise.all(threads.map(thread => thread.call('recover', null)))
      for (const [worker, datasets] of found.entries()) {
        for (const { dataset } of datasets) assignment.restore(dataset, worker)
      }
      return found.flat()
    },
    begin: (dataset, options) => threadAt(assignment.place(dataset)).call('begin', { dataset, options }),
    page: async (dataset, chain, kind, bytes) =>
      holder(dataset).send('page', bytes, body => ({ dataset, chain, kind, body })),
    report: async (dataset, body, signal, latestDay = endOfDays) =>
      streamReport(holder(dataset), { dataset, latestDay }, body, signal),
    complete: async (dataset, notes) => {
      await holder(dataset).call('complete', { dataset, notes })
      assignment.settle(dataset)
    },
    distinctRows: async dataset => holder(dataset).call('distinctRows', { dataset }),
    removedRows: async dataset => holder(dataset).call('removedRows', { dataset }),
    discard: async dataset => {
      if (assignment.find(dataset) === null) return
      await holder(dataset).call('discard', { dataset })
      assignment.forget(dataset)
    },
  }
}

/** Blocks of one report that are on their way at a time: parsing never waits for a message, and the budget stays for others. */
const blocksUnderWay = 4

/** Sends block after block without waiting for the one before; the first that fails ends it. */
async function streamReport(
  thread: WorkerThread,
  order: { dataset: string; latestDay: string },
  body: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<ReportFindings> {
  const { dataset } = order
  const failures: unknown[] = []
  const underWay: Promise<void>[] = []
  const send = (block: Uint8Array<SharedArrayBuffer>): Promise<void> =>
    thread.sendBlock(dataset, block).catch((error: unknown) => {
      failures.push(error)
    })
  await thread.call('reportStart', order)
  try {
    for await (const block of blocksOf(body, () => thread.newBuffer(), signal)) {
      underWay.push(send(block))
      if (underWay.length >= blocksUnderWay) await underWay.shift()
      if (failures.length > 0) throw failures[0]
    }
    await Promise.all(underWay)
    if (failures.length > 0) throw failures[0]
    return await thread.call('reportEnd', { dataset })
  } catch (error) {
    await Promise.all(underWay)
    // The reason is known; a worker that cannot even forget has stopped, which every later call tells.
    await thread.call('reportAbort', { dataset }).catch(() => undefined)
    throw error
  }
}
