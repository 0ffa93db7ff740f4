import { expect, test } from 'vitest'
import type { DatasetDefinition } from '../../../electron/core/datasets/index.ts'
import type { DatasetPlan } from '../../../electron/core/sync/plan.ts'
import type { SyncPorts } from '../../../electron/core/sync/ports.ts'
import { createTask } from '../../../electron/core/sync/task.ts'
import { createJumpingClock } from '../../support/jumping-clock.ts'

test('a dataset takes from its beginning until it is whole, without waiting for its turn or for the others', () => {
  const clock = createJumpingClock()
  const definition: DatasetDefinition = {
    id: 'licenses',
    group: 'directory',
    lane: 'single',
    permissions: ['Organization.Read.All'],
    required: true,
    report: null,
  }
  const plan: DatasetPlan = {
    definition,
    mode: 'full',
    state: null,
    resume: null,
    due: true,
    unavailable: false,
    periodDays: null,
  }
  // A task only tells the time and what it has counted.
  const ports = { clock, onProgress: () => undefined } as unknown as SyncPorts
  const task = createTask(ports, 'connector', plan, new AbortController().signal)
  clock.advance(60_000)
  task.state('running')
  clock.advance(1_500)
  expect(task.durationMs()).toBe(1_500)
  task.state('publishing')
  clock.advance(30_000)
  expect(task.durationMs()).toBe(1_500)
})
