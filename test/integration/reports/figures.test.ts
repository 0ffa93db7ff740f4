import { describe, expect, test } from 'vitest'
import { setProductPrice } from '../../../electron/platform/sqlite/savings/changes.ts'
import { makeReportTenant, sku } from './tenant.ts'

describe('what the reports say of a tenant whose figures are known', () => {
  test('licenses: seats, people, activity and money per product', () => {
    const { rows } = makeReportTenant()
    const byPart = Object.fromEntries(rows('licenses').map(row => [row['sku_part_number'], row]))
    expect(byPart['SPE_E5']).toMatchObject({
      product_name: 'Microsoft 365 E5',
      enabled_units: 5,
      warning_units: 1,
      consumed_units: 3,
      available_units: 3,
      assigned_users: 3,
      active_users_30d: 2,
      inactive_users_30d: 1,
      unit_price: 50,
      cost_year: 6 * 50 * 12,
      currency: 'EUR',
    })
    expect(byPart['SPE_E3']).toMatchObject({
      available_units: -1,
      assigned_users: 4,
      active_users_30d: 2,
      inactive_users_30d: 2,
    })
    expect(byPart['WHOLE_COMPANY']).toMatchObject({ unit_price: null, cost_year: null, currency: null })
  })

  test('products that cost nothing say so, unless a price was entered', () => {
    const { rows, file } = makeReportTenant()
    const free = () =>
      rows('licenses')
        .filter(row => row['free_of_charge'] === 1)
        .map(row => row['sku_part_number'])
    expect(free()).toEqual(['FLOW_FREE'])
    setProductPrice(file, 'FLOW_FREE', { amount: 5, currency: 'EUR' }, '2026-11-23T08:00:00Z')
    expect(free()).toEqual([])
    expect(rows('unused-seats').map(row => row['sku_part_number'])).toContain('FLOW_FREE')
  })

  test('a product that nobody knows shows its part number made readable, a name of the person goes first', () => {
    const { rows, change } = makeReportTenant()
    const name = () => rows('licenses').find(row => row['sku_id'] === sku.tool)?.['product_name']
    change(`insert or replace into product_fallback values ('${sku.tool}', 'Contoso Special Tool', null)`)
    expect(name()).toBe('Contoso Special Tool')
    change(`update product_setting set display_name = 'The tool' where sku_id = '${sku.tool}'`)
    expect(name()).toBe('The tool')
  })

  test('unused seats: free ones of products for people, most first', () => {
    const { rows } = makeReportTenant()
    const seats = rows('unused-seats').map(row => [
      row['sku_part_number'],
      row['available_units'],
      row['available_share'],
      row['cost_year'],
      row['currency'],
    ])
    expect(seats).toEqual([
      ['CONTOSO_SPECIAL_TOOL', 8, 80, 192, 'USD'],
      ['SPE_E5', 3, 50, 1800, 'EUR'],
    ])
  })

  test('departments: people, licenses, activity and money; those without one share a row', () => {
    const { rows } = makeReportTenant()
    const figures = rows('departments').map(row => Object.values(row))
    expect(figures).toEqual([
      ['Sales', 3, 3, 4, 2, 1, 1920, 'EUR', 0, 66.7, 4, 3, 1, 640, 600],
      // Without the guest, whom usage reports do not hold.
      [null, 3, 2, 3, 0, 1, null, 'EUR,USD', 1, 0, 3, 0, 1, null, null],
      ['Engineering', 2, 1, 1, 1, 0, 600, 'EUR', 1, 100, 1, 1, 0, 600, 0],
    ])
  })

  test('countries and companies split the same people', () => {
    const { rows } = makeReportTenant()
    const sum = (report: string) => rows(report).reduce((total, row) => total + Number(row['people']), 0)
    expect(sum('countries')).toBe(8)
    expect(sum('companies')).toBe(8)
    expect(rows('countries').find(row => row['country'] === 'DE')).toMatchObject({
      people: 4,
      licensed_people: 4,
    })
    expect(rows('companies').find(row => row['company_name'] === 'Contoso')).toMatchObject({ people: 5 })
  })

  test('applications: people active lately and ever, also those who are no users any more', () => {
    const { rows } = makeReportTenant()
    const figures = rows('apps').map(row => [row['app_name'], row['active_30d'], row['people'], row['as_of']])
    expect(figures).toEqual([
      ['Exchange', 4, 4, '2026-11-21'],
      ['Teams', 2, 3, '2026-11-21'],
    ])
  })

  test('service plans by product, and seats by day', () => {
    const { rows } = makeReportTenant()
    expect(rows('service-plans').map(row => [row['product_name'], row['service_plan_name']])).toEqual([
      ['CONTOSO_SPECIAL_TOOL', 'TOOL'],
      ['Microsoft 365 E3', 'MAIL'],
      ['Microsoft 365 E5', 'MAIL'],
      ['Microsoft 365 E5', 'VOICE'],
    ])
    expect(
      rows('license-history').map(row => [row['date'], row['product_name'], row['consumed_units']]),
    ).toEqual([
      ['2026-11-23', 'Microsoft 365 E5', 3],
      ['2026-11-22', 'Microsoft 365 E5', 2],
    ])
  })

  test('renewals: days left, money of all seats, and subscriptions that Microsoft says little of', () => {
    const { rows } = makeReportTenant()
    const found = rows('renewals')
    expect(found.find(row => row['subscription_id'] === 'sub-1')).toMatchObject({
      product_name: 'Microsoft 365 E5',
      days_left: 39,
      cost_year: 3600,
    })
    expect(found.find(row => row['subscription_id'] === 'sub-2')).toMatchObject({
      product_name: 'OLD_TOOL',
      days_left: null,
      cost_year: null,
      is_trial: 1,
    })
  })

  test('changes: newest first, a gained license costs and a lost one saves', () => {
    const { rows } = makeReportTenant()
    expect(
      rows('changes').map(row => [row['kind'], row['display_name'], row['cost_year'], row['currency']]),
    ).toEqual([
      ['user_removed', null, null, null],
      ['license_removed', '=HYPERLINK("http://evil.example")', -600, 'EUR'],
      ['license_assigned', 'Ann Álvarez', 600, 'EUR'],
    ])
  })

  test('usage per day: newest first, with names for applications that nobody has named', () => {
    const { rows } = makeReportTenant()
    expect(
      rows('usage-daily').map(row => [row['date'], row['app_name'], row['measure'], row['value']]),
    ).toEqual([
      ['2026-11-21', 'Teams', 'active_users', 120],
      ['2026-11-21', 'New app', 'odd', 1],
      ['2026-10-24', 'Teams', 'active_users', 80],
    ])
  })

  test('sync history: each dataset of each run, and runs that never came to one', () => {
    const { rows, page } = makeReportTenant()
    const lines = rows('sync-history').map(row => [
      row['run_id'],
      row['run_status'],
      row['dataset'],
      row['error_code'],
    ])
    expect(page('sync-history').total).toBe(lines.length)
    expect(lines).toEqual([
      [5, 'running', null, null],
      [4, 'failed', null, 'consentMissing'],
      [3, 'partial', 'users', null],
      [3, 'partial', 'renewals', 'timedOut'],
      [2, 'running', null, null],
      [1, 'succeeded', 'users', null],
    ])
  })

  test('balanced books: those of the newest sync that compared them, flagged ones first', () => {
    const { rows } = makeReportTenant()
    expect(rows('balance').map(row => [row['subject'], row['verdict'], row['difference']])).toEqual([
      ['TOOL', 'flagged', -1],
      ['SPE_E5', 'explained', 0],
    ])
  })

  test('overview: each figure with its date', () => {
    const { rows } = makeReportTenant()
    const figure = Object.fromEntries(
      rows('overview').map(row => [`${row['figure']} ${row['unit']}`.trim(), [row['value'], row['as_of']]]),
    )
    expect(figure).toMatchObject({
      'people users': [8, '2026-11-23'],
      'licensed_people users': [6, '2026-11-23'],
      'active_people_30d users': [3, '2026-11-21'],
      'seats_bought seats': [19, '2026-11-23'],
      'seats_assigned seats': [9, '2026-11-23'],
      'seats_free seats': [11, '2026-11-23'],
      'seats_active_30d seats': [4, '2026-11-21'],
      // Without the guest, whom usage reports do not hold.
      'seats_inactive_30d seats': [2, '2026-11-21'],
      'free_seats_cost_year EUR per year': [1800, '2026-11-23'],
      'free_seats_cost_year USD per year': [192, '2026-11-23'],
      'inactive_seats_cost_year EUR per year': [960, '2026-11-21'],
      'inactive users': [2, '2026-11-21'],
      'disabled_with_licenses users': [1, '2026-11-23'],
      'guests_with_licenses users': [1, '2026-11-23'],
      'overlaps seats': [1, '2026-11-23'],
      'active_people_30d.exchange users': [4, '2026-11-21'],
      'active_people_30d.teams users': [2, '2026-11-21'],
      'flagged_differences figures': [0, null],
    })
    expect(rows('overview').find(row => row['figure'] === 'active_people_30d.teams')?.['note']).toBe(
      '120 a day in the last week, +50 % in four weeks',
    )
  })
})
