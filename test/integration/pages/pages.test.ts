import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ChangeGroup, ChangesAnswer } from '../../../electron/contract/pages/changes.ts'
import type { Output } from '../../../electron/contract/schemas.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'
import { createTurnedClock } from '../../support/turned-clock.ts'

const days = ['2026-07-20', '2026-09-10', '2026-11-23'] as const
const [first, middle, last] = days
const connector = connectorName

type Holder = { enabled: boolean; skuIds: readonly string[] }
type Snapshot = ReadonlyMap<string, Holder>
let connected: ConnectedEngine
const snapshots: Snapshot[] = []

const snapshot = (): Snapshot =>
  new Map(
    [...connected.tenant.truth().users()].map(({ id, accountEnabled, skuIds }) => [
      id,
      { enabled: accountEnabled, skuIds },
    ]),
  )

beforeAll(async () => {
  const clock = createTurnedClock(Date.parse(`${first}T06:00:00Z`))
  connected = await connectEngine({ people: 300, past: true, today: last }, null, { clock })
  for (const [place, day] of days.entries()) {
    const before = days[place - 1]
    if (before !== undefined) clock.advance(Date.parse(day) - Date.parse(before))
    connected.tenant.set({ today: day })
    const run = await connected.sync({ only: ['directory', 'usage'] })
    expect(run.status).toBe('succeeded')
    snapshots.push(snapshot())
  }
}, 120_000)

afterAll(() => connected.close())

async function changes(from: string | null, to: string | null): Promise<ChangesAnswer> {
  const answer = await connected.engine.call('changes.between', { connector, from, to, limit: 1000 })
  if (!answer.ok) throw new Error(answer.error.message)
  return answer.value
}

const keysOf = ({ groups }: ChangesAnswer, group: ChangeGroup): string[] =>
  (groups.find(one => one.group === group)?.rows ?? [])
    .map(({ userId, skuId }) => (skuId === null ? userId : `${userId} ${skuId}`))
    .sort()

/** What the difference of two days is, worked out from the tenant itself. */
function difference(before: Snapshot, after: Snapshot) {
  const licenses = (of: Snapshot) =>
    new Set([...of].flatMap(([id, { skuIds }]) => skuIds.map(skuId => `${id} ${skuId}`)))
  const [had, has] = [licenses(before), licenses(after)]
  // Of accounts that are gone by now nobody knows which way they were switched.
  const stayed = [...after].filter(([id]) => before.has(id) && snapshots.at(-1)?.has(id))
  const turned = (enabled: boolean) =>
    stayed.filter(([id, now]) => now.enabled === enabled && before.get(id)?.enabled !== enabled)
  return {
    came: [...after.keys()].filter(id => !before.has(id)).sort(),
    left: [...before.keys()].filter(id => !after.has(id)).sort(),
    gained: [...has].filter(key => !had.has(key)).sort(),
    lost: [...had].filter(key => !has.has(key)).sort(),
    disabled: turned(false)
      .map(([id]) => id)
      .sort(),
    enabled: turned(true)
      .map(([id]) => id)
      .sort(),
  }
}

describe('changes between two days', () => {
  test.each([
    [first, middle, 0, 1],
    [middle, last, 1, 2],
    [first, last, 0, 2],
  ] as const)('are those of the tenant, from %s to %s', async (from, to, before, after) => {
    const answer = await changes(from, to)
    const expected = difference(snapshots[before] ?? new Map(), snapshots[after] ?? new Map())
    expect(answer).toMatchObject({ from, to })
    for (const group of ['came', 'left', 'disabled', 'enabled'] as const) {
      expect(keysOf(answer, group)).toEqual(expected[group])
    }
    const swapped = answer.groups.find(({ group }) => group === 'swapped')?.rows ?? []
    const gained = [...keysOf(answer, 'gained'), ...keysOf(answer, 'swapped')].sort()
    expect(gained).toEqual(expected.gained)
    expect(keysOf(answer, 'lost').length + swapped.length).toBe(expected.lost.length)
    expect(keysOf(answer, 'lost').every(key => expected.lost.includes(key))).toBe(true)
  })

  test('count, per product, who gained and lost it and the seats of both days', async () => {
    const sku = String(
      connected.query(`select sku_id from v_licenses where sku_part_number = 'SPE_E3'`)[0]?.['sku_id'],
    )
    const price = { currency: 'EUR', per: 'month' as const, amount: '34', validFrom: null, validTo: null }
    await connected.engine.call('savings.setPrices', {
      connector,
      prices: [{ ...price, skuId: sku, subscriptionId: null, note: null }],
    })
    const { products } = await changes(first, last)
    const before = snapshots[0] ?? new Map<string, Holder>()
    const after = snapshots[2] ?? new Map<string, Holder>()
    const holders = (of: Snapshot, skuId: string) =>
      [...of.values()].filter(({ skuIds }) => skuIds.includes(skuId)).length
    expect(products.length).toBeGreaterThan(4)
    for (const { skuId, gained, lost, boughtBefore, boughtAfter, boughtCost } of products) {
      const seats = (boughtAfter ?? 0) - (boughtBefore ?? 0)
      expect(boughtCost).toEqual(skuId === sku ? { currency: 'EUR', amount: seats * 34 * 12 } : null)
      expect(gained - lost).toBe(holders(after, skuId) - holders(before, skuId))
      const [now] = connected.query(`select * from v_licenses where sku_id = '${skuId}'`)
      expect(boughtAfter).toBe(Number(now?.['enabled_units']) + Number(now?.['warning_units']))
    }
  })

  test('begin a month before the last sync, or with the first one', async () => {
    expect(await changes(null, null)).toMatchObject({ from: middle, to: last })
    expect(await changes('2020-01-01', middle)).toMatchObject({ from: first, to: middle })
    expect((await changes(null, null)).days.map(({ date }) => date)).toEqual(days)
  })
})

describe('the page of a user', () => {
  async function user(id: string): Promise<Output<'users.get'>> {
    const answer = await connected.engine.call('users.get', { connector, user: id })
    if (!answer.ok) throw new Error(answer.error.message)
    return answer.value
  }

  test('has the licenses with their ways and what is switched off', async () => {
    const states = [...connected.tenant.truth().assignments()]
    const people = [...connected.tenant.truth().users()]
      .filter(({ skuIds }) => skuIds.length > 1)
      .slice(0, 30)
    let off = 0
    for (const { id, skuIds } of people) {
      const { licenses } = await user(id)
      const held = licenses.filter(({ isHeld }) => isHeld)
      expect(held.map(({ skuId }) => skuId).sort()).toEqual([...skuIds].sort())
      const ways = licenses.flatMap(({ skuId, ways: all }) => all.map(way => `${skuId} ${way.groupId}`))
      const known = states.filter(({ userId }) => userId === id)
      expect(ways.sort()).toEqual(known.map(state => `${state.skuId} ${state.assignedByGroup}`).sort())
      off += licenses.reduce((sum, { plansOff }) => sum + plansOff.length, 0)
    }
    expect(off).toBeGreaterThan(0)
  })

  test('has every known day of use, and the changes that syncs noticed', async () => {
    const [row] = connected.query(
      `select user_id from v_activity_days where user_id is not null and date >= '2026-06-01'
        group by user_id order by count(*) desc limit 1`,
    )
    const id = String(row?.['user_id'])
    const { use } = await user(id)
    expect(use.state).toBe('known')
    for (const { app, lastActivityDate, days: known } of use.apps) {
      const stored = connected
        .query(`select date from v_activity_days where user_id = '${id}' and app = '${app}' order by date`)
        .map(({ date }) => date)
      expect(stored).toEqual(expect.arrayContaining(known))
      expect(stored.at(-1)).toBe(lastActivityDate)
    }
    const [changed] = connected.query(
      `select user_id from v_changes where kind = 'license_swapped' and user_id in (select user_id from v_users) limit 1`,
    )
    const swapped = await user(String(changed?.['user_id']))
    expect(swapped.changes).toContainEqual(
      expect.objectContaining({
        kind: 'license_swapped',
        productName: expect.any(String),
        fromProductName: expect.any(String),
      }),
    )
    expect(swapped.entraUrl).toContain(swapped.userId)
  })

  test('says that there is no such user', async () => {
    const answer = await connected.engine.call('users.get', {
      connector,
      user: '00000000-0000-4000-8000-000000000000',
    })
    expect(answer).toMatchObject({ ok: false, error: { code: 'notFound' } })
  })
})

test('the list of changes names the product that was swapped, and never its id', async () => {
  const list = await connected.engine.call('reports.page', {
    connector,
    report: 'changes',
    filters: [{ column: 'kind', operator: '=', value: 'license_swapped' }],
  })
  if (!list.ok) throw new Error(list.error.message)
  const { columns, rows } = list.value
  const place = (key: string) => columns.findIndex(column => column.key === key)
  const names = new Set(
    connected.query('select product_name from v_licenses').map(row => row['product_name']),
  )
  expect(rows.length).toBeGreaterThan(0)
  for (const row of rows) {
    expect(names).toContain(row[place('from_product_name')])
    expect(row[place('detail')]).toBeNull()
  }
})

describe('the page of a product', () => {
  async function product(name: string): Promise<Output<'licenses.get'>> {
    const answer = await connected.engine.call('licenses.get', { connector, product: name })
    if (!answer.ok) throw new Error(answer.error.message)
    return answer.value
  }

  test('has the numbers of the view and a history of each day', async () => {
    const page = await product('STANDARDPACK')
    const [row] = connected.query(
      `select consumed_units, available_units, active_users_30d from v_licenses where sku_part_number = 'STANDARDPACK'`,
    )
    expect([page.consumed, page.available, page.activeUsers]).toEqual(Object.values(row ?? {}))
    expect(page.history.map(({ date }) => date)).toEqual(days)
    expect(page.history.at(-1)?.assigned).toBe(page.consumed)
    expect(page.history.at(-1)?.bought).toBe(Number(page.enabled) + Number(page.warning))
  })

  test('knows nothing of the use of rooms, and neither do the list and its renewals', async () => {
    const { skuId, kind, consumed, activeUsers, inactiveUsers } = await product('Microsoft_Teams_Rooms_Pro')
    expect([kind, activeUsers, inactiveUsers]).toEqual(['device', null, null])
    expect(consumed).toBeGreaterThan(0)
    const list = await connected.engine.call('reports.page', {
      connector,
      report: 'licenses',
      filters: [{ column: 'sku_id', operator: '=', value: skuId }],
      limit: 1,
    })
    if (!list.ok) throw new Error(list.error.message)
    const { columns, rows } = list.value
    const cellOf = (key: string) => rows[0]?.[columns.findIndex(column => column.key === key)]
    expect(['kind', 'active_users_30d', 'inactive_users_30d', 'active_share'].map(cellOf)).toEqual([
      'device',
      null,
      null,
      null,
    ])
    const renewals = await connected.engine.call('renewals.list', { connector })
    if (!renewals.ok) throw new Error(renewals.error.message)
    const own = renewals.value.renewals.filter(renewal => renewal.skuId === skuId)
    expect(own.map(({ productActive }) => productActive)).toEqual(own.map(() => null))
  })

  test('counts users by their ways, and those who have no other', async () => {
    const { skuId, ways } = await product('SPE_E3')
    const states = [...connected.tenant.truth().assignments()].filter(
      state => state.skuId === skuId && state.state !== 'Error',
    )
    const byUser = Map.groupBy(states, ({ userId }) => userId)
    for (const way of ways) {
      const through = states.filter(({ assignedByGroup }) => assignedByGroup === way.groupId)
      expect(way.users).toBe(through.length)
      const only = through.filter(({ userId }) => byUser.get(userId)?.length === 1)
      expect(way.onlyWay).toBe(only.length)
    }
    expect(ways.length).toBeGreaterThan(2)
  })

  test('knows the use of plans that a report shows, and says of the others that it does not', async () => {
    const { skuId, plans } = await product('SPE_E3')
    const exchange = plans.find(({ servicePlanName }) => servicePlanName === 'EXCHANGE_S_ENTERPRISE')
    const [row] = connected.query(
      `select count(*) as people from v_app_activity as activity
        where app = 'exchange' and last_activity_date >= date(report_refresh_date, '-29 days')
          and user_id in (select user_id from v_license_assignments where sku_id = '${skuId}'
            and (state is null or state <> 'Error'))`,
    )
    expect(exchange).toMatchObject({ app: 'exchange', activeUsers: row?.['people'] })
    const intune = plans.find(({ servicePlanName }) => servicePlanName === 'INTUNE_A')
    expect(intune).toMatchObject({ app: null, activeUsers: null })
  })
})

describe('renewals', () => {
  test('are listed by date, with what has passed and trials named', async () => {
    const answer = await connected.engine.call('renewals.list', { connector })
    if (!answer.ok) throw new Error(answer.error.message)
    const { renewals, today, gap } = answer.value
    expect([today, gap]).toEqual([last, null])
    const dates = renewals.flatMap(({ date }) => date ?? [])
    expect(dates).toEqual(dates.toSorted())
    expect(renewals.find(({ state }) => state === 'overdue')).toMatchObject({ status: 'Warning' })
    expect(renewals.find(({ isTrial }) => isTrial)).toMatchObject({ date: '2026-12-08', daysLeft: 15 })
    expect(renewals.filter(({ state }) => state === 'undated').every(({ isFree }) => isFree)).toBe(true)
  })

  test('are written as a calendar', async () => {
    const answer = await connected.engine.call('renewals.export', { connector })
    if (!answer.ok) throw new Error(answer.error.message)
    const text = readFileSync(answer.value.file, 'utf8')
    expect(text.match(/BEGIN:VEVENT/g)?.length).toBe(answer.value.rows)
    expect(text).toContain('DTSTART;VALUE=DATE:20261208')
    expect(text.split('\r\n').every(line => Buffer.byteLength(line) <= 75)).toBe(true)
  })
})
