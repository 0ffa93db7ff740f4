import { describe, expect, test } from 'vitest'
import type { StagedUser } from '../../../../electron/core/datasets/staged-user.ts'
import { readUser } from '../../../../electron/core/datasets/users.ts'
import { people } from '../support/people.ts'
import { openTestTenant } from '../support/tenant.ts'

/** A row as Graph sends it. */
const row = (members: Record<string, unknown>): StagedUser => {
  const read = readUser(members)
  if (read === null) throw new Error('The row has no id.')
  return read
}
const delta = (...rows: Record<string, unknown>[]) => ({
  dataset: 'users',
  mode: 'incremental' as const,
  rows: rows.map(members => [String(members['id']), row(members)] as const),
})

const ada = {
  user_id: 'ada',
  display_name: 'Ada',
  department: 'Sales',
  job_title: 'Clerk',
  holds: [{ sku: 'e3', group: 'g1' }],
}
const begin = () => {
  const tenant = openTestTenant()
  tenant.publish([people(ada, { user_id: 'bo', holds: ['e5'] })])
  return tenant
}
type Tenant = ReturnType<typeof begin>
const personOf = (tenant: Tenant, id = 'ada') =>
  tenant.read(
    'select display_name, department, job_title, account_enabled, license_count from v_users where user_id = ?',
    id,
  )[0]
const held = (tenant: Tenant) =>
  tenant.read(
    `select sku_id, assigned_by, state from v_license_assignments where user_id = 'ada' order by sku_id`,
  )
const changes = (tenant: Tenant, runId: number) =>
  tenant.read('select kind, detail from v_changes where run_id = ?', runId).map(row => Object.values(row))

describe('a row that leaves members out', () => {
  test('changes what it says and nothing else; null and an empty list do say something', () => {
    const tenant = begin()
    tenant.publish([delta({ id: 'ada', displayName: 'Ada Berg-Lund' })], { runId: 2 })
    const renamed = {
      display_name: 'Ada Berg-Lund',
      department: 'Sales',
      job_title: 'Clerk',
      account_enabled: 1,
      license_count: 1,
    }
    expect(personOf(tenant)).toEqual(renamed)
    expect(held(tenant)).toEqual([{ sku_id: 'e3', assigned_by: 'group', state: 'Active' }])
    expect(changes(tenant, 2)).toEqual([['user_changed', 'display_name']])
    tenant.publish([delta({ id: 'ada', department: null, assignedLicenses: [] })], { runId: 3 })
    expect(personOf(tenant)).toEqual({ ...renamed, department: null, license_count: 0 })
    expect(held(tenant)).toEqual([])
    expect(changes(tenant, 3)).toEqual([
      ['user_changed', 'department'],
      ['license_removed', null],
    ])
    tenant.publish([delta({ id: 'ada', assignedLicenses: [{ skuId: 'e3', disabledPlans: [] }] })], {
      runId: 4,
    })
    expect(held(tenant)).toEqual([{ sku_id: 'e3', assigned_by: 'direct', state: null }])
  })

  test('with states alone leaves the licenses, and with licenses alone the states of those that stay', () => {
    const tenant = begin()
    const error = { skuId: 'e5', state: 'Error', error: 'Other', disabledPlans: [], assignedByGroup: null }
    const active = { skuId: 'e3', state: 'Active', error: 'None', disabledPlans: [], assignedByGroup: 'g2' }
    tenant.publish([delta({ id: 'ada', licenseAssignmentStates: [error, active] })], { runId: 2 })
    const both = [
      { sku_id: 'e3', assigned_by: 'group', state: 'Active' },
      { sku_id: 'e5', assigned_by: 'direct', state: 'Error' },
    ]
    expect(held(tenant)).toEqual(both)
    expect(changes(tenant, 2)).toEqual([])
    const e3 = { skuId: 'e3', disabledPlans: [] }
    tenant.publish([delta({ id: 'ada', assignedLicenses: [e3, { skuId: 'visio', disabledPlans: [] }] })])
    expect(held(tenant)).toEqual([...both, { sku_id: 'visio', assigned_by: 'direct', state: null }])
  })

  test('adds to the rows of the same person before it, member by member', () => {
    const tenant = begin()
    tenant.publish([
      delta(
        { id: 'ada', displayName: 'First', department: 'Research', assignedLicenses: [] },
        { id: 'bo', '@removed': { reason: 'changed' } },
        { id: 'ada', displayName: 'Second' },
        { id: 'bo', jobTitle: 'Head' },
        { id: 'ada', jobTitle: null },
      ),
    ])
    expect(personOf(tenant)).toMatchObject({
      display_name: 'Second',
      department: 'Research',
      job_title: null,
      license_count: 0,
    })
    expect(personOf(tenant, 'bo')).toMatchObject({ job_title: 'Head', license_count: 1 })
    tenant.publish([
      delta({ id: 'ada', city: 'Oslo' }, { id: 'ada', '@removed': { reason: 'deleted' }, city: 'Bergen' }),
    ])
    expect(tenant.read('select user_id from v_users')).toEqual([{ user_id: 'bo' }])
  })

  test('in a full list leaves what is stored; somebody new gets what the row says', () => {
    const tenant = begin()
    const everybody = [{ id: 'ada', jobTitle: 'Head' }, { id: 'bo' }, { id: 'cy', displayName: 'Cy' }]
    tenant.publish([{ ...delta(...everybody), mode: 'full' }], { runId: 2 })
    expect(personOf(tenant)).toMatchObject({ department: 'Sales', job_title: 'Head', license_count: 1 })
    expect(personOf(tenant, 'bo')).toMatchObject({ license_count: 1 })
    expect(personOf(tenant, 'cy')).toMatchObject({ display_name: 'Cy', account_enabled: null })
    expect(changes(tenant, 2)).toEqual([
      ['user_changed', 'job_title'],
      ['user_added', null],
    ])
  })

  test('that has nothing but an id adds nobody in a delta', () => {
    const tenant = begin()
    expect(tenant.publish([delta({ id: 'dee' }, { id: 'bo' })])).toEqual([
      { dataset: 'users', inserted: 0, updated: 0, removed: 0 },
    ])
    expect(tenant.read('select count(*) as people from v_users')).toEqual([{ people: 2 }])
  })
})
