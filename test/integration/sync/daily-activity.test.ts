import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { ActivityCoverage } from '../../../electron/contract/insight/daily-activity.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'
import { type KillPoint, nameOf } from '../../support/kill/point.ts'
import { createTurnedClock, type TurnedClock } from '../../support/turned-clock.ts'
import { answerOf, until } from '../background/support.ts'
import { startSync } from './support/program.ts'

const dayMs = 86_400_000
const tenMinutesMs = 600_000
const reports = ['office365_active', 'm365_app']

let clock: TurnedClock
let connected: ConnectedEngine

beforeEach(async () => {
  // Waits for the quota are turned forward by hours: begun in the evening, a test would end on the next day.
  clock = createTurnedClock(Date.parse(`${new Date().toISOString().slice(0, 10)}T01:00:00Z`))
  connected = await connectEngine({ people: 30, quota: true }, null, { clock })
})

afterEach(() => connected.close())

const isoDay = (daysAgo: number) => new Date(clock.now() - daysAgo * dayMs).toISOString().slice(0, 10)
const switchOn = () =>
  answerOf(connected.engine.call('settings.change', { data: { retrieveDailyActivity: true } }))
const coverage = (): Promise<ActivityCoverage> =>
  answerOf(connected.engine.call('activity.coverage', { connector: connectorName }))
const retrieve = () => connected.engine.call('activity.retrieve', { connector: connectorName })
const phase = async () => (await coverage()).phase
const settled = () => until('nothing is under way', async () => (await phase()) !== 'running')
const daysAsked = () =>
  connected.tenant.requests.flatMap(({ path, origin }) =>
    origin === 'graph' ? (/(get\w+)\(date=([\d-]+)\)/.exec(path)?.slice(1, 3).join(' ') ?? []) : [],
  )
const states = () =>
  connected.query('select state, count(*) as days from v_activity_coverage group by state order by state')

/** Retrieves everything that is offered, as if the waits for the quota were over at once. */
async function retrieveAll(): Promise<void> {
  connected.tenant.set({ quota: false })
  await answerOf(retrieve())
  await until('every day that is offered was asked for', async () => {
    if ((await phase()) === 'waiting') clock.advance(tenMinutesMs)
    return (await phase()) === 'idle'
  })
}

describe('the retrieval of daily activity', () => {
  test('is off until the setting is on, keeps to the quota, resumes and fills the active days', async () => {
    await connected.sync()
    expect(await retrieve()).toMatchObject({ ok: false, error: { code: 'badRequest' } })
    expect(await coverage()).toEqual({ enabled: false, phase: 'idle', resumesAt: null, reports: [] })
    expect(daysAsked()).toEqual([])

    await switchOn()
    await answerOf(retrieve())
    await settled()
    const first = daysAsked()
    expect(first).toHaveLength(12)
    expect(first.slice(0, 2)).toEqual([
      `getOffice365ActiveUserDetail ${isoDay(28)}`,
      `getOffice365ActiveUserDetail ${isoDay(27)}`,
    ])
    expect(connected.tenant.requests.filter(({ status }) => status === 429)).toEqual([])
    expect(await phase()).toBe('waiting')
    expect(states()).toEqual([
      { state: 'held', days: 12 },
      { state: 'late', days: 2 },
      { state: 'waiting', days: 42 },
    ])

    // A sync comes first; a round that was stopped remembers which calls were made.
    await connected.sync()
    expect(await phase()).toBe('idle')
    await answerOf(retrieve())
    await settled()
    expect(daysAsked()).toHaveLength(12)
    expect(await answerOf(connected.engine.call('activity.stop', { connector: connectorName }))).toEqual({
      stopped: true,
    })

    await retrieveAll()
    const asked = daysAsked()
    expect(new Set(asked).size).toBe(asked.length)
    expect(states()).toEqual([
      { state: 'held', days: 54 },
      { state: 'late', days: 2 },
    ])
    expect(countedDifferently()).toEqual([])
    expect((await coverage()).reports.map(({ report, days }) => [report, days.at(-1)?.state])).toEqual(
      reports.toSorted().map(report => [report, 'late']),
    )
  })

  test('takes new days and corrections later, and says which days are lost', async () => {
    await connected.sync()
    await switchOn()
    await retrieveAll()
    const before = daysAsked().length
    clock.advance(dayMs)
    connected.tenant.set({ today: isoDay(0) })
    await connected.sync()
    await retrieveAll()
    // The day that is new, and the one that was the third newest before and is final by now.
    expect(daysAsked().slice(before)).toEqual(
      ['getOffice365ActiveUserDetail', 'getM365AppUserDetail'].flatMap(name =>
        [5, 2].map(age => `${name} ${isoDay(age)}`),
      ),
    )
    // Nobody looks for 40 days: what has passed out of the window by then is lost, and what is held stays.
    clock.advance(40 * dayMs)
    connected.tenant.set({ today: isoDay(0), reportDelayDays: 5 })
    await connected.sync()
    await retrieveAll()
    const [held, late, lost] = states().map(({ days }) => Number(days))
    // Of 69 days 28 were held, 24 of the last 28 are offered again and 4 are not, 13 lie between.
    expect([held, late, lost]).toEqual([2 * (28 + 24), 2 * 4, 2 * 13])
  })

  test('sets worse answers aside: nobody becomes idle by one', async () => {
    const { tenant } = connected
    await connected.sync()
    await switchOn()
    const day = (age: number) => new RegExp(`getOffice365ActiveUserDetail\\(date=${isoDay(age)}\\)`)
    const refused = (status: number) => ({ status, json: { error: { code: 'BadRequest', message: 'no' } } })
    const stopFeeding = [
      tenant.feed({ origin: 'graph', path: day(4) }, refused(400)),
      tenant.feed({ origin: 'graph', path: day(5) }, refused(404)),
    ]
    const header = reportHeader(tenant)
    // Every download of the first report, in the order of the days: the 28th day is the first.
    let call = 0
    const answers: Record<number, string> = {
      0: header,
      1: `${header}\r\n${isoDay(27)},0123456789ABCDEF0123456789ABCDEF,FEDCBA9876543210FEDCBA9876543210,False,`,
      2: '<html>Service unavailable</html>',
    }
    stopFeeding.push(
      tenant.feed({ report: 'getOffice365ActiveUserDetail' }, request => {
        if (request.period !== null) return null
        const text = answers[call]
        call += 1
        return text === undefined ? null : { text: `\uFEFF${text}\r\n` }
      }),
    )
    await retrieveAll()
    const problems = () =>
      connected.query(
        "select date, state, problem, active_users from v_activity_coverage where report = 'office365_active' and problem is not null order by date",
      )
    expect(problems().map(({ problem, state }) => [problem, state])).toEqual(
      expect.arrayContaining([
        ['emptied', 'late'],
        ['concealed', 'late'],
        ['notOffered', 'late'],
      ]),
    )
    expect(problems().every(({ active_users }) => active_users === null)).toBe(true)
    const heldBefore = connected.query('select count(*) as days from v_activity_days')
    for (const stop of stopFeeding) stop()
    clock.advance(tenMinutesMs)
    await retrieveAll()
    expect(problems()).toEqual([])
    expect(countedDifferently()).toEqual([])
    const [after] = connected.query('select count(*) as days from v_activity_days')
    expect(Number(after?.['days'])).toBeGreaterThan(Number(heldBefore[0]?.['days']))
  })

  test('loses nothing and counts nothing twice when the program is killed in the middle of a day', async () => {
    await connected.sync()
    await switchOn()
    const held = () => connected.query("select date from v_activity_coverage where state = 'held' order by 1")
    const days = () => connected.query('select * from v_activity_days order by 1, 2, 3, 4')
    const points: readonly [KillPoint, newlyHeld: number][] = [
      // Before the third day is kept; its two before it are.
      [{ call: 'dayEnd', nth: 3, at: { commit: 1 } }, 2],
      // Kept, and not yet answered.
      [{ call: 'dayEnd', nth: 2, at: 'end' }, 2],
    ]
    let before = 0
    for (const [index, [point, newlyHeld]] of points.entries()) {
      const order = { journal: join(connected.home, `days-${index}`), point }
      await startSync(connected, 'days', [], order).ended
      expect(held().length - before, nameOf(point)).toBe(newlyHeld)
      before = held().length
    }
    const kept = days()
    await retrieveAll()
    const asked = daysAsked()
    // The day that was not kept is asked for again, and no other.
    expect(asked.length - new Set(asked).size).toBe(1)
    expect(states()).toEqual([
      { state: 'held', days: 54 },
      { state: 'late', days: 2 },
    ])
    expect(days()).toEqual(expect.arrayContaining(kept))
    expect(countedDifferently()).toEqual([])
  })

  test('waits as long as Microsoft asks when others have used up the quota', async () => {
    await connected.sync()
    await switchOn()
    const { tenant } = connected
    tenant.faults.add({ kind: 'throttle', seconds: 900, match: { path: /date=/ } } as never)
    await answerOf(retrieve())
    await settled()
    const { phase: now, resumesAt } = await coverage()
    expect(now).toBe('waiting')
    expect(Date.parse(resumesAt ?? '') - clock.now()).toBeGreaterThan(tenMinutesMs)
    expect(daysAsked()).toHaveLength(1)
    clock.advance(900_000)
    await until('it has resumed', () => daysAsked().length > 6)
    await until('the next wait', async () => (await phase()) === 'waiting')
    expect(connected.query("select count(*) as days from v_activity_coverage where state = 'held'")).toEqual([
      { days: 12 },
    ])
  })
})

function reportHeader(tenant: ConnectedEngine['tenant']): string {
  void tenant
  return 'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date'
}

/** Days and apps of which the tenant's own counts name other users than the active days do. */
function countedDifferently() {
  return connected.query(`
    select counted.app, counted.date, counted.value, count(active.user_principal_name) as people
    from v_usage_daily as counted
    join v_activity_coverage as held on held.date = counted.date and held.state = 'held'
      and held.report = 'office365_active'
    left join v_activity_days as active on active.app = counted.app and active.date = counted.date
    where counted.measure = 'active_users' and counted.app in ('exchange', 'teams', 'onedrive', 'sharepoint')
    group by counted.app, counted.date having counted.value <> people`)
}
