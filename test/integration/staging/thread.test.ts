import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { startWorkerThread, type WorkerThread } from '../../../electron/platform/sqlite/worker/thread.ts'
import { peoplePage, scratchFolder } from './support.ts'

const order = () => ({
  databaseFile: join(scratchFolder(), 'x.sqlite'),
  whenDamaged: 'throw' as const,
})
const begun = { mode: 'full' as const, chains: [{ chain: 'all', firstLink: 'x' }], notes: {} }

function started(script?: URL): WorkerThread {
  const thread = startWorkerThread(order(), script)
  onTestFinished(() => thread.close())
  return thread
}

const failing = new URL('./failing-worker.ts', import.meta.url)

test('a worker that breaks answers every call that waits, and every later one', async () => {
  const thread = started(failing)
  const waiting = [
    thread.call('recover', null),
    thread.call('discard', { dataset: 'users' }),
    thread.send('page', new Uint8Array(3_000_000), body => ({
      dataset: 'users',
      chain: 'all',
      kind: 'users',
      body,
    })),
    thread.send('page', new Uint8Array(3_000_000), body => ({
      dataset: 'users',
      chain: 'all',
      kind: 'users',
      body,
    })),
  ]
  for (const result of await Promise.allSettled(waiting)) {
    expect(result).toMatchObject({ status: 'rejected', reason: { code: 'engineStopped', step: null } })
  }
  await expect(thread.call('recover', null)).rejects.toMatchObject({
    code: 'engineStopped',
    fix: expect.stringContaining('Sync again'),
  })
})

test('closing a worker that has broken ends as well', async () => {
  const thread = started(failing)
  await expect(thread.call('recover', null)).rejects.toMatchObject({ code: 'engineStopped' })
  await thread.close()
})

test('a fault of the program is told without its text', async () => {
  const thread = started()
  await thread.call('open', null)
  await thread.call('begin', { dataset: 'users', options: begun })
  const refused = thread.send('page', peoplePage(['ana']), body => ({
    dataset: 'users',
    chain: 'no such chain',
    kind: 'users',
    body,
  }))
  await expect(refused).rejects.toMatchObject({
    code: 'unexpected',
    detail: { kind: 'Error', at: expect.stringMatching(/^datasets\.ts:\d+$/) },
  })
  await expect(refused).rejects.not.toThrow(/no such chain/)
})

test('what is asked before anything is open fails like any other fault', async () => {
  await expect(started().call('recover', null)).rejects.toMatchObject({ code: 'unexpected' })
  await expect(started().call('states', [])).rejects.toMatchObject({ code: 'unexpected' })
})

test('a database that is damaged while it is in use is said so, and set aside when it is opened again', async () => {
  const damaged = order()
  const opened = () => {
    const thread = startWorkerThread(damaged)
    onTestFinished(() => thread.close())
    return thread
  }
  const thread = opened()
  await thread.call('open', null)
  await thread.call('begin', { dataset: 'users', options: begun })
  for (const part of ['', '-wal', '-shm'])
    writeFileSync(damaged.databaseFile + part, Buffer.alloc(100_000, 0x5a))
  const page = thread.send('page', peoplePage(['a']), body => ({
    dataset: 'users',
    chain: 'all',
    kind: 'users',
    body,
  }))
  await expect(page).rejects.toMatchObject({
    code: 'databaseDamaged',
    fix: expect.stringContaining('Start a sync'),
  })
  await thread.close()
  await expect(opened().call('open', null)).rejects.toMatchObject({
    code: 'databaseDamaged',
    message: expect.stringContaining('set aside'),
  })
  const again = opened()
  await again.call('open', null)
  expect(await again.call('recover', null)).toEqual([])
})
