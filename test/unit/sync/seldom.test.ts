import { setImmediate } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { throttleProgress } from '../../../electron/core/sync/task.ts'
import { createJumpingClock } from '../../support/jumping-clock.ts'

function listening(signal = new AbortController().signal) {
  const clock = createJumpingClock()
  const heard: number[] = []
  let rows = 0
  const progress = throttleProgress(clock, 200, signal, () => heard.push(rows))
  return { clock, heard, progress, count: (more: number) => (rows += more) }
}

const letTimePass = async () => {
  for (let turn = 0; turn < 4; turn += 1) await setImmediate()
}

describe('progress that is told a few times a second', () => {
  test('is told at once the first time, then held back', () => {
    const { heard, progress, count } = listening()
    for (let page = 0; page < 5; page += 1) {
      count(100)
      progress.soon()
    }
    expect(heard).toEqual([100])
  })

  test('ends with the last state when nothing follows', async () => {
    const { clock, heard, progress, count } = listening()
    for (let page = 0; page < 5; page += 1) {
      count(100)
      progress.soon()
    }
    await letTimePass()
    expect(heard).toEqual([100, 500])
    expect(clock.slept).toEqual([200])
  })

  test('is not told twice when something important told it meanwhile', async () => {
    const { heard, progress, count } = listening()
    progress.now()
    count(1)
    progress.soon()
    progress.now()
    await letTimePass()
    expect(heard).toEqual([0, 1])
  })

  test('is not told any more once the sync has been cancelled', async () => {
    const stop = new AbortController()
    const { heard, progress } = listening(stop.signal)
    progress.soon()
    stop.abort()
    progress.soon()
    await letTimePass()
    expect(heard).toEqual([0])
  })
})
