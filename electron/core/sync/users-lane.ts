import { AppError } from '../errors.ts'
import { followChain } from './chain.ts'
import type { Retrieved, SyncPorts } from './context.ts'
import { isExpired } from './expired.ts'
import { countPeople } from './people-count.ts'
import { incompleteRanges, listEverybody } from './people-listing.ts'
import { type PeopleRange, peopleRanges } from './people-ranges.ts'
import type { StagedDataset } from './ports.ts'
import type { DatasetTask } from './task.ts'

/** Retrieves people and what they hold: the changes since the last delta link, or everybody. */
export async function retrieveUsers(ports: SyncPorts, task: DatasetTask): Promise<Retrieved> {
  const { resume, mode, state } = task.plan
  if (mode === 'incremental' && state?.deltaLink != null) {
    try {
      return await retrieveChanges(ports, task, resume, state.deltaLink)
    } catch (error) {
      if (!isExpired(error)) throw error
      ports.log.info('sync.deltaExpired', { dataset: task.dataset })
      task.plan.mode = 'full'
      task.resetRows()
      return retrieveEverybody(ports, task, null)
    }
  }
  return retrieveEverybody(ports, task, resume)
}

async function retrieveChanges(
  ports: SyncPorts,
  task: DatasetTask,
  resume: StagedDataset | null,
  deltaLink: string,
): Promise<Retrieved> {
  const goOn = resume?.chains[0]?.nextLink ?? null
  if (goOn === null) {
    const chains = [{ chain: 'delta', firstLink: deltaLink }]
    await ports.store.begin(task.dataset, { mode: 'incremental', chains, notes: {} })
  }
  const first = ports.graph.resolveLink(goOn ?? deltaLink)
  const last = await followChain(ports, task, {
    name: 'delta',
    kind: 'usersDelta',
    first,
    call: task.call('directory'),
  })
  const newDeltaLink = last.deltaLink ?? deltaLink
  await ports.store.complete(task.dataset, { deltaLink: newDeltaLink })
  const peopleCount = await countPeople(ports, task)
  return { status: 'staged', rows: task.rows(), deltaLink: newDeltaLink, peopleCount }
}

async function retrieveEverybody(
  ports: SyncPorts,
  task: DatasetTask,
  resume: StagedDataset | null,
): Promise<Retrieved> {
  if (resume !== null && !resume.complete) {
    try {
      return await listEverybody(ports, task, rangesOf(resume), resume)
    } catch (error) {
      if (!isExpired(error)) throw error
      task.resetRows()
    }
  }
  const peopleCount = await countPeople(ports, task)
  task.expect(peopleCount)
  const ranges = peopleRanges(peopleCount, task.plan.state?.fingerprint !== 'oneChain')
  const attempts =
    ranges.length > 1 ? [ranges, peopleRanges(null, false), peopleRanges(null, false)] : [ranges, ranges]
  for (const [index, chosen] of attempts.entries()) {
    try {
      return await listEverybody(ports, task, chosen, null)
    } catch (error) {
      if (index === attempts.length - 1 || !mayListDifferently(error)) throw error
      ports.log.info('sync.listingAgain', { dataset: task.dataset, chains: chosen.length })
      task.resetRows()
    }
  }
  throw incompleteRanges()
}

function rangesOf(resume: StagedDataset): readonly PeopleRange[] {
  const split = peopleRanges(Number.MAX_SAFE_INTEGER, true)
  return resume.chains.length > 1 ? split : peopleRanges(null, false)
}

/** A listing that broke off for a reason that another way of listing may not meet: an expired page token, a refused filter, a gap. */
function mayListDifferently(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  const kinds = ['incompleteRanges', 'repeatedNextLink']
  return isExpired(error) || error.code === 'badRequest' || kinds.includes(error.detail.kind ?? '')
}
