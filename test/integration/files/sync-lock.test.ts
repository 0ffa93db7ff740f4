import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ProcessPlace } from '../../../electron/core/files/lock-holder.ts'
import { createDataFolder, type DataFolder } from '../../../electron/platform/files/data-folder.ts'
import { isLockHeld, type LockPorts, takeLock } from '../../../electron/platform/files/lock/lock.ts'
import { createSyncLocks } from '../../../electron/platform/files/lock/sync-lock.ts'

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

/** @param within a program and its arguments under which the holder runs */
async function holdElsewhere(
  within: readonly string[] = [],
): Promise<{ child: ChildProcess; answer: string }> {
  const script = join(import.meta.dirname, 'hold-lock.ts')
  const [program = '', ...args] = [...within, process.execPath, script, folder.home, connectorId]
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'inherit'] })
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
    await (await createSyncLocks(folder).acquire(connectorId)).release()
    expect(existsSync(folder.syncLock(connectorId))).toBe(false)
  })

  test('exactly one of many gets the leftover lock', async () => {
    const { child } = await holdElsewhere()
    await killed(child)
    const answers = await Promise.all(Array.from({ length: 6 }, () => holdElsewhere()))
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

  test.skipIf(process.platform !== 'linux')(
    'a holder that has ended and waits in vain for its parent to notice is gone',
    async () => {
      const script = join(import.meta.dirname, 'hold-lock.ts')
      // The shell starts the holder, becomes a program that never asks after its children, and so leaves a
      // zombie.
      const command = `"${process.execPath}" "${script}" "${folder.home}" ${connectorId} & echo $!; exec sleep 60`
      const parent = spawn('sh', ['-c', command], { stdio: ['pipe', 'pipe', 'inherit'] })
      started.push(parent)
      let said = ''
      parent.stdout?.on('data', chunk => {
        said += String(chunk)
      })
      await expect.poll(() => said).toContain('held')
      const pid = Number.parseInt(said, 10)
      process.kill(pid, 'SIGKILL')
      const state = async () => (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.[0]
      await expect.poll(state).toBe('Z')
      expect(await createSyncLocks(folder).isHeld(connectorId)).toBe(false)
      await (await createSyncLocks(folder).acquire(connectorId)).release()
    },
  )

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

const inContainer = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child']
const canSeparate = spawnSync(inContainer[0] ?? '', [...inContainer.slice(1), 'true']).status === 0

test.skipIf(!canSeparate)(
  'two containers with one host name and one folder do not take the lock from each other (skipped where namespaces are not allowed)',
  async () => {
    const outside = await holdElsewhere()
    const inside = await holdElsewhere(inContainer)
    const insideAgain = await holdElsewhere(inContainer)
    expect([outside, inside, insideAgain].map(({ answer }) => answer)).toEqual([
      'held',
      'syncRunning',
      'syncRunning',
    ])
    outside.child.stdin?.end()
    await once(outside.child, 'exit')
    expect((await holdElsewhere(inContainer)).answer).toBe('held')
    expect((await holdElsewhere()).answer).toBe('syncRunning')
    expect((await holdElsewhere(inContainer)).answer).toBe('syncRunning')
  },
)

describe('where a process number proves nothing', () => {
  const here: ProcessPlace = { host: 'this-host', platform: 'linux', namespace: 'boot/pid:[1]' }
  const ports: LockPorts = {
    facts: async () => ({ alive: false, identity: null }),
    place: async () => here,
    heartbeatWaitMs: 300,
  }
  const path = () => folder.syncLock(connectorId)

  async function leaveLock(place: Partial<ProcessPlace>, silentMs: number): Promise<void> {
    const { lock } = await takeLock(path(), { ...ports, place: async () => ({ ...here, ...place }) })
    const file = await readFile(path(), 'utf8')
    await lock?.release()
    await writeFile(path(), file)
    const touched = new Date(Date.now() - silentMs)
    await utimes(path(), touched, touched)
  }

  test('a holder on another machine that gave a sign of life is respected', async () => {
    await leaveLock({ host: 'another-host' }, 1000)
    expect(await takeLock(path(), ports)).toMatchObject({ lock: null, holder: { host: 'another-host' } })
  })

  test.each<[string, Partial<ProcessPlace>]>([
    ['in another container of the same name', { namespace: 'boot/pid:[2]' }],
    ['on a computer of the same name that was started at another time', { namespace: 'other/pid:[1]' }],
    ['in the Linux that runs beside this Windows under its name', { platform: 'win32', namespace: null }],
    ['of a version that did not say where it runs', { platform: null, namespace: null }],
  ])('a holder %s is not taken for gone because its number is not known here', async (_, place) => {
    await leaveLock(place, 1000)
    expect((await takeLock(path(), ports)).lock).toBeNull()
    expect(await isLockHeld(path(), ports)).toBe(true)
    await leaveLock(place, 60_000)
    expect((await takeLock(path(), ports)).lock).not.toBeNull()
  })

  test('a holder in the same place whose number nobody has is gone at once', async () => {
    await leaveLock({}, 0)
    expect(await isLockHeld(path(), ports)).toBe(false)
  })

  test('a silent one is given a last chance, and then passed over', async () => {
    await leaveLock({ host: 'another-host' }, 60_000)
    const { lock } = await takeLock(path(), ports)
    expect(lock).not.toBeNull()
    await lock?.release()
  })

  test('a holder that wakes up within that time keeps its lock', async () => {
    await leaveLock({ host: 'another-host' }, 60_000)
    const looked = Promise.withResolvers<void>()
    let asked = 0
    // First for this process's own claim, then for the holder, whose file has been read by then and who is
    // not yet waited for.
    const place = async () => {
      asked += 1
      if (asked === 2) looked.resolve()
      return here
    }
    const taking = takeLock(path(), { ...ports, place, heartbeatWaitMs: 3_000 })
    await looked.promise
    await utimes(path(), new Date(), new Date())
    expect((await taking).lock).toBeNull()
  })
})
