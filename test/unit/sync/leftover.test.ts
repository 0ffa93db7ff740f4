import { describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/errors.ts'
import { resolveGraphLink } from '../../../electron/core/graph/links.ts'
import type { GraphReader } from '../../../electron/core/sync/context.ts'
import { changesChain, fits } from '../../../electron/core/sync/leftover.ts'
import { peopleRanges } from '../../../electron/core/sync/people-ranges.ts'
import type { StagedDataset } from '../../../electron/core/sync/ports.ts'
import { together } from '../../../electron/core/sync/together.ts'

const origin = 'https://graph.microsoft.com'
const graph: Pick<GraphReader, 'resolveLink'> = { resolveLink: link => resolveGraphLink(link, origin) }
const single = peopleRanges(null, false)
const split = peopleRanges(100_000, true)

function listing(chains: readonly string[], link = `${origin}/v1.0/users?$skiptoken=a`): StagedDataset {
  return {
    dataset: 'users',
    mode: 'full',
    startedAt: '2026-11-23T10:00:00Z',
    complete: false,
    notes: {},
    chains: chains.map(chain => ({ chain, nextLink: link, done: false, rows: 10 })),
    rows: 10,
  }
}

describe('what an interrupted listing has left', () => {
  test('is gone on with when it was cut in the same way', () => {
    const names = split.map(({ chain }) => chain)
    expect(fits(listing(['all']), single, graph)).toBe(true)
    expect(fits(listing(['all', changesChain]), single, graph)).toBe(true)
    expect(fits(listing([...names, changesChain]), split, graph)).toBe(true)
    expect(fits(listing(names), single, graph)).toBe(false)
    expect(fits(listing(names.slice(1)), split, graph)).toBe(false)
    expect(fits(null, single, graph)).toBe(false)
  })

  test('is not followed anywhere else than to the tenant’s Microsoft Graph', () => {
    expect(fits(listing(['all'], 'https://graph.foreign.example/v1.0/users'), single, graph)).toBe(false)
    const foreignChanges = { ...listing(['all']), notes: { deltaLink: 'https://graph.foreign.example/' } }
    expect(fits(foreignChanges, single, graph)).toBe(false)
  })
})

describe('work side by side', () => {
  test('ends as a whole when one part fails, and the first failure is told', async () => {
    const stop = new AbortController()
    const ended: string[] = []
    const waiting = async () => {
      await new Promise(resolve => stop.signal.addEventListener('abort', resolve))
      ended.push('stopped')
      throw new Error('a consequence')
    }
    const failing = () => Promise.reject(new AppError('offline', 'The cause.', { fix: 'None.' }))
    await expect(together(stop, [waiting, failing])).rejects.toThrow('The cause.')
    expect(ended).toEqual(['stopped'])
  })
})
