import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConnectedEngine, connectEngine, resultOf } from '../../support/connected-engine.ts'
import { expectTruth } from '../../support/tenant-truth.ts'

describe('a tenant in the database', () => {
  let connected: ConnectedEngine

  beforeAll(async () => {
    connected = await connectEngine({ people: 600 })
  })
  afterAll(() => connected.close())

  test('the first sync reads everything, and the views say what the tenant is', async () => {
    const run = await connected.sync()
    expect(run).toMatchObject({ status: 'succeeded', mode: 'full', error: null })
    expect(run.datasets.filter(({ status }) => status !== 'succeeded')).toEqual([])
    expectTruth(connected)
    expect(connected.query('select count(*) as changes from v_changes')).toEqual([{ changes: 0 }])
  })

  test('consumed units and assigned people agree, product by product', () => {
    const stored = connected.query(
      'select sku_id, consumed_units, assigned_users from v_licenses where assigned_users > 0',
    )
    const products = new Map(
      connected.tenant
        .truth()
        .products()
        .map(product => [product.skuId, product.consumed]),
    )
    expect(stored.length).toBeGreaterThan(5)
    for (const { sku_id, consumed_units, assigned_users } of stored) {
      expect(consumed_units).toBe(products.get(String(sku_id)))
      expect(assigned_users).toBe(consumed_units)
    }
  })

  test('a sync without news asks for little and changes nothing', async () => {
    const run = await connected.sync()
    expect(run).toMatchObject({ status: 'succeeded', mode: 'incremental' })
    expect(resultOf(run, 'users')).toMatchObject({ rows: 0, inserted: 0, updated: 0, removed: 0 })
    expect(resultOf(run, 'usage.email_activity').status).toBe('unchanged')
    expectTruth(connected)
  })

  test('an incremental sync brings exactly what changed, and remembers it', async () => {
    connected.tenant.change({ percent: 4, days: 1 })
    const run = await connected.sync()
    const users = resultOf(run, 'users')
    expect(run).toMatchObject({ status: 'succeeded', mode: 'incremental' })
    expect(users.rows).toBeLessThan(200)
    expect(users.inserted + users.updated + users.removed).toBeGreaterThan(10)
    expectTruth(connected)
    const kinds = connected.query('select distinct kind from v_changes order by kind').map(({ kind }) => kind)
    expect(kinds).toEqual(
      expect.arrayContaining([
        'user_added',
        'user_changed',
        'user_removed',
        'license_assigned',
        'license_removed',
      ]),
    )
  })

  test('a full sync arrives at the same truth', async () => {
    connected.tenant.change({ percent: 2, days: 1 })
    const run = await connected.sync({ mode: 'full' })
    expect(run).toMatchObject({ status: 'succeeded', mode: 'full' })
    expectTruth(connected)
  })

  test('history grows by its day and is overwritten, never added up', () => {
    const rows = connected.query(
      'select date, sku_id, count(*) as times from v_license_history group by date, sku_id',
    )
    expect(rows.length).toBeGreaterThan(10)
    expect(rows.every(({ times }) => times === 1)).toBe(true)
    const [days] = connected.query(
      "select count(distinct date) as days from v_usage_daily where app = 'teams'",
    )
    expect(Number(days?.['days'])).toBeGreaterThanOrEqual(180)
  })
})
