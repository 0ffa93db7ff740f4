import { type ChildProcess, spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createDataFolder, type DataFolder } from '../../../electron/platform/files/data-folder.ts'
import { isLockHeld, type LockPorts, takeLock } from '../../../electron/platform/files/lock.ts'
import { createSyncLocks } from '../../../electron/platform/files/sync-lock.ts'

const connectorId = randomUUID()
let folder: DataFolder
let started: ChildProcess[]

beforeEach(async () => {
  folder = createDataFolder(await mkdtemp(join(tmpdir(), 'm365-connector-')))
  await folder.ensure()
  started = []
})
afterEach(async () => {
  for (const child of started) child.kill('SIGKILL')
  await rm(folder.home, { recursive: true, force: true })
})

async function holdElsewhere(): Promise<{ child: ChildProcess; answer: string }> {
  const child = spawn(
    process.execPath,
    [join(import.meta.dirname, 'hold-lock.ts'), folder.home, connectorId],
    {
      stdio: ['pipe', 'pipe', 'inherit'],
    },
  )
  started.push(child)
  const answered = once(child.stdout ?? child, 'data').then(([line]) => String(line).trim())
  const ended = once(child, 'exit').then(([status]) => `ended with ${String(status)}`)
  return { child, answer: await Promise.race([answered, ended]) }
}

async function killed(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL')
  await once(child, 'exit')
}

describe('two syncs of one connector', () => {
  test('never run at once in one process', async () => {
    const locks = createSyncLocks(folder)
    const first = await locks.acquire(connectorId)
    await expect(locks.acquire(connectorId)).rejects.toMatchObject({ code: 'syncRunning' })
    await first.release()
    await first.release()
    await (await locks.acquire(connectorId)).release()
    expect(await readdir(folder.databases)).toEqual([])
  })

  test('never run at once in two processes, and the refusal tells since when and which', async () => {
    const { child, answer } = await holdElsewhere()
    expect(answer).toBe('held')
    expect((await holdElsewhere()).answer).toBe('syncRunning')
    await expect(createSyncLocks(folder).acquire(connectorId)).rejects.toMatchObject({
      code: 'syncRunning',
      detail: { process: String(child.pid) },
    })
    expect(await createSyncLocks(folder).isHeld(connectorId)).toBe(true)
  })

  test('of different connectors do not hinder each other', async () => {
    await holdElsewhere()
    await (await createSyncLocks(folder).acquire(randomUUID())).release()
  })

  test('may follow each other: a clean end gives the lock back', async () => {
    const { child } = await holdElsewhere()
    child.stdin?.end()
    await once(child, 'exit')
    expect(existsSync(folder.syncLock(connectorId))).toBe(false)
  })
})

describe('after a kill -9', () => {
  test('the next sync starts at once', async () => {
    const { child } = await holdElsewhere()
    await killed(child)
    expect(existsSync(folder.syncLock(connectorId))).toBe(true)
    expect(await createSyncLocks(folder).isHeld(connectorId)).toBe(false)
    const begun = Date.now()
    await (await createSyncLocks(folder).acquire(connectorId)).release()
    expect(Date.now() - begun).toBeLessThan(2000)
  })

  test('exactly one of many gets the leftover lock', async () => {
    const { child } = await holdElsewhere()
    await killed(child)
    const answers = await Promise.all(Array.from({ length: 6 }, holdElsewhere))
    expect(answers.filter(({ answer }) => answer === 'held')).toHaveLength(1)
    expect(answers.filter(({ answer }) => answer === 'syncRunning')).toHaveLength(5)
  })

  test('a kill while a leftover is being cleared away blocks nobody', async () => {
    const { child } = await holdElsewhere()
    await killed(child)
    const leftover = await readFile(folder.syncLock(connectorId), 'utf8')
    await writeFile(`${folder.syncLock(connectorId)}.clearing`, leftover)
    await (await createSyncLocks(folder).acquire(connectorId)).release()
  })

  test('another process that got the same number does not count', async () => {
    const { child } = await holdElsewhere()
    await killed(child)
    const holder = JSON.parse(await readFile(folder.syncLock(connectorId), 'utf8'))
    if (holder.identity === null) return
    await writeFile(folder.syncLock(connectorId), JSON.stringify({ ...holder, pid: process.pid }))
    await (await createSyncLocks(folder).acquire(connectorId)).release()
  })

  test('a lock file that was cut short does not block for ever', async () => {
    const path = folder.syncLock(connectorId)
    await writeFile(path, '{"pid":')
    expect(await isLockHeld(path)).toBe(true)
    await utimes(path, new Date(Date.now() - 120_000), new Date(Date.now() - 120_000))
    await (await createSyncLocks(folder).acquire(connectorId)).release()
  })
})

describe('where a process number proves nothing', () => {
  const ports: LockPorts = { identity: async () => null, host: 'this-host', patienceMs: 300 }
  const path = () => folder.syncLock(connectorId)

  async function leaveLock(host: string, silentMs: number): Promise<void> {
    const { lock } = await takeLock(path(), { ...ports, host })
    const file = await readFile(path(), 'utf8')
    await lock?.release()
    await writeFile(path(), file)
    const touched = new Date(Date.now() - silentMs)
    await utimes(path(), touched, touched)
  }

  test('a holder on another machine that gave a sign of life is respected', async () => {
    await leaveLock('another-host', 1000)
    expect(await takeLock(path(), ports)).toMatchObject({ lock: null, holder: { host: 'another-host' } })
  })

  test('a silent one is given a last chance, and then passed over', async () => {
    await leaveLock('another-host', 60_000)
    const { lock } = await takeLock(path(), ports)
    expect(lock).not.toBeNull()
    await lock?.release()
  })

  test('a holder that wakes up within that time keeps its lock', async () => {
    await leaveLock('another-host', 60_000)
    const taking = takeLock(path(), ports)
    await new Promise(resolve => setTimeout(resolve, 100))
    await utimes(path(), new Date(), new Date())
    expect((await taking).lock).toBeNull()
  })
})
