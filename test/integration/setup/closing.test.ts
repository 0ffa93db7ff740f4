import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { takeLock } from '../../../electron/platform/files/lock/lock.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'

let connected: ConnectedEngine
beforeEach(async () => {
  connected = await connectEngine({ people: 10 })
})
afterEach(() => connected.close())

/** What closing has come to after a moment in which another program holds a file's lock, and after that. */
async function closeBehind(lockFile: string, work: () => Promise<unknown>) {
  const { lock } = await takeLock(join(connected.home, lockFile))
  if (lock === null) throw new Error('The lock is taken.')
  await work()
  const closed = connected.engine.close().then(() => 'closed')
  const early = await Promise.race([closed, pause(300, 'waiting')])
  await lock.release()
  return { early, late: await closed }
}

const saved = (file: string) => JSON.parse(readFileSync(join(connected.home, file), 'utf8')).value

describe('an engine that is closed', () => {
  test('waits for what an event has begun to write', async () => {
    const { engine, tenant } = connected
    const subject = { kind: 'connector', connector: connectorName } as const
    await engine.call('consent.begin', { subject })
    expect(saved('consent.json')).toHaveLength(1)
    tenant.set({ grantedRoles: ['Organization.Read.All', 'User.Read.All', 'Reports.Read.All'] })
    const ways = await closeBehind('consent.lock', async () => {
      const checks = await engine.call('checks.run', { connector: connectorName })
      expect(checks.ok).toBe(true)
    })
    expect(ways).toEqual({ early: 'waiting', late: 'closed' })
    expect(saved('consent.json')).toEqual([])
  })

  test('waits for the calls that are under way', async () => {
    let answer: Promise<unknown> = Promise.resolve()
    const ways = await closeBehind('settings.lock', async () => {
      answer = connected.engine.call('settings.change', { app: { theme: 'dark' } })
    })
    expect(ways).toEqual({ early: 'waiting', late: 'closed' })
    expect(await answer).toMatchObject({ ok: true })
    expect(saved('settings.json')).toMatchObject({ app: { theme: 'dark' } })
  })
})
