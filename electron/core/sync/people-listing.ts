import { AppError } from '../errors.ts'
import { followChain } from './chain.ts'
import type { Retrieved, SyncPorts } from './context.ts'
import { countPeople } from './people-count.ts'
import { type PeopleRange, provesComplete, rangeQuery } from './people-ranges.ts'
import type { StagedDataset } from './ports.ts'
import type { DatasetTask } from './task.ts'

/** Everything that is kept of a person. All of it may be selected in a delta query too (user-delta page). */
const userProperties = [
  'id',
  'userPrincipalName',
  'displayName',
  'mail',
  'accountEnabled',
  'userType',
  'department',
  'jobTitle',
  'companyName',
  'officeLocation',
  'city',
  'country',
  'usageLocation',
  'createdDateTime',
  'employeeId',
  'onPremisesSyncEnabled',
  'isResourceAccount',
  'assignedLicenses',
  'licenseAssignmentStates',
].join(',')

/** Reads everybody in the given ranges, or what an interrupted listing has left of them. */
export async function listEverybody(
  ports: SyncPorts,
  task: DatasetTask,
  ranges: readonly PeopleRange[],
  resume: StagedDataset | null,
): Promise<Retrieved> {
  const deltaLink = resume?.notes.deltaLink ?? (await latestDeltaLink(ports, task))
  const chains = ranges.map(range => ({ ...range, first: listUrl(ports, range) }))
  if (resume === null) {
    await ports.store.begin(task.dataset, {
      mode: 'full',
      chains: chains.map(({ chain, first }) => ({ chain, firstLink: first.href })),
      notes: deltaLink === null ? {} : { deltaLink },
    })
  }
  await Promise.all(
    chains.map(async ({ chain, filter, first }) => {
      const left = resume?.chains.find(staged => staged.chain === chain)
      if (left?.done) return
      const start = left?.nextLink == null ? first : ports.graph.resolveLink(left.nextLink)
      const call = task.call('directory', { consistency: filter !== null })
      await followChain(ports, task, { name: chain, kind: 'users', first: start, call })
    }),
  )
  const peopleCount = await countPeople(ports, task)
  const people = await ports.store.distinctRows(task.dataset)
  if (ranges.length > 1 && !provesComplete(people, peopleCount)) throw incompleteRanges()
  await ports.store.complete(task.dataset, deltaLink === null ? {} : { deltaLink })
  return {
    status: 'staged',
    rows: people,
    deltaLink,
    peopleCount,
    fingerprint: ranges.length > 1 ? 'ranges' : (task.plan.state?.fingerprint ?? null),
  }
}

function listUrl(ports: SyncPorts, range: PeopleRange): URL {
  return ports.graph.url(`/users?$top=999&$select=${userProperties}${rangeQuery(range)}`)
}

/** A delta link that stands for now, taken before the listing so that nothing in between is lost. Without one the next sync is full again. */
async function latestDeltaLink(ports: SyncPorts, task: DatasetTask): Promise<string | null> {
  try {
    const url = ports.graph.url(`/users/delta?$select=${userProperties}&$deltatoken=latest`)
    const bytes = await ports.graph.page(url, task.call('directory'))
    const answer: unknown = JSON.parse(new TextDecoder().decode(bytes))
    const link =
      typeof answer === 'object' && answer !== null && '@odata.deltaLink' in answer
        ? answer['@odata.deltaLink']
        : null
    return typeof link === 'string' ? ports.graph.resolveLink(link).href : null
  } catch (error) {
    if (
      error instanceof AppError &&
      ['invalidAnswer', 'badRequest', 'foreignLink', 'unexpected'].includes(error.code)
    )
      return null
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/** The ranges together brought fewer people than the directory counts. */
export function incompleteRanges(): AppError {
  return new AppError('invalidAnswer', 'The list of people came back with gaps.', {
    fix: 'Sync again; the list is then read in one piece.',
    detail: { kind: 'incompleteRanges' },
  })
}
