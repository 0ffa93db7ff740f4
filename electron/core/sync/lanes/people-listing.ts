import { AppError } from '../../errors.ts'
import { changesChain } from '../leftover.ts'
import type { Retrieved, StagedDataset, SyncPorts } from '../ports.ts'
import type { DatasetTask } from '../task.ts'
import { worseAnswerError } from '../worse/answer.ts'
import { worsePeople } from '../worse/directory.ts'
import { followChain } from './chain.ts'
import { addChanges, latestDeltaLink, peopleUrl } from './people-changes.ts'
import { countPeople, type PeopleRange, provesComplete, runAllOrAbort } from './ranges.ts'

/** Reads everybody in the given ranges. */
export async function listEverybody(
  ports: SyncPorts,
  task: DatasetTask,
  ranges: readonly PeopleRange[],
): Promise<Retrieved> {
  const deltaLink = await latestDeltaLink(ports, task)
  const starts = ranges.map(range => ({ chain: range.chain, firstLink: peopleUrl(ports, range).href }))
  await ports.store.begin(task.dataset, {
    mode: 'full',
    chains: deltaLink === null ? starts : [...starts, { chain: changesChain, firstLink: deltaLink }],
    notes: deltaLink === null ? {} : { deltaLink },
  })
  await readRanges(ports, task, ranges, null)
  const counted = await proveComplete(ports, task, ranges, 0)
  await ports.store.complete(task.dataset, {})
  return listed(ranges, deltaLink, counted)
}

/**
 * Reads what an interrupted listing has left, then what has changed since it was started: otherwise people
 * read before the interruption would be as they were then.
 */
export async function resumeListing(
  ports: SyncPorts,
  task: DatasetTask,
  ranges: readonly PeopleRange[],
  resume: StagedDataset,
): Promise<Retrieved> {
  task.addRows(resume.rows)
  await readRanges(ports, task, ranges, resume)
  const earlierLink = resume.notes['deltaLink'] ?? null
  const deltaLink = earlierLink === null ? null : await addChanges(ports, task, earlierLink)
  const counted = await proveComplete(ports, task, ranges, await ports.store.removedRows(task.dataset))
  await ports.store.complete(task.dataset, deltaLink === null ? {} : { deltaLink })
  return listed(ranges, deltaLink, counted)
}

async function readRanges(
  ports: SyncPorts,
  task: DatasetTask,
  ranges: readonly PeopleRange[],
  resume: StagedDataset | null,
): Promise<void> {
  const stop = new AbortController()
  const signal = AbortSignal.any([task.signal, stop.signal])
  await runAllOrAbort(
    stop,
    ranges.map(range => async () => {
      const left = resume?.chains.find(({ chain }) => chain === range.chain)
      if (left?.done) return
      const first = left?.nextLink == null ? peopleUrl(ports, range) : ports.graph.resolveLink(left.nextLink)
      const call = task.call('directory', { consistency: range.filter !== null, signal })
      await followChain(ports, task, { name: range.chain, kind: 'users', first, call })
    }),
  )
}

type Counted = { people: number; peopleCount: number | null }

/**
 * @param gone how many of those that are staged have been removed since
 * @throws AppError when the list has gaps or is worse than what is stored, see `worsePeople`
 */
async function proveComplete(
  ports: SyncPorts,
  task: DatasetTask,
  ranges: readonly PeopleRange[],
  gone: number,
): Promise<Counted> {
  const peopleCount = await countPeople(ports, task)
  const people = (await ports.store.distinctRows(task.dataset)) - gone
  if (ranges.length > 1 && !provesComplete(people, peopleCount)) throw incompleteRanges()
  const worse = worsePeople(task.plan.state, people, peopleCount)
  if (worse !== null) throw worseAnswerError(task.dataset, worse)
  return { people, peopleCount }
}

function listed(
  ranges: readonly PeopleRange[],
  deltaLink: string | null,
  { people, peopleCount }: Counted,
): Retrieved {
  return {
    status: 'staged',
    rows: people,
    deltaLink,
    peopleCount,
    ...(ranges.length > 1 ? { fingerprint: 'ranges' } : {}),
  }
}

/** The ranges together brought fewer people than the directory counts. */
function incompleteRanges(): AppError {
  return new AppError('invalidAnswer', 'The list of users came back with gaps.', {
    fix: 'Sync again; the list is then read in one piece.',
    detail: { kind: 'incompleteRanges' },
  })
}
