import { describe, expect, test } from 'vitest'
import type { DatasetResult } from '../../../electron/contract/sync.ts'
import { AppError } from '../../../electron/core/errors.ts'
import { resolveGraphLink } from '../../../electron/core/graph/links.ts'
import { peopleRanges, runAllOrAbort } from '../../../electron/core/sync/lanes/ranges.ts'
import { changesChain, fits, isWorthKeeping } from '../../../electron/core/sync/leftover.ts'
import { leftoverLifetimeMs } from '../../../electron/core/sync/plan.ts'
import type { GraphReader, StagedDataset } from '../../../electron/core/sync/ports.ts'

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
    await expect(runAllOrAbort(stop, [waiting, failing])).rejects.toThrow('The cause.')
    expect(ended).toEqual(['stopped'])
  })
})

describe('what is staged at the end of a sync', () => {
  const begun = Date.parse('2026-11-23T10:00:00Z')
  const result = (status: DatasetResult['status'], code?: string) =>
    ({ status, error: code === undefined ? null : { code } }) as DatasetResult
  const report: StagedDataset = {
    ...listing([]),
    dataset: 'usage.email_activity',
    complete: true,
    notes: { fingerprint: '7' },
  }

  test.each<[string, StagedDataset, DatasetResult | null, boolean]>([
    ['people whose listing was cancelled', listing(['all']), result('cancelled'), true],
    ['people whose listing the network ended', listing(['all']), result('failed', 'offline'), true],
    ['people that the run did not come to', listing(['all']), null, true],
    ['people whose list was wrong', listing(['all']), result('failed', 'invalidAnswer'), false],
    ['people that are published', listing(['all']), result('succeeded'), false],
    ['a listing that was only begun', { ...listing(['all']), rows: 0 }, result('cancelled'), false],
    [
      'no changes at all, but read to their end',
      { ...listing([]), rows: 0, complete: true },
      result('cancelled'),
      true,
    ],
    [
      'sign-ins that were refused',
      { ...listing(['all']), dataset: 'sign_in_activity' },
      result('skipped', 'licenseMissing'),
      false,
    ],
    ['a whole report', report, result('cancelled'), true],
    ['half a report', { ...report, complete: false }, result('cancelled'), false],
    ['a report that did not change', report, result('unchanged'), false],
    [
      'products, which are always read whole',
      { ...listing(['all']), dataset: 'licenses', complete: true },
      result('cancelled'),
      false,
    ],
  ])('%s', (_, leftover, ended, kept) => {
    expect(isWorthKeeping(leftover, ended, begun + 1)).toBe(kept)
    expect(isWorthKeeping(leftover, ended, begun + leftoverLifetimeMs)).toBe(false)
  })
})
