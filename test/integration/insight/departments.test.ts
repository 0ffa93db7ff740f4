import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ReportFilter } from '../../../electron/contract/reports.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'

let tenant: ConnectedEngine
beforeAll(async () => {
  tenant = await connectEngine({
    people: 150,
    grantedRoles: ['Directory.Read.All', 'Reports.Read.All', 'AuditLog.Read.All'],
  })
  await tenant.sync({ mode: 'full' })
})
afterAll(() => tenant.close())

async function page(report: string, filters: ReportFilter[] = []) {
  const answer = await tenant.engine.call('reports.page', {
    connector: connectorName,
    report,
    filters,
    limit: 1000,
  })
  if (!answer.ok) throw new Error(answer.error.message)
  const { columns, rows, filtered } = answer.value
  return {
    filtered,
    rows: rows.map(row => Object.fromEntries(columns.map(({ key }, index) => [key, row[index] ?? null]))),
  }
}

const is = (column: string, value: string | number | null): ReportFilter =>
  value === null ? { column, operator: 'empty', value } : { column, operator: '=', value }
const licensed: ReportFilter = { column: 'license_count', operator: '>', value: 0 }

describe.each([
  ['departments', 'department'],
  ['countries', 'country'],
  ['companies', 'company_name'],
  ['offices', 'office_location'],
])('%s', (report, column) => {
  test('every number of a row is that of the users or seats it stands for, also of those without one', async () => {
    const { rows } = await page(report)
    for (const row of rows.slice(0, 6).concat(rows.filter(one => one[column] === null))) {
      const value = row[column] ?? null
      const group = is(column, value === null ? null : String(value))
      const users = async (...more: ReportFilter[]) => (await page('users', [group, ...more])).filtered
      const seats = async (...more: ReportFilter[]) =>
        (await page('seats', [group, is('kind', 'paid'), ...more])).filtered
      expect({
        value,
        people: await users(),
        licensed_people: await users(licensed),
        unlicensed_people: await users(is('license_count', 0)),
        active_people_30d: await users(licensed, is('active_30d', 1)),
        inactive_people_30d: await users(licensed, is('active_30d', 0)),
        seats: await seats(),
        active_seats_30d: await seats(is('active_30d', 1)),
        inactive_seats_30d: await seats(is('active_30d', 0)),
      }).toEqual({
        value,
        people: row['people'],
        licensed_people: row['licensed_people'],
        unlicensed_people: row['unlicensed_people'],
        active_people_30d: row['active_people_30d'],
        inactive_people_30d: row['inactive_people_30d'],
        seats: row['seats'],
        active_seats_30d: row['active_seats_30d'],
        inactive_seats_30d: row['inactive_seats_30d'],
      })
    }
  })

  test('all rows together are all users and all seats', async () => {
    const { rows } = await page(report)
    const sum = (key: string) => rows.reduce((total, row) => total + Number(row[key] ?? 0), 0)
    const [plain] = tenant.query(`select
      (select count(*) from v_users) as people,
      (select sum(assigned_users) from v_licenses where kind = 'paid') as seats`)
    expect({ people: sum('people'), seats: sum('seats') }).toEqual(plain)
  })
})
