import { expect, test } from 'vitest'
import { LeastRate } from '../../../electron/core/network/rate-limit.ts'

/**
 * Chunks of so many bytes, each after so many milliseconds of waiting; answers with the one at which it was
 * too slow.
 */
function firstTooSlow(chunks: readonly { bytes: number; afterMs: number; waits?: boolean }[]): number | null {
  const rate = new LeastRate({ minBytes: 16_384, windowMs: 60_000 })
  let now = 0
  for (const [index, { bytes, afterMs, waits = true }] of chunks.entries()) {
    if (waits) rate.wait(now)
    now += afterMs
    if (rate.received(bytes, now)) return index
  }
  return null
}
const repeated = (count: number, chunk: { bytes: number; afterMs: number; waits?: boolean }) =>
  Array.from({ length: count }, () => chunk)

test('20 bytes a second are noticed after a minute', () => {
  expect(firstTooSlow(repeated(100, { bytes: 20, afterMs: 1_000 }))).toBe(59)
})

test('a slow line is not, nor is one that pauses and then brings enough', () => {
  expect(firstTooSlow(repeated(10_000, { bytes: 300, afterMs: 1_000 }))).toBeNull()
  expect(firstTooSlow(repeated(100, { bytes: 20_000, afterMs: 59_000 }))).toBeNull()
})

test('one that begins quickly and then trickles is noticed in the window after', () => {
  const chunks = [{ bytes: 1_000_000, afterMs: 100 }, ...repeated(200, { bytes: 20, afterMs: 1_000 })]
  expect(firstTooSlow(chunks)).toBe(120)
})

test('a reader that takes its time is not the network’s fault', () => {
  expect(firstTooSlow(repeated(1_000, { bytes: 20, afterMs: 60_000, waits: false }))).toBeNull()
})
