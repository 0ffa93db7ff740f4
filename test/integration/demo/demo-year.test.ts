import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { shippedThreads } from '../../../build/testing/built-programs.ts'
import type { Engine } from '../../../electron/contract/rpc/wire.ts'
import type { Achieved } from '../../../electron/contract/savings/achieved.ts'
import type { SavingsSummary } from '../../../electron/contract/savings/answers.ts'
import { createEngine } from '../../../electron/engine/index.ts'

let home: string
let engine: Engine
let demo: string
let databaseFile: string

async function answer(reply: Promise<{ ok: boolean; value?: unknown; error?: unknown }>): Promise<never> {
  const { ok, value, error } = await reply
  if (!ok) throw new Error(JSON.stringify(error))
  return value as never
}

const query = (sql: string): Record<string, string | number | null>[] => {
  const database = new Database(databaseFile, { readonly: true })
  try {
    return database.prepare(sql).all() as Record<string, string | number | null>[]
  } finally {
    database.close()
  }
}

const runs = async (): Promise<{ startedAt: string; status: string }[]> =>
  answer(engine.call('sync.runs', { connector: demo, limit: 100 }))

const savings = async (): Promise<SavingsSummary> =>
  answer(engine.call('savings.summary', { connector: demo }))

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), 'demo-year-'))
  const env = { M365_CONNECTOR_SECRET_STORE: 'memory' }
  engine = await createEngine({ home, env, version: '0.0.0' }, shippedThreads)
  const connector: { id: string } = await answer(engine.call('demo.start', { people: 80, history: true }))
  demo = connector.id
  const first: { balance: { verdict: string }[] } = await answer(
    engine.call('sync.start', { connector: demo }),
  )
  // Before the year is played, nobody has seen who left since the day of the reports.
  expect(first.balance.filter(({ verdict }) => verdict === 'flagged')).toEqual([])
  const [status]: { databaseFile: string }[] = await answer(
    engine.call('connectors.status', { connector: demo }),
  )
  databaseFile = status?.databaseFile ?? ''
  const price = { amount: 50, currency: 'EUR' }
  await answer(engine.call('products.setPrice', { connector: demo, product: 'SPE_E5', price }))
  const { settings } = await savings()
  await answer(
    engine.call('savings.changeSettings', { connector: demo, settings: { ...settings, idleDays: 120 } }),
  )
  await vi.waitFor(async () => expect((await runs()).length).toBeGreaterThan(20), {
    timeout: 120_000,
    interval: 200,
  })
}, 150_000)

afterAll(async () => {
  await engine.close()
  rmSync(home, { recursive: true, force: true })
})

describe('the year of the demo tenant', () => {
  test('is made of syncs that succeeded, a year of them', async () => {
    const all = await runs()
    expect(new Set(all.map(({ status }) => status))).toEqual(new Set(['succeeded']))
    const [first] = query(
      'select cast(julianday(max(started_at)) - julianday(min(started_at)) as integer) as days from v_sync_runs',
    )
    expect(first?.['days']).toBeGreaterThan(360)
    expect(query("select * from v_sync_balance where verdict = 'flagged'")).toEqual([])
  })

  test('brings changes, a history of seats, and days of activity', () => {
    const kinds = query('select kind from v_changes group by kind').map(({ kind }) => kind)
    expect(kinds).toEqual(expect.arrayContaining(['user_added', 'user_removed', 'license_assigned']))
    expect(query('select count(distinct date) as days from v_license_history')[0]?.['days']).toBe(30)
    const [days] = query(
      'select max(days) as most from (select count(*) as days from v_activity_days group by user_id, app)',
    )
    expect(days?.['most']).toBeGreaterThan(10)
  })

  test('lets every user of today be found, and nobody who has left', async () => {
    const [someone] = query('select user_principal_name as name from v_users where display_name is not null')
    const find = async (text: string) => answer(engine.call('search.find', { connector: demo, text }))
    expect(JSON.stringify(await find(String(someone?.['name'])))).toContain(String(someone?.['name']))
    const [gone] = query(
      `select user_principal_name as name from v_changes where kind = 'user_removed'
        and user_principal_name not in (select user_principal_name from v_users) limit 1`,
    )
    expect(JSON.stringify(await find(String(gone?.['name'])))).not.toContain(String(gone?.['name']))
  })

  test('keeps what was entered meanwhile, judges by it, and leaves no second database behind', async () => {
    expect(query("select unit_price from v_licenses where sku_part_number = 'SPE_E5'")).toEqual([
      { unit_price: 50 },
    ])
    const { exposure, priced, settings } = await savings()
    expect({ priced, idleDays: settings.idleDays }).toEqual({ priced: 1, idleDays: 120 })
    // The overview shows money only where the verdicts have it.
    expect(exposure.money).toEqual([expect.objectContaining({ currency: 'EUR' })])
    const files = () => readdirSync(join(databaseFile, '..'))
    await vi.waitFor(() => expect(files().filter(name => name.includes('second'))).toEqual([]), {
      timeout: 30_000,
    })
  })

  test('has decisions of which some seats were given back, some are used again, and money that follows', async () => {
    const { outcomes, noLongerIdle, steps, firstUse }: Achieved = await answer(
      engine.call('savings.achieved', { connector: demo }),
    )
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['reclaimed', 'reactivated', 'open'])
    expect(noLongerIdle).toEqual([expect.objectContaining({ currency: 'EUR' })])
    const saved = steps.flatMap(({ points }) => points.map(point => point.saved))
    expect(saved.length).toBeGreaterThan(2)
    expect(saved).toEqual(saved.toSorted((a, b) => a - b))
    expect(saved.at(-1)).toBeGreaterThan(0)
    // Every reclaimed seat is one that the journal saw go after its decision.
    const gone = query(`select count(*) as seats from v_decisions as decided where not exists (
        select 1 from v_license_assignments as held where held.user_id = decided.user_id and held.sku_id = decided.sku_id)
      and exists (select 1 from v_changes as change where change.user_id = decided.user_id and change.at > decided.decided_at
        and change.kind in ('user_removed', 'license_removed', 'license_swapped'))`)
    expect(gone).toEqual([{ seats: outcomes[0]?.seats }])
    expect(firstUse.some(({ medianDays }) => medianDays !== null && medianDays < 30)).toBe(true)
  })

  test('is what the next sync goes on from, and is played once', async () => {
    const before = (await runs()).length
    const run: { status: string } = await answer(engine.call('sync.start', { connector: demo }))
    expect(run.status).toBe('succeeded')
    expect((await runs()).length).toBe(before + 1)
    expect(
      query('select count(*) as changes from v_changes where run_id = (select max(run_id) from v_sync_runs)'),
    ).toEqual([{ changes: 0 }])
  })
})
