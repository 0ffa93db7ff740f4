import { afterEach, expect, test } from 'vitest'
import { resultOf } from '../../support/connected-engine.ts'
import { type HandFedTenant, handFedTenant, person, product } from '../../support/hand-fed.ts'

let tenant: HandFedTenant | null = null
afterEach(() => tenant?.close())

test('a tenant of exactly the rows that a test hands in, over several days', async () => {
  const ada = person({ userPrincipalName: 'ada@contoso.example', department: 'Sales', licenses: ['SPB'] })
  const bo = person({ userPrincipalName: 'bo@contoso.example' })
  const activity = (day: string) => ({
    getTeamsUserActivityUserDetail: [
      { 'User Principal Name': 'ada@contoso.example', 'Last Activity Date': day, 'Meeting Count': 4 },
    ],
  })
  tenant = await handFedTenant({
    users: [ada, bo],
    products: [product({ skuPartNumber: 'SPB', enabled: 18 })],
    reports: activity('2026-11-20'),
  })
  const run = await tenant.sync()
  expect(run.datasets.filter(({ status }) => status === 'failed')).toEqual([])
  expect(tenant.query('select sku_part_number, enabled_units, consumed_units from v_licenses')).toEqual([
    { sku_part_number: 'SPB', enabled_units: 18, consumed_units: 1 },
  ])
  const teams = `select last_activity_date, report_refresh_date from v_app_activity where app = 'teams'`
  expect(tenant.query(teams)).toEqual([
    { last_activity_date: '2026-11-20', report_refresh_date: '2026-11-21' },
  ])

  tenant.day('2026-11-24')
  tenant.change({
    users: [{ ...ada, department: null }, person({ userPrincipalName: 'cy@contoso.example' })],
    reports: activity('2026-11-22'),
  })
  expect(resultOf(await tenant.sync(), 'users')).toMatchObject({ status: 'succeeded', rows: 3 })
  expect(tenant.query('select user_principal_name, department from v_users order by 1')).toEqual([
    { user_principal_name: 'ada@contoso.example', department: null },
    { user_principal_name: 'cy@contoso.example', department: null },
  ])
  expect(tenant.query(teams)).toEqual([
    { last_activity_date: '2026-11-22', report_refresh_date: '2026-11-22' },
  ])
})

test('a permission that is missing stays missing', async () => {
  tenant = await handFedTenant({
    users: [person({ userPrincipalName: 'ada@contoso.example' })],
    tenant: { grantedRoles: ['User.Read.All'] },
  })
  const run = await tenant.sync({ only: ['users', 'licenses'] })
  expect(resultOf(run, 'users').status).toBe('succeeded')
  expect(resultOf(run, 'licenses').rows).toBe(0)
  expect(resultOf(run, 'licenses').error).not.toBeNull()
})
