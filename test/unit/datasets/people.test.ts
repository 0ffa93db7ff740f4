import { describe, expect, test } from 'vitest'
import { toldAll, toldBit } from '../../../electron/core/datasets/staged-user.ts'
import { bytesOf, contentOf, group, plan, read, sku } from './read.ts'

const person = {
  id: '1f3c',
  userPrincipalName: 'Ana.Weiss@Contoso.com',
  displayName: 'Ana Weiß',
  mail: 'ana@contoso.com',
  accountEnabled: true,
  userType: 'Member',
  department: 'Sales',
  jobTitle: 'Manager',
  companyName: 'Contoso',
  officeLocation: '18/2111',
  city: 'Graz',
  country: 'Austria',
  usageLocation: 'AT',
  createdDateTime: '2022-03-04T10:11:12Z',
  employeeId: '77',
  onPremisesSyncEnabled: true,
  isResourceAccount: false,
  assignedLicenses: [{ skuId: sku, disabledPlans: [plan] }],
  licenseAssignmentStates: [
    {
      skuId: sku,
      assignedByGroup: null,
      state: 'Active',
      error: 'None',
      disabledPlans: [plan],
      lastUpdatedDateTime: '2023-01-01T00:00:00Z',
    },
    {
      skuId: sku,
      assignedByGroup: group,
      state: 'Error',
      error: 'CountViolation',
      disabledPlans: [],
      lastUpdatedDateTime: null,
    },
  ],
}

const stagedPerson = {
  user_id: '1f3c',
  removed: 0,
  told: toldAll,
  user_principal_name: 'Ana.Weiss@Contoso.com',
  upn_key: 'ana.weiss@contoso.com',
  display_name: 'Ana Weiß',
  mail: 'ana@contoso.com',
  account_enabled: 1,
  user_type: 'Member',
  department: 'Sales',
  job_title: 'Manager',
  company_name: 'Contoso',
  office_location: '18/2111',
  city: 'Graz',
  country: 'Austria',
  usage_location: 'AT',
  created_at: '2022-03-04T10:11:12Z',
  employee_id: '77',
  on_premises_sync: 1,
  is_resource_account: 0,
  licenses: [{ sku_id: sku.toLowerCase(), disabled_plans: [plan.toLowerCase()] }],
  states: [
    {
      sku_id: sku.toLowerCase(),
      group_id: '',
      state: 'Active',
      error: 'None',
      disabled_plan_count: 1,
      updated_at: '2023-01-01T00:00:00Z',
    },
    {
      sku_id: sku.toLowerCase(),
      group_id: group.toLowerCase(),
      state: 'Error',
      error: 'CountViolation',
      disabled_plan_count: 0,
      updated_at: null,
    },
  ],
}

const nobody = {
  ...Object.fromEntries(Object.keys(stagedPerson).map(key => [key, null])),
  user_id: '1f3c',
  removed: 0,
  told: toldAll,
  licenses: [],
  states: [],
}

describe('people', () => {
  test('with everything that is kept of them', () => {
    expect(read('users', { '@odata.context': 'x', value: [person] }).rows).toEqual({ '1f3c': stagedPerson })
  })

  test('null everywhere, or nothing but an id', () => {
    const empty = Object.fromEntries(Object.keys(person).map(key => [key, null]))
    expect(read('users', { value: [{ ...empty, id: '1f3c' }] }).rows['1f3c']).toEqual(nobody)
    expect(read('users', { value: [{ id: '1f3c' }] }).rows['1f3c']).toEqual({ ...nobody, told: 0 })
  })

  test('say of each member whether it was there: null and an empty list are, what is left out is not', () => {
    const row = { id: '1f3c', department: null, assignedLicenses: [], displayName: 'Ada' }
    const { told } = read('usersDelta', { value: [row] }).rows['1f3c'] ?? {}
    expect(told).toBe(toldBit('department') + toldBit('licenses') + toldBit('display_name'))
    for (const member of Object.keys(person).filter(name => name !== 'id')) {
      const { [member as keyof typeof person]: _, ...others } = person
      const left = toldAll - Number(read('users', { value: [others] }).rows['1f3c']?.['told'])
      expect(Math.log2(left) % 1, member).toBe(0)
    }
  })

  test('blanks around the name of a group do not count, so that one department is not two', () => {
    const odd = { ...person, department: ' Sales\u00a0', displayName: ' Ana ', city: ' ' }
    const staged = { ...stagedPerson, display_name: ' Ana ', city: '' }
    expect(read('users', { value: [odd] }).rows['1f3c']).toEqual(staged)
  })

  test('fields of the wrong kind count as left out and cost nobody the rest', () => {
    const odd = {
      ...person,
      displayName: 5,
      accountEnabled: 'yes',
      department: { name: 'Sales' },
      createdDateTime: 'yesterday',
      assignedLicenses: [null, 7, { disabledPlans: [] }, { skuId: sku, disabledPlans: [1, plan] }],
      licenseAssignmentStates: 'none',
    }
    expect(read('users', { value: [odd] }).rows['1f3c']).toEqual({
      ...stagedPerson,
      display_name: null,
      account_enabled: null,
      department: null,
      created_at: null,
      states: [],
      told:
        toldAll -
        toldBit('display_name') -
        toldBit('account_enabled') -
        toldBit('department') -
        toldBit('created_at') -
        toldBit('states'),
    })
  })

  test('are the same whatever the letter case of their id, and named alike however accents are written', () => {
    const odd = { ...person, id: '1F3C', userPrincipalName: 'Jose\u0301@Contoso.com' }
    const staged = read('users', { value: [odd] }).rows['1f3c']
    expect(staged).toMatchObject({
      upn_key: 'jos\u00e9@contoso.com',
      user_principal_name: odd.userPrincipalName,
    })
    const gone = { id: '1F3C', '@removed': { reason: 'deleted' } }
    expect(read('usersDelta', { value: [gone] }).rows['1f3c']).toMatchObject({ removed: 1 })
    expect(read('signInActivity', { value: [{ id: '1F3C' }] }).rows['1f3c']).toMatchObject({
      user_id: '1f3c',
    })
  })

  const times: [told: string, stored: string | null][] = [
    ['2026-03-01T08:00:00Z', '2026-03-01T08:00:00Z'],
    ['2026-03-01T08:00:00.1234567Z', '2026-03-01T08:00:00.1234567Z'],
    ['2026-03-01T08:00:00+13:00', '2026-02-28T19:00:00.000Z'],
    ['2026-03-01T08:00:00', '2026-03-01T08:00:00.000Z'],
    ['2026-03-01', '2026-03-01T00:00:00.000Z'],
    ['2024-02-29T00:00:00Z', '2024-02-29T00:00:00Z'],
    ['2026-02-29T00:00:00Z', null],
    ['2026-13-45T00:00:00Z', null],
    ['2026-03-01T25:00:00Z', null],
    ['03/01/2026', null],
    ['Sales 3', null],
    ['0001-01-01T00:00:00Z', null],
    ['9999-12-31T23:59:59Z', null],
  ]
  test.each(times)('the time %s is stored as %s', (told, stored) => {
    const renewal = { id: 's', status: 'Enabled', nextLifecycleDateTime: told }
    expect(read('renewals', { value: [renewal] }).rows['s']).toMatchObject({ next_lifecycle_at: stored })
    const created = read('users', { value: [{ ...person, createdDateTime: told }] }).rows['1f3c']
    expect(created).toMatchObject({
      created_at: stored,
      told: stored === null ? toldAll - toldBit('created_at') : toldAll,
    })
  })

  test('a row without an id is left out and counted', () => {
    const { rows, summary } = read('users', { value: [null, {}, { id: '' }, { id: 5 }, 'x', person] })
    expect(Object.keys(rows)).toEqual(['1f3c'])
    expect(summary).toMatchObject({ rows: 1, dropped: 5 })
  })

  test('a product that is listed twice counts once, with the plans that either entry has on', () => {
    const listed = (...disabled: readonly string[][]) => {
      const assignedLicenses = disabled.map((disabledPlans, place) => ({
        skuId: place === 0 ? sku.toUpperCase() : sku.toLowerCase(),
        disabledPlans,
      }))
      return read('users', { value: [{ ...person, assignedLicenses }] }).rows['1f3c']?.licenses
    }
    const [off, other] = [plan.toLowerCase(), 'other']
    expect(listed([plan], [off])).toEqual(stagedPerson.licenses)
    expect(listed([], [plan])).toEqual([{ sku_id: sku.toLowerCase(), disabled_plans: [] }])
    expect(listed([plan], [])).toEqual(listed([], [plan]))
    expect(listed([other, plan], [plan.toUpperCase()])).toEqual([
      { sku_id: sku.toLowerCase(), disabled_plans: [off] },
    ])
  })

  test('who is gone in a delta answer is marked', () => {
    const { rows } = read('usersDelta', { value: [{ id: '1f3c', '@removed': { reason: 'changed' } }] })
    expect(rows['1f3c']).toEqual({ ...nobody, removed: 1, told: 0 })
  })

  test('someone who comes twice on a page is staged twice, the later row behind the earlier one', () => {
    const page = bytesOf({ value: [person, { ...person, city: 'Wien' }] })
    const { people, summary } = contentOf('users', page)
    expect(people.map(({ user_id, city }) => [user_id, city])).toEqual([
      ['1f3c', 'Graz'],
      ['1f3c', 'Wien'],
    ])
    expect(summary.rows).toBe(2)
  })

  test('names from any script stay as they are', () => {
    for (const displayName of ['שלום עולם', '数据'.repeat(128), 'a"b\\c\n\t', 'null', '👩‍🔬']) {
      expect(read('users', { value: [{ ...person, displayName }] }).rows['1f3c']?.display_name).toBe(
        displayName,
      )
    }
  })

  test('half a character is replaced before it reaches the database', () => {
    const body = new TextEncoder().encode(String.raw`{"value":[{"id":"1f3c","displayName":"a\ud83d"}]}`)
    expect(contentOf('users', body).people[0]?.display_name).toBe('a\uFFFD')
  })
})
