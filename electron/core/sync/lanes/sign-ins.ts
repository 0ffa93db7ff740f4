import { signInActivity } from '../../datasets/sign-in-activity.ts'
import { fits } from '../leftover.ts'
import type { Retrieved, StagedDataset, SyncPorts } from '../ports.ts'
import type { DatasetTask } from '../task.ts'
import { worseAnswerError } from '../worse/answer.ts'
import { refusedAmidPages, worsePeople, worseSignIns } from '../worse/directory.ts'
import { followChain, mayListAgain } from './chain.ts'
import {
  countPeople,
  type PeopleRange,
  peopleRanges,
  provesComplete,
  rangeQuery,
  runAllOrAbort,
} from './ranges.ts'

const [everybody] = signInActivity.pages

/**
 * Lists everybody's last sign-in. It has a lane of its own because its pages hold 500 people at most and one
 * missing permission or license refuses the whole call (user-list page). It is always a full listing: delta
 * does not carry sign-in activity.
 */
export async function retrieveSignIns(ports: SyncPorts, task: DatasetTask): Promise<Retrieved> {
  const peopleCount = await countPeople(ports, task)
  task.expect(peopleCount)
  const ranges = peopleRanges(peopleCount, true)
  const left = fits(task.plan.resume, ranges, ports.graph) ? task.plan.resume : null
  const people = await tryListing(ports, task, ranges, left)
  if (people !== null && isWhole(task, people, peopleCount, ranges.length)) {
    // Some of it may have been read by an earlier run, and none of it is younger than that.
    return checkTimes(ports, task, people, left === null ? {} : { retrievedAt: left.startedAt })
  }
  task.resetRows()
  const again = await listSignIns(ports, task, peopleRanges(null, false), null)
  const worse = worseList(task, again, peopleCount)
  if (worse !== null) throw worseAnswerError(task.dataset, worse)
  return checkTimes(ports, task, again, {})
}

function isWhole(task: DatasetTask, people: number, peopleCount: number | null, ranges: number): boolean {
  if (ranges > 1) return provesComplete(people, peopleCount)
  return worseList(task, people, peopleCount) === null
}

/** Where no sign-in was ever reported, an empty list is not worse. */
function worseList({ plan: { state } }: DatasetTask, people: number, peopleCount: number | null) {
  return people === 0 && (state?.rows ?? 0) === 0 ? null : worsePeople(state, people, peopleCount)
}

/** @throws AppError when the list has no times although some are stored */
async function checkTimes(
  ports: SyncPorts,
  task: DatasetTask,
  people: number,
  further: Partial<Retrieved>,
): Promise<Retrieved> {
  const worse = worseSignIns(task.plan.state, people, await ports.store.signInTimes())
  if (worse !== null) throw worseAnswerError(task.dataset, worse)
  return { status: 'staged', rows: people, ...further }
}

/** Null when the listing broke off for a reason that another listing may not meet. */
async function tryListing(
  ports: SyncPorts,
  task: DatasetTask,
  ranges: readonly PeopleRange[],
  left: StagedDataset | null,
): Promise<number | null> {
  try {
    return await listSignIns(ports, task, ranges, left)
  } catch (error) {
    if (!mayListAgain(error)) throw error
    return null
  }
}

async function listSignIns(
  ports: SyncPorts,
  task: DatasetTask,
  ranges: readonly PeopleRange[],
  left: StagedDataset | null,
): Promise<number> {
  if (left === null) {
    const chains = ranges.map(range => ({ chain: range.chain, firstLink: listUrl(ports, range).href }))
    await ports.store.begin(task.dataset, { mode: task.plan.mode, chains, notes: {} })
  } else {
    task.addRows(left.rows)
  }
  const stop = new AbortController()
  const signal = AbortSignal.any([task.signal, stop.signal])
  const listing = runAllOrAbort(
    stop,
    ranges.map(range => async () => {
      const staged = left?.chains.find(({ chain }) => chain === range.chain)
      if (staged?.done) return
      const first =
        staged?.nextLink == null ? listUrl(ports, range) : ports.graph.resolveLink(staged.nextLink)
      const call = task.call('signInActivity', { consistency: range.filter !== null, signal })
      await followChain(ports, task, { name: range.chain, kind: everybody.kind, first, call })
    }),
  )
  await listing.catch((error: unknown) => {
    throw refusedAmidPages(error, task.rows())
  })
  const people = await ports.store.distinctRows(task.dataset)
  await ports.store.complete(task.dataset, {})
  return people
}

function listUrl(ports: SyncPorts, range: PeopleRange): URL {
  return ports.graph.url(`${everybody.path}${rangeQuery(range)}`)
}
