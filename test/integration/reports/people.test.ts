import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { raw } from '../../../electron/core/database/sql.ts'
import { openReader } from '../../../electron/platform/sqlite/open.ts'
import { makeReportTenant, sku } from './tenant.ts'

describe('what the reports say of people whose figures are known', () => {
  test('users: everybody, by name, with products and the later of both sign-ins', () => {
    const { rows, page } = makeReportTenant()
    expect(page('users')).toMatchObject({ total: 8, filtered: 8, activityAsOf: '2026-11-21', notes: [] })
    const ann = rows('users').find(row => row['user_id'] === 'id-ann')
    expect(ann).toMatchObject({
      license_count: 2,
      products: 'Microsoft 365 E3; Microsoft 365 E5',
      last_sign_in_at: '2026-11-23T01:00:00Z',
      last_activity_date: '2026-11-21',
    })
    expect(rows('users').find(row => row['user_id'] === 'id-null')).toMatchObject({
      display_name: null,
      user_principal_name: null,
      license_count: 0,
      products: null,
    })
  })

  test('assignments: a row for each way, held ones without a state, and failed ones that nobody holds', () => {
    const { rows, page } = makeReportTenant()
    const of = (user: string) =>
      rows('assignments')
        .filter(row => row['user_id'] === user)
        .map(row => [row['product_name'], row['assigned_by'], row['group_id'], row['state']])
    expect(page('assignments').total).toBe(10)
    expect(rows('assignments')).toHaveLength(10)
    expect(of('id-bob')).toEqual([
      ['Microsoft 365 E3', 'direct', null, 'Active'],
      ['Microsoft 365 E3', 'group', 'group-1', 'Active'],
    ])
    expect(of('id-dora')).toEqual([['Microsoft 365 E5', 'direct', null, null]])
    expect(
      of('id-eve')
        .map(row => row[3])
        .toSorted(),
    ).toEqual(['Active', 'Error'])
    expect(of('id-li')).toEqual([])
    expect(rows('assignments').find(row => row['state'] === 'Error')).toMatchObject({
      display_name: 'Eve',
      sku_id: sku.tool,
      sku_part_number: 'CONTOSO_SPECIAL_TOOL',
      error: 'CountViolation',
      assigned_by: 'group',
    })
  })

  test.each([
    ['assignments', 'v_license_assignments'],
    ['users', 'v_users'],
    ['licenses', 'v_licenses'],
    ['renewals', 'v_renewals'],
  ])('%s agree with the view %s where both tell the same', (report, view) => {
    const { rows, file } = makeReportTenant()
    const found = rows(report)
    const reader = openReader(file)
    const shown = reader.all(z.record(z.string(), z.unknown()), raw(`select * from ${view}`))
    reader.close()
    const shared = Object.keys(shown[0] ?? {}).filter(key => key in (found[0] ?? {}))
    const told = (all: readonly Record<string, unknown>[]) =>
      all.map(row => JSON.stringify(shared.map(key => row[key]))).toSorted()
    expect(shared.length).toBeGreaterThan(5)
    expect(told(found)).toEqual(told(shown))
  })

  test('inactive: the window ends with the newest report, never comes last, the cost is that of all their products', () => {
    const { rows } = makeReportTenant()
    expect(
      rows('inactive').map(row => [
        row['user_id'],
        row['last_activity_date'],
        row['cost_year'],
        row['currency'],
      ]),
    ).toEqual([
      ['id-celik', '2026-10-22', 360, 'EUR'],
      ['id-dora', null, 600, 'EUR'],
    ])
    expect(rows('inactive')[1]).toMatchObject({ last_sign_in_at: '2025-01-01T00:00:00Z' })
  })

  test.each([
    [1, 4],
    [21, 3],
    [20, 4],
    [30, 2],
    [31, 1],
    [3650, 1],
  ])('inactive for %i days: %i people', (days, count) => {
    const { page } = makeReportTenant()
    const found = page('inactive', { parameters: { days } })
    expect(found.rows).toHaveLength(count)
    expect(found.total).toBe(count)
  })

  test('disabled accounts and guests: only those with licenses', () => {
    const { rows, page } = makeReportTenant()
    expect(rows('disabled-with-licenses').map(row => [row['user_id'], row['cost_year']])).toEqual([
      ['id-dora', 600],
    ])
    expect(rows('guests-with-licenses').map(row => [row['user_id'], row['products']])).toEqual([
      ['id-guest', expect.stringContaining('Microsoft 365 E3')],
    ])
    expect(page('guests-with-licenses').total).toBe(1)
  })

  test('overlaps: the product that adds nothing, with what it costs', () => {
    const { rows, page } = makeReportTenant()
    expect(page('overlaps').total).toBe(1)
    expect(rows('overlaps')).toEqual([
      expect.objectContaining({
        user_id: 'id-ann',
        product_name: 'Microsoft 365 E3',
        covered_by_product_name: 'Microsoft 365 E5',
        cost_year: 360,
        currency: 'EUR',
      }),
    ])
  })

  test('application usage: a date per application and how many are in use', () => {
    const { rows, page } = makeReportTenant()
    expect(page('app-activity').total).toBe(8)
    const of = (user: string) => rows('app-activity').find(row => row['user_id'] === user)
    expect(of('id-ann')).toMatchObject({
      exchange_last_activity_date: '2026-11-20',
      teams_last_activity_date: '2026-11-21',
      onedrive_last_activity_date: null,
      active_apps_30d: 2,
    })
    expect(of('id-celik')).toMatchObject({ teams_last_activity_date: '2026-10-22', active_apps_30d: 0 })
    expect(of('id-dora')).toMatchObject({ last_activity_date: null, active_apps_30d: 0 })
  })

  test('application usage: sorted or filtered by an application, everybody is there once', () => {
    const { rows, page } = makeReportTenant()
    const column = 'teams_last_activity_date'
    const ids = (request: Parameters<typeof rows>[1]) =>
      rows('app-activity', request).map(row => row['user_id'])
    const everybody = ids({}).toSorted()
    const latestFirst = ids({ sort: { column, direction: 'desc' } })
    expect(latestFirst.slice(0, 3)).toEqual(['id-ann', 'id-eve', 'id-celik'])
    expect(latestFirst.toSorted()).toEqual(everybody)
    const earliestFirst = ids({ sort: { column: 'active_apps_30d', direction: 'asc' } })
    expect(earliestFirst.at(-1)).toBe('id-ann')
    expect(earliestFirst.toSorted()).toEqual(everybody)
    const used = { filters: [{ column, operator: 'present' as const, value: null }] }
    expect(ids(used).toSorted()).toEqual(['id-ann', 'id-celik', 'id-eve'])
    expect(page('app-activity', used)).toMatchObject({ filtered: 3, total: 8 })
    const unused = { filters: [{ column, operator: 'empty' as const, value: null }] }
    expect(page('app-activity', unused)).toMatchObject({ filtered: 5, total: 8 })
  })

  test('activations: per person and product, zeros included', () => {
    const { rows } = makeReportTenant()
    expect(rows('activations')).toEqual([
      expect.objectContaining({
        user_principal_name: 'Ann.Alvarez@contoso.com',
        product_type: 'Microsoft 365 Apps',
        last_activated_date: '2026-05-05',
        windows: 2,
        mac: 0,
        ios: null,
        department: 'Sales',
      }),
    ])
  })
})
