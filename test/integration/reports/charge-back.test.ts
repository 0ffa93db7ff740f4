import { expect, test } from 'vitest'
import { derive } from '../../../electron/core/publish/derive/effects.ts'
import { usageReports } from '../../../electron/core/usage/catalogue/index.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import { makeReportTenant, type ReportTenant, sku } from './tenant.ts'

function derivedAgain(tenant: ReportTenant, statements: string): void {
  tenant.change(statements)
  const writer = openWriter(tenant.file)
  derive(writer, { users: 'all', usage: true, covers: false, names: false }, usageReports)
  writer.close()
}

test('departments have their cost, the part of inactive seats and what a licensed user costs', () => {
  const tenant = makeReportTenant()
  const sales = tenant.rows('departments').find(row => row['department'] === 'Sales')
  // Ann: E5 and E3; Bob: E3; Dora, disabled and not seen: E5. Prices of a seat and month: 50 and 30.
  expect(sales).toMatchObject({
    licensed_people: 3,
    cost_year: (50 + 30 + 30 + 50) * 12,
    currency: 'EUR',
    cost_per_head: 640,
    inactive_cost_year: 600,
  })
  // The guest, whom no report names, has products in two currencies, which nobody adds up.
  const none = tenant.rows('departments').find(row => row['department'] === null)
  expect(none).toMatchObject({
    cost_year: null,
    currency: 'EUR,USD',
    cost_per_head: null,
    inactive_cost_year: null,
  })
})

test('charge-back has a row for each department and product, which add up to the seats and to their cost', () => {
  const tenant = makeReportTenant()
  const rows = tenant.rows('charge-back')
  expect(rows.filter(row => row['department'] === 'Sales')).toMatchObject([
    {
      product_name: 'Microsoft 365 E3',
      seats: 2,
      active_seats_30d: 2,
      price_year: 360,
      cost_year: 720,
      currency: 'EUR',
    },
    {
      product_name: 'Microsoft 365 E5',
      seats: 2,
      active_seats_30d: 1,
      price_year: 600,
      cost_year: 1200,
      currency: 'EUR',
    },
  ])
  const seats = (id: string) =>
    rows.filter(row => row['sku_id'] === id).reduce((sum, row) => sum + Number(row['seats']), 0)
  expect([seats(sku.e5), seats(sku.e3), seats(sku.tool)]).toEqual([3, 4, 1])
  tenant.change('update product_setting set unit_price = null, currency = null')
  expect(tenant.rows('charge-back')[0]).toMatchObject({ price_year: null, cost_year: null, currency: null })
})

test('names that differ only by the case of their letters are one, also beyond ASCII', () => {
  const tenant = makeReportTenant()
  derivedAgain(
    tenant,
    `update user set department = 'Ärzte', office_location = 'ZÜRICH' where user_id = 'id-ann';
     update user set department = 'ÄRZTE', office_location = 'Zürich' where user_id = 'id-bob';
     update user set department = 'ärzte' where user_id = 'id-dora';
     update user set department = 'Engineering' where user_id = 'id-li';
     update user set department = 'ENGINEERING' where user_id = 'id-eve'`,
  )
  const departments = tenant.rows('departments')
  const names = departments.map(row => String(row['department']))
  expect(names.filter(name => name.toLowerCase() === 'ärzte')).toEqual(['Ärzte'])
  expect(names.filter(name => name.toLowerCase() === 'engineering')).toHaveLength(1)
  expect(departments.find(row => row['department'] === 'Ärzte')).toMatchObject({ people: 3, seats: 4 })
  expect(tenant.rows('offices').map(row => [row['office_location'], row['people']])).toContainEqual([
    'Zürich',
    2,
  ])
  expect(
    tenant.page('users', { filters: [{ column: 'department', operator: '=', value: 'Ärzte' }] }).filtered,
  ).toBe(3)
  expect(
    tenant
      .rows('charge-back')
      .filter(row => row['department'] === 'Ärzte')
      .map(row => row['seats']),
  ).toEqual([2, 2])
})
