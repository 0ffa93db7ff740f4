import { AppError } from '../../errors.ts'
import { changesChain, fits, staysOnGraph } from '../leftover.ts'
import type { Retrieved, StagedDataset, SyncPorts } from '../ports.ts'
import type { DatasetTask } from '../task.ts'
import { worseAnswerError } from '../worse/answer.ts'
import { worseChanges } from '../worse/directory.ts'
import { isExpired, mayListAgain } from './chain.ts'
import { addChanges } from './people-changes.ts'
import { listEverybody, resumeListing } from './people-listing.ts'
import { countPeople, peopleRanges } from './ranges.ts'

/** Retrieves people and what they hold: the changes since the last delta link, or everybody. */
export async function retrieveUsers(ports: SyncPorts, task: DatasetTask): Promise<Retrieved> {
  const { resume, mode, state } = task.plan
  if (mode === 'full') return retrieveEverybody(ports, task, resume)
  const deltaLink = state?.deltaLink ?? null
  if (deltaLink !== null && staysOnGraph(ports.graph, deltaLink)) {
    try {
      return await retrieveChanges(ports, task, resume, deltaLink)
    } catch (error) {
      if (!mayListAgain(error)) throw error
      ports.log.info('sync.deltaGivenUp', { dataset: task.dataset, kind: error.detail['kind'] ?? error.code })
    }
  }
  task.plan.mode = 'full'
  task.resetRows()
  return retrieveEverybody(ports, task, null)
}

async function retrieveChanges(
  ports: SyncPorts,
  task: DatasetTask,
  resume: StagedDataset | null,
  deltaLink: string,
): Promise<Retrieved> {
  const since = await resumeChanges(ports, task, resume)
  if (since === null) {
    const chains = [{ chain: changesChain, firstLink: deltaLink }]
    await ports.store.begin(task.dataset, { mode: 'incremental', chains, notes: {} })
  }
  const newDeltaLink = await addChanges(ports, task, since ?? deltaLink)
  await ports.store.complete(task.dataset, { deltaLink: newDeltaLink })
  const peopleCount = await countPeople(ports, task)
  const removed = await ports.store.removedRows(task.dataset)
  const left = await ports.store.peopleAfter()
  const worse = worseChanges(task.plan.state, { removed, left }, peopleCount)
  if (worse !== null) throw worseAnswerError(task.dataset, worse)
  return { status: 'staged', rows: task.rows(), deltaLink: newDeltaLink, peopleCount }
}

/**
 * Resumes changes that an interrupted run had started to read: the link to what has changed since, null when
 * there is nothing to resume.
 */
async function resumeChanges(
  ports: SyncPorts,
  task: DatasetTask,
  resume: StagedDataset | null,
): Promise<string | null> {
  if (resume === null) return null
  const link = resume.complete ? resume.notes['deltaLink'] : resume.chains[0]?.nextLink
  if (link == null || !staysOnGraph(ports.graph, link)) return null
  task.addRows(resume.rows)
  if (resume.complete) return link
  const since = await addChanges(ports, task, link)
  await ports.store.complete(task.dataset, { deltaLink: since })
  return since
}

/**
 * Remembered of a tenant whose people cannot be listed in ranges, so that nobody tries it again each time.
 */
const oneChain = 'oneChain'

async function retrieveEverybody(
  ports: SyncPorts,
  task: DatasetTask,
  resume: StagedDataset | null,
): Promise<Retrieved> {
  const split = peopleRanges(Number.MAX_SAFE_INTEGER, true)
  const single = peopleRanges(null, false)
  for (const ranges of [split, single]) {
    if (!fits(resume, ranges, ports.graph)) continue
    const found = await tryListing(ports, task, () => resumeListing(ports, task, ranges, resume))
    if (!(found instanceof AppError)) return found
  }
  const peopleCount = await countPeople(ports, task)
  task.expect(peopleCount)
  const ranges = peopleRanges(peopleCount, task.plan.state?.fingerprint !== oneChain)
  const first = await tryListing(ports, task, () => listEverybody(ports, task, ranges))
  if (!(first instanceof AppError)) return first
  if (ranges.length === 1) return listEverybody(ports, task, single)
  const second = await tryListing(ports, task, () => listEverybody(ports, task, single))
  const found = second instanceof AppError ? await listEverybody(ports, task, single) : second
  return { ...found, ...(isExpired(first) ? {} : { fingerprint: oneChain }) }
}

/** The error that ended a listing, where another listing may not meet it. */
async function tryListing(
  ports: SyncPorts,
  task: DatasetTask,
  list: () => Promise<Retrieved>,
): Promise<Retrieved | AppError> {
  try {
    return await list()
  } catch (error) {
    if (!mayListAgain(error)) throw error
    ports.log.info('sync.listingAgain', { dataset: task.dataset, kind: error.detail['kind'] ?? error.code })
    task.resetRows()
    return error
  }
}
