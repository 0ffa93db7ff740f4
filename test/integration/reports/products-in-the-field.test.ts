import { afterEach, expect, test } from 'vitest'
import { connectorName } from '../../support/connected-engine.ts'
import {
  type FedProduct,
  type FedSubscription,
  type HandFedTenant,
  handFedTenant,
  person,
  product,
  subscription,
} from '../../support/hand-fed.ts'

let tenant: HandFedTenant
afterEach(() => tenant.close())

const only = ['organization', 'users', 'licenses', 'renewals']

async function syncedTenant(products: FedProduct[], subscriptions: FedSubscription[]): Promise<void> {
  const users = [person({ userPrincipalName: 'ada@contoso.example' })]
  tenant = await handFedTenant({ users, products, subscriptions })
  await tenant.sync({ only })
}

async function setPrice(partNumber: string, amount: number): Promise<void> {
  const price = { amount, currency: 'EUR' }
  const changed = await tenant.engine.call('products.setPrice', {
    connector: connectorName,
    product: partNumber,
    price,
  })
  expect(changed.ok).toBe(true)
}

/** The rows of a report by the names of its columns. */
async function rowsOf(name: string): Promise<Record<string, unknown>[]> {
  const { columns, rows } = await tenant.report(name)
  return rows.map(row => Object.fromEntries(columns.map((column, place) => [column.key, row[place]])))
}

async function figure(name: string): Promise<Record<string, unknown> | undefined> {
  return (await rowsOf('overview')).find(row => row['figure'] === name)
}

test('more used than bought, grace, suspended and locked out (microsoft-graph-docs#3560, #16282)', async () => {
  await syncedTenant(
    [
      product({ skuPartNumber: 'A', consumedUnits: 6, prepaidUnits: { enabled: 5 } }),
      product({ skuPartNumber: 'B', enabled: 300, warning: 300, suspended: 300, consumedUnits: 100 }),
      product({ skuPartNumber: 'C', lockedOut: 25, consumedUnits: 3, capabilityStatus: 'LockedOut' }),
    ],
    [],
  )
  for (const partNumber of ['A', 'B', 'C']) await setPrice(partNumber, 10)
  expect(tenant.query('select available_units from v_licenses order by sku_part_number')).toEqual([
    { available_units: -1 },
    { available_units: 500 },
    { available_units: -3 },
  ])
  const licenses = await rowsOf('licenses')
  expect(licenses.find(row => row['sku_part_number'] === 'C')).toMatchObject({
    capability_status: 'LockedOut',
  })
  expect((await rowsOf('unused-seats')).map(row => [row['sku_part_number'], row['available_units']])).toEqual(
    [['B', 500]],
  )
  expect(await figure('seats_bought')).toMatchObject({ value: 605 })
  expect(await figure('seats_free')).toMatchObject({ value: 500 })
  expect(await figure('free_seats_cost_year')).toMatchObject({ value: 60_000 })
})

test('free pools of thousands to a million seats are no seats bought (mondoohq/mql#9504)', async () => {
  const pools = ['FLOW_FREE', 'POWERAPPS_VIRAL', 'FORMS_PRO', 'NONPROFIT_PORTAL', 'CONTOSO_EVALUATION']
  await syncedTenant(
    [
      product({ skuPartNumber: 'ENTERPRISEPACK', enabled: 91, consumedUnits: 90 }),
      product({ skuPartNumber: 'RIGHTSMANAGEMENT_ADHOC', enabled: 1_000_000 }),
      ...pools.map(skuPartNumber => product({ skuPartNumber, enabled: 10_000 })),
    ],
    [
      subscription({ skuPartNumber: 'ENTERPRISEPACK', totalLicenses: 66 }),
      subscription({ skuPartNumber: 'ENTERPRISEPACK', totalLicenses: 25, isTrial: true }),
      subscription({ skuPartNumber: 'FORMS_PRO', totalLicenses: 10_000, isTrial: true }),
      subscription({ skuPartNumber: 'CONTOSO_EVALUATION', totalLicenses: 10_000, isTrial: true }),
      subscription({ skuPartNumber: 'CONTOSO_EVALUATION', status: 'Deleted' }),
    ],
  )
  expect(await figure('seats_bought')).toMatchObject({
    value: 91,
    note: '6 products free of charge, on trial, for devices or for the whole company left out',
  })
  expect((await rowsOf('unused-seats')).map(row => row['sku_part_number'])).toEqual(['ENTERPRISEPACK'])
  expect(tenant.query('select count(*) as products, sum(enabled_units) as seats from v_licenses')).toEqual([
    { products: 7, seats: 1_050_091 },
  ])
  await setPrice('FORMS_PRO', 2)
  expect(await figure('seats_bought')).toMatchObject({ value: 10_091 })
  expect((await rowsOf('unused-seats')).map(row => row['sku_part_number'])).toContain('FORMS_PRO')
})

test('two terms of one product, one past its date (KelvinTegelaar/CIPP#2864, #2190)', async () => {
  await syncedTenant(
    [
      product({
        skuPartNumber: 'SPB',
        enabled: 18,
        warning: 18,
        consumedUnits: 30,
        subscriptionIds: ['S1', 'S2'],
      }),
    ],
    [
      subscription({ skuPartNumber: 'SPB', id: 'S1', totalLicenses: 18 }),
      subscription({
        skuPartNumber: 'SPB',
        id: 'S2',
        totalLicenses: 18,
        status: 'Warning',
        nextLifecycleDateTime: '2026-11-10T00:00:00Z',
      }),
    ],
  )
  expect(tenant.query('select count(*) as terms, sum(total_licenses) as seats from v_renewals')).toEqual([
    { terms: 2, seats: 36 },
  ])
  expect(tenant.query('select available_units from v_licenses')).toEqual([{ available_units: 6 }])
  const renewals = await rowsOf('renewals')
  expect(renewals.map(row => [row['subscription_id'], row['days_left'], row['overdue']])).toEqual([
    ['S2', -13, 1],
    ['S1', 98, 0],
  ])
})

test('seats that are not told are unknown, and stay as they were told last', async () => {
  const untold = product({ skuPartNumber: 'UNTOLD', prepaidUnits: undefined, consumedUnits: undefined })
  const known = product({ skuPartNumber: 'KNOWN', enabled: 18, consumedUnits: 7 })
  await syncedTenant([untold, known], [])
  const seats =
    'select enabled_units, consumed_units, available_units from v_licenses order by sku_part_number desc'
  const nothing = { enabled_units: null, consumed_units: null, available_units: null }
  const all = { enabled_units: 18, consumed_units: 7, available_units: 11 }
  expect(tenant.query(seats)).toEqual([nothing, all])
  expect(await figure('seats_bought')).toMatchObject({
    value: 18,
    note: '1 product without a number of seats left out',
  })

  tenant.day('2026-11-24')
  tenant.change({ products: [untold, product({ ...known, prepaidUnits: null, consumedUnits: null })] })
  await tenant.sync({ only })
  expect(tenant.query(seats)).toEqual([nothing, all])
  expect(tenant.query('select date, enabled_units from v_license_history')).toEqual([
    { date: '2026-11-23', enabled_units: 18 },
  ])
  expect(tenant.query('select kind from v_changes')).toEqual([])
})
