import { describe, expect, test } from 'vitest'
import { sql } from '../../../electron/core/database/sql.ts'
import { shippedNames } from '../../../electron/platform/sqlite/names/product-names.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import { openTenantDatabase } from '../../../electron/platform/sqlite/tenant.ts'
import { licenses, people } from './support/people.ts'
import type { StagedContent } from './support/staged.ts'
import { openTestTenant } from './support/tenant.ts'

const names = (tenant: ReturnType<typeof openTestTenant>) =>
  tenant.read('select product_name from v_licenses order by sku_id').map(row => row['product_name'])

describe('names of products', () => {
  test('come from the table by id, whatever the part number says', () => {
    const tenant = openTestTenant()
    tenant.publish([licenses({ sku_id: 'e3', sku_part_number: 'SOMETHING_ELSE' })])
    expect(names(tenant)).toEqual(['Suite Three'])
  })

  test("come from Microsoft's own table as it is shipped", () => {
    const tenant = openTestTenant({ namesFile: shippedNames })
    tenant.publish([licenses({ sku_id: '06ebc4ee-1bb5-47dd-8120-11324bc54e06', sku_part_number: 'SPE_E5' })])
    expect(names(tenant)).toEqual(['Microsoft 365 E5'])
    expect(tenant.read('select count(*) as products from product_name')).toEqual([{ products: 620 }])
  })

  test('of unknown products are the part number made readable, with the nearest known product', () => {
    const tenant = openTestTenant()
    tenant.publish([
      licenses(
        { sku_id: 'x1', sku_part_number: 'SUITE_E5_SPECIAL', plans: ['teams', 'mail', 'files', 'extra'] },
        { sku_id: 'x2', sku_part_number: 'POWER_BI_PRO', plans: ['bi'] },
        { sku_id: 'x3', sku_part_number: '', plans: ['teams', 'mail', 'files', 'extra'] },
      ),
    ])
    expect(names(tenant)).toEqual([
      'Suite E5 Special (similar to Suite Five)',
      'Power BI Pro',
      'x3 (similar to Suite Five)',
    ])
  })

  test('that a person set win over all others, and so does the price', () => {
    const tenant = openTestTenant()
    tenant.publish([licenses({ sku_id: 'e3' })])
    const writer = openWriter(tenant.file)
    writer.run(sql`
      insert into product_setting (sku_id, display_name, unit_price, currency) values ('e3', 'Our suite', 32.5, 'EUR')`)
    writer.close()
    expect(tenant.read('select product_name, unit_price, currency from v_licenses')).toEqual([
      { product_name: 'Our suite', unit_price: 32.5, currency: 'EUR' },
    ])
  })

  test('are loaded once and again when the table has changed', () => {
    const tenant = openTestTenant()
    const writer = openWriter(tenant.file)
    writer.run(sql`update product_name set display_name = 'Kept'`)
    writer.close()
    tenant.publish([licenses({ sku_id: 'e3' })])
    tenant.writer.close()
    const reopen = (namesFile: URL) => openTenantDatabase(tenant.file, { namesFile }).close()
    reopen(new URL('./support/names.csv', import.meta.url))
    expect(names(tenant)).toEqual(['Kept'])
    reopen(shippedNames)
    expect(names(tenant)).toEqual(['E3'])
  })

  test('of service plans are the friendly ones, also for a plan of an unknown product', () => {
    const tenant = openTestTenant()
    tenant.publish([
      licenses({ sku_id: 'e5', plans: ['teams', 'unheard'] }, { sku_id: 'x', plans: ['mail'] }),
    ])
    expect(
      tenant.read('select sku_id, service_plan_name, friendly_name from v_license_plans order by 1, 2'),
    ).toEqual([
      { sku_id: 'e5', service_plan_name: 'TEAMS', friendly_name: 'Meetings and chat' },
      { sku_id: 'e5', service_plan_name: 'UNHEARD', friendly_name: 'UNHEARD' },
      { sku_id: 'x', service_plan_name: 'MAIL', friendly_name: 'Mail' },
    ])
  })
})

describe('products', () => {
  test('count what is available from enabled, warning and consumed units, below zero too', () => {
    const tenant = openTestTenant()
    tenant.publish([
      licenses({
        sku_id: 'e3',
        enabled_units: 10,
        warning_units: 5,
        suspended_units: 100,
        consumed_units: 18,
      }),
    ])
    expect(tenant.read('select available_units, suspended_units from v_licenses')).toEqual([
      { available_units: -3, suspended_units: 100 },
    ])
  })

  test('that come, go or change in number are noted after the first time', () => {
    const tenant = openTestTenant()
    tenant.publish([licenses({ sku_id: 'e3', enabled_units: 10 }, { sku_id: 'e5' })])
    const counts = tenant.publish([licenses({ sku_id: 'e3', enabled_units: 25 }, { sku_id: 'visio' })])
    expect(counts).toEqual([{ dataset: 'licenses', inserted: 1, updated: 1, removed: 1 }])
    expect(tenant.read('select kind, sku_id, detail, user_id from v_changes')).toEqual([
      { kind: 'seats_changed', sku_id: 'e3', detail: '10 -> 25', user_id: null },
      { kind: 'product_removed', sku_id: 'e5', detail: 'E5', user_id: null },
      { kind: 'product_added', sku_id: 'visio', detail: 'VISIO', user_id: null },
    ])
  })

  test('keep a count of each day, the last of a day counting', () => {
    const tenant = openTestTenant()
    const day = (at: string, consumed_units: number, warning_units: number) =>
      tenant.publish([licenses({ sku_id: 'e3', consumed_units, warning_units })], { at })
    day('2026-11-22T07:00:00.000Z', 4, 1)
    day('2026-11-23T07:00:00.000Z', 5, 0)
    day('2026-11-23T19:00:00.000Z', 6, 2)
    expect(
      tenant.read('select date, consumed_units, warning_units from v_license_history order by date'),
    ).toEqual([
      { date: '2026-11-22', consumed_units: 4, warning_units: 1 },
      { date: '2026-11-23', consumed_units: 6, warning_units: 2 },
    ])
  })
})

describe('overlapping products', () => {
  const overlaps = (tenant: ReturnType<typeof openTestTenant>) =>
    tenant.read('select * from overlap order by user_id, sku_id').map(row => Object.values(row))
  const products = licenses(
    { sku_id: 'e5', plans: ['teams', 'mail', 'files'] },
    { sku_id: 'e3', plans: ['mail', 'files'] },
    { sku_id: 'visio', plans: ['draw'] },
  )

  test('are those where one gives a person all of the other', () => {
    const tenant = openTestTenant()
    tenant.publish([
      products,
      people({ user_id: 'u1', holds: ['e5', 'e3', 'visio'] }, { user_id: 'u2', holds: ['e3', 'visio'] }),
    ])
    expect(overlaps(tenant)).toEqual([['u1', 'e3', 'e5']])
  })

  test('count one of two equal products only', () => {
    const tenant = openTestTenant()
    tenant.publish([
      licenses({ sku_id: 'a', plans: ['mail'] }, { sku_id: 'b', plans: ['mail'] }),
      people({ user_id: 'u1', holds: ['a', 'b'] }),
    ])
    expect(overlaps(tenant)).toEqual([['u1', 'b', 'a']])
  })

  test('are none where the larger one has a needed plan switched off for the person', () => {
    const tenant = openTestTenant()
    tenant.publish([
      products,
      people(
        { user_id: 'needs', holds: [{ sku: 'e5', disabledPlans: ['mail'] }, 'e3'] },
        {
          user_id: 'unused',
          holds: [
            { sku: 'e5', disabledPlans: ['mail'] },
            { sku: 'e3', disabledPlans: ['mail'] },
          ],
        },
        { user_id: 'other', holds: [{ sku: 'e5', disabledPlans: ['teams'] }, 'e3'] },
      ),
    ])
    expect(overlaps(tenant)).toEqual([
      ['other', 'e3', 'e5'],
      ['unused', 'e3', 'e5'],
    ])
  })

  test('leave plans of the whole organization and disabled ones aside', () => {
    const tenant = openTestTenant()
    const plan = { service_plan_name: 'X', provisioning_status: 'Success', applies_to: 'User' }
    tenant.publish([
      licenses(
        {
          sku_id: 'big',
          plans: ['mail', { ...plan, service_plan_id: 'off', provisioning_status: 'Disabled' }],
        },
        { sku_id: 'small', plans: ['mail', { ...plan, service_plan_id: 'tenant', applies_to: 'Company' }] },
        { sku_id: 'lost', plans: [{ ...plan, service_plan_id: 'off' }] },
        { sku_id: 'empty', plans: [] },
      ),
      people({ user_id: 'u1', holds: ['big', 'small', 'lost', 'empty'] }),
    ])
    expect(overlaps(tenant)).toEqual([['u1', 'small', 'big']])
  })

  test('follow the products and the people', () => {
    const tenant = openTestTenant()
    tenant.publish([products, people({ user_id: 'u1', holds: ['e5', 'e3'] }, { user_id: 'u2' })])
    tenant.publish([people({ user_id: 'u1', holds: ['e5'] }, { user_id: 'u2', holds: ['e5', 'e3'] })])
    expect(overlaps(tenant)).toEqual([['u2', 'e3', 'e5']])
    tenant.publish([licenses({ sku_id: 'e5', plans: ['teams'] }, { sku_id: 'e3', plans: ['mail', 'files'] })])
    expect(overlaps(tenant)).toEqual([])
  })
})

describe('single facts of the tenant', () => {
  const dataset = (name: string, key: string, row: object): StagedContent => ({
    dataset: name,
    rows: [[key, row]],
  })

  test('are replaced when they come again', () => {
    const tenant = openTestTenant()
    const organization = (display_name: string | null) =>
      dataset('organization', 't1', {
        tenant_id: 't1',
        display_name,
        country: 'NO',
        default_domain: 'x.example',
      })
    expect(tenant.publish([organization('Old')])).toMatchObject([{ inserted: 1, updated: 0 }])
    expect(tenant.publish([organization('New')])).toMatchObject([{ inserted: 0, updated: 1 }])
    expect(tenant.publish([organization('New')])).toMatchObject([{ inserted: 0, updated: 0 }])
    expect(tenant.read('select * from v_organization')).toEqual([
      { tenant_id: 't1', display_name: 'New', country: 'NO', default_domain: 'x.example' },
    ])
  })

  test('include renewals, with a name even where the product is unknown', () => {
    const tenant = openTestTenant()
    const terms = { status: 'Enabled', total_licenses: 25, is_trial: 0, created_at: null }
    tenant.publish([
      {
        dataset: 'renewals',
        rows: [
          ['s1', { ...terms, subscription_id: 's1', sku_id: 'e3', sku_part_number: 'SUITE_E3' }],
          ['s2', { ...terms, subscription_id: 's2', sku_id: 'x', sku_part_number: 'NEW_THING' }],
          ['s3', { subscription_id: 's3', next_lifecycle_at: '2027-01-31T00:00:00Z' }],
        ],
      },
    ])
    expect(
      tenant.read('select subscription_id, product_name, total_licenses, next_lifecycle_at from v_renewals'),
    ).toEqual([
      { subscription_id: 's1', product_name: 'Suite Three', total_licenses: 25, next_lifecycle_at: null },
      { subscription_id: 's2', product_name: 'New Thing', total_licenses: 25, next_lifecycle_at: null },
      {
        subscription_id: 's3',
        product_name: null,
        total_licenses: null,
        next_lifecycle_at: '2027-01-31T00:00:00Z',
      },
    ])
  })

  test('include the registration as Graph sent it', () => {
    const tenant = openTestTenant()
    const document = { passwordCredentials: [{ hint: 'abc', endDateTime: '2027-01-01T00:00:00Z' }] }
    tenant.publish([dataset('registration', 'application', { object: 'application', document })])
    const [row] = tenant.read('select object, document from registration')
    expect(row?.['object']).toBe('application')
    expect(JSON.parse(String(row?.['document']))).toEqual(document)
  })

  test('include the latest sign-in of either kind', () => {
    const tenant = openTestTenant()
    const signIn = (user: string, interactive: string | null, other: string | null) =>
      [user, { user_id: user, last_interactive_at: interactive, last_non_interactive_at: other }] as const
    tenant.publish([
      people({ user_id: 'u1' }, { user_id: 'u2' }, { user_id: 'u3' }),
      {
        dataset: 'sign_in_activity',
        rows: [
          signIn('u1', '2026-11-01T08:00:00Z', '2026-11-20T08:00:00Z'),
          signIn('u2', '2026-11-02T08:00:00Z', null),
          signIn('u3', null, null),
        ],
      },
    ])
    const latest = () =>
      tenant.read('select last_sign_in_at from v_users order by user_id').map(row => row['last_sign_in_at'])
    expect(latest()).toEqual(['2026-11-20T08:00:00Z', '2026-11-02T08:00:00Z', null])
    tenant.publish([{ dataset: 'sign_in_activity', rows: [signIn('u1', '2026-11-22T08:00:00Z', null)] }])
    expect(latest()).toEqual(['2026-11-22T08:00:00Z', null, null])
  })
})
