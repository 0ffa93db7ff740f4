import { describe, expect, test } from 'vitest'
import { createFormat } from '../../../electron/cli/text/numbers.ts'
import { createPaint } from '../../../electron/cli/text/paint.ts'
import { endedLine, progressBlock } from '../../../electron/cli/text/sync-progress.ts'
import { textWidth } from '../../../electron/cli/text/width.ts'
import type { DatasetProgress } from '../../../electron/contract/sync.ts'

const options = { paint: createPaint(false), format: createFormat('en-US') }

function progress(dataset: string, changes: Partial<DatasetProgress> = {}): DatasetProgress {
  return {
    connector: 'c',
    dataset,
    state: 'running',
    rows: 0,
    expectedRows: null,
    bytes: 0,
    throttledMs: 0,
    waitingMs: 0,
    elapsedMs: 0,
    ...changes,
  }
}

const block = (items: readonly DatasetProgress[], size = { width: 80, height: 24 }) =>
  progressBlock(new Map(items.map(item => [item.dataset, item])), { ...options, ...size })

describe('the progress of a sync on a terminal', () => {
  test('has a line per moving dataset with rows, share and rate', () => {
    const [line] = block([progress('users', { rows: 12_400, expectedRows: 50_000, elapsedMs: 4000 })])
    expect(line).toBe('› users         12,400 of 50,000 rows (24.8%)  3,100/s')
  })

  test('says that it waits because the service asked for it', () => {
    const [line] = block([progress('usage.teams', { rows: 3000, elapsedMs: 4000, waitingMs: 12_000 })])
    expect(line).toContain('asked to wait 12 s (throttled)')
    expect(line).not.toContain('/s')
  })

  test('counts what is done and what has not begun', () => {
    const lines = block([
      progress('organization', { state: 'succeeded' }),
      progress('licenses', { state: 'unchanged' }),
      progress('users'),
      progress('renewals', { state: 'waiting' }),
    ])
    expect(lines).toHaveLength(2)
    expect(lines[1]).toBe('  2 of 4 datasets received, 1 waiting')
  })

  test('counts what waits to be written as received, and says when everything is written', () => {
    const lines = block([
      progress('users', { state: 'publishing' }),
      progress('licenses', { state: 'skipped' }),
    ])
    expect(lines.at(-1)).toBe('  2 of 2 datasets received, writing them to the database')
    expect(lines.join()).not.toContain('users')
  })

  test('puts what moves before what failed, and fits the terminal', () => {
    const failed = Array.from({ length: 20 }, (_, index) =>
      progress(`usage.report_${index}`, { state: 'failed' }),
    )
    const lines = block([...failed, progress('users')], { width: 40, height: 10 })
    expect(lines).toHaveLength(10)
    expect(lines[0]).toContain('users')
    expect(lines.at(-2)).toBe('  and 13 more')
    for (const line of lines) expect(textWidth(line)).toBeLessThanOrEqual(40)
  })
})

describe('the progress of a sync elsewhere', () => {
  test('is one line per dataset that has ended', () => {
    const item = progress('users', { state: 'succeeded', rows: 1200, elapsedMs: 2100, throttledMs: 800 })
    expect(endedLine(item, options)).toBe('✓ users: succeeded, 1,200 rows, 2.1 s, waited 0.8 s (throttled)')
  })
})
