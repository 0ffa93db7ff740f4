import { z } from 'zod'
import { users } from '../../datasets/users.ts'
import { AppError } from '../../errors.ts'
import { attempt } from '../../graph/retry.ts'
import { changesChain } from '../leftover.ts'
import type { SyncPorts } from '../ports.ts'
import type { DatasetTask } from '../task.ts'
import { followChain } from './chain.ts'
import { type PeopleRange, rangeQuery } from './ranges.ts'

const [everybody, changes] = users.pages

/** The address of people whose names lie in a range, with everything that is kept of them. */
export function peopleUrl(ports: SyncPorts, range: PeopleRange): URL {
  return ports.graph.url(`${everybody.path}${rangeQuery(range)}`)
}

/**
 * A delta link for the current state, taken before the listing so that nothing in between is lost. Without
 * one the next sync is full again.
 */
export async function latestDeltaLink(ports: SyncPorts, task: DatasetTask): Promise<string | null> {
  const url = ports.graph.url(`${changes.path}&$deltatoken=latest`)
  const call = task.call('directory')
  try {
    const link = await attempt(async () => readDeltaLink(await ports.graph.page(url, call)), {
      clock: ports.clock,
      random: ports.random,
      signal: task.signal,
      meter: task.meter,
    })
    return link === null ? null : ports.graph.resolveLink(link).href
  } catch (error) {
    const bearable = ['invalidAnswer', 'badRequest', 'foreignLink', 'linkExpired']
    if (error instanceof AppError && bearable.includes(error.code)) return null
    throw error
  }
}

const DeltaAnswer = z.object({ '@odata.deltaLink': z.string().nullish() })

function readDeltaLink(bytes: Uint8Array): string | null {
  try {
    const answer = DeltaAnswer.parse(JSON.parse(new TextDecoder().decode(bytes)))
    return answer['@odata.deltaLink'] ?? null
  } catch {
    // Neither error is passed on: a parser's message quotes what it stumbled over.
    throw new AppError('invalidAnswer', 'Microsoft Graph returned no delta link.', {
      fix: 'Sync again later.',
      detail: { kind: 'json' },
    })
  }
}

/**
 * Adds what has changed since the link to the people that are staged, of whom the last word counts.
 *
 * @returns the link to what will change from now on, checked to stay on Microsoft Graph.
 */
export async function addChanges(ports: SyncPorts, task: DatasetTask, since: string): Promise<string> {
  const last = await followChain(ports, task, {
    name: changesChain,
    kind: changes.kind,
    first: ports.graph.resolveLink(since),
    call: task.call('directory'),
  })
  return last.deltaLink === null ? since : ports.graph.resolveLink(last.deltaLink).href
}
