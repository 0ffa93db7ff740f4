import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test } from 'vitest'
import { blocksOf } from '../../../electron/platform/sqlite/worker/blocks.ts'
import { createBudget } from '../../../electron/platform/sqlite/worker/budget.ts'
import { calm, streamOf } from './support.ts'

describe('the bytes under way', () => {
  test('are bounded, and whoever waits goes in the order of asking', async () => {
    const budget = createBudget(10)
    const order: string[] = []
    await budget.take(6)
    const second = budget.take(6).then(() => order.push('second'))
    const third = budget.take(2).then(() => order.push('third'))
    await Promise.resolve()
    expect(order).toEqual([])
    budget.give(6)
    await Promise.all([second, third])
    expect(order).toEqual(['second', 'third'])
  })

  test('may be more than the bound when nothing else is under way', async () => {
    const budget = createBudget(10)
    await budget.take(100)
    budget.give(100)
    await budget.take(10)
  })

  test('wait for nothing once the worker is gone', async () => {
    const budget = createBudget(10)
    await budget.take(10)
    const waiting = budget.take(1)
    budget.fail(new Error('gone'))
    await expect(waiting).rejects.toThrow('gone')
    await expect(budget.take(1)).rejects.toThrow('gone')
  })
})

/** Node offers it behind a flag only, which can be set while it runs. */
function collectGarbage(): void {
  setFlagsFromString('--expose-gc')
  const collect: unknown = runInNewContext('gc')
  if (typeof collect !== 'function') throw new Error('The garbage collector cannot be called here.')
  collect()
}

describe('blocks', () => {
  const sizesOf = async (...pieces: Uint8Array[]) => {
    const sizes: number[] = []
    for await (const block of blocksOf(streamOf(...pieces), () => new SharedArrayBuffer(100), calm()))
      sizes.push(block.length)
    return sizes
  }

  test('gather small pieces and keep everything', async () => {
    expect(await sizesOf(...Array.from({ length: 7 }, () => new Uint8Array(40)))).toEqual([100, 100, 80])
    expect(await sizesOf(new Uint8Array(250))).toEqual([100, 100, 50])
    expect(await sizesOf(new Uint8Array(200))).toEqual([100, 100])
    expect(await sizesOf()).toEqual([])
    expect(await sizesOf(new Uint8Array(0))).toEqual([])
  })

  test('let go of what they were gathered from while the body goes on', async () => {
    const chunks: WeakRef<Uint8Array>[] = []
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        // As chunks come from a connection, not all within one turn of the event loop.
        await new Promise(resolve => setImmediate(resolve))
        const chunk = new Uint8Array(100)
        chunks.push(new WeakRef(chunk))
        yield chunk
      }
    }
    const blocks = blocksOf(endless(), () => new SharedArrayBuffer(100), calm())
    for (let count = 0; count < 50; count += 1) await blocks.next()
    collectGarbage()
    const kept = chunks.filter(chunk => chunk.deref() !== undefined)
    expect(kept.length).toBeLessThan(5)
    await blocks.return()
  })

  test('end at once when the signal has fired already, and tell the body', async () => {
    let told = false
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield new Uint8Array(10)
      } finally {
        told = true
      }
    }
    const abort = new AbortController()
    const blocks = blocksOf(endless(), () => new SharedArrayBuffer(100), abort.signal)
    expect((await blocks.next()).value).toHaveLength(100)
    abort.abort()
    await expect(blocks.next()).rejects.toMatchObject({ code: 'cancelled' })
    await new Promise(resolve => setImmediate(resolve))
    expect(told).toBe(true)
  })
})
