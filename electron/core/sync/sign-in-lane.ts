import { followChain } from './chain.ts'
import type { Retrieved, SyncPorts } from './context.ts'
import { isExpired } from './expired.ts'
import { countPeople } from './people-count.ts'
import { type PeopleRange, peopleRanges, provesComplete, rangeQuery } from './people-ranges.ts'
import type { StagedDataset } from './ports.ts'
import type { DatasetTask } from './task.ts'

/**
 * Lists everybody's last sign-in. It has a lane of its own because its pages hold 500 people at most and one missing permission or
 * license refuses the whole call (user-list page). It is always a full listing: delta does not carry sign-in activity.
 */
export async function retrieveSignIns(ports: SyncPorts, task: DatasetTask): Promise<Retrieved> {
  const peopleCount = await countPeople(ports, task)
  task.expect(peopleCount)
  const ranges = peopleRanges(peopleCount, true)
  const { resume } = task.plan
  const left = resume !== null && !resume.complete && resume.chains.length === ranges.length ? resume : null
  const people = await listOrBeginAgain(ports, task, ranges, left)
  if (ranges.length === 1 || provesComplete(people, peopleCount)) return { status: 'staged', rows: people }
  task.resetRows()
  return { status: 'staged', rows: await listSignIns(ports, task, peopleRanges(null, false), null) }
}

async function listOrBeginAgain(
  ports: SyncPorts,
  task: DatasetTask,
  ranges: readonly PeopleRange[],
  left: StagedDataset | null,
): Promise<number> {
  try {
    return await listSignIns(ports, task, ranges, left)
  } catch (error) {
    if (!isExpired(error)) throw error
    task.resetRows()
    return listSignIns(ports, task, peopleRanges(null, false), null)
  }
}

async function listSignIns(
  ports: SyncPorts,
  task: DatasetTask,
  ranges: readonly PeopleRange[],
  left: StagedDataset | null,
): Promise<number> {
  const chains = ranges.map(range => ({ ...range, first: listUrl(ports, range) }))
  if (left === null) {
    const starts = chains.map(({ chain, first }) => ({ chain, firstLink: first.href }))
    await ports.store.begin(task.dataset, { mode: task.plan.mode, chains: starts, notes: {} })
  }
  await Promise.all(
    chains.map(async ({ chain, filter, first }) => {
      const staged = left?.chains.find(candidate => candidate.chain === chain)
      if (staged?.done) return
      const start = staged?.nextLink == null ? first : ports.graph.resolveLink(staged.nextLink)
      const call = task.call('signInActivity', { consistency: filter !== null })
      await followChain(ports, task, { name: chain, kind: 'signInActivity', first: start, call })
    }),
  )
  const people = await ports.store.distinctRows(task.dataset)
  await ports.store.complete(task.dataset, {})
  return people
}

function listUrl(ports: SyncPorts, range: PeopleRange): URL {
  return ports.graph.url(`/users?$top=500&$select=id,signInActivity${rangeQuery(range)}`)
}
