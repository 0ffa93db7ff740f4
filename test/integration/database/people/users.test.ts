import { describe, expect, test } from 'vitest'
import { license, licenses, people, peopleDelta, person } from '../support/people.ts'
import { openTestTenant } from '../support/tenant.ts'

const changes = (tenant: ReturnType<typeof openTestTenant>) =>
  tenant
    .read('select kind, user_id, user_principal_name, sku_id, detail from v_changes')
    .map(row => Object.values(row))

describe('the first load', () => {
  test('fills people and assignments and counts nothing as a change', () => {
    const tenant = openTestTenant()
    const counts = tenant.publish([
      people(
        { user_id: 'u1', display_name: 'Ada', holds: ['e5', { sku: 'e3', group: 'g1' }] },
        { user_id: 'u2', account_enabled: 0 },
      ),
    ])
    expect(counts).toEqual([{ dataset: 'users', inserted: 2, updated: 0, removed: 0 }])
    expect(changes(tenant)).toEqual([])
    expect(
      tenant.read(
        'select user_id, display_name, account_enabled, license_count from v_users order by user_id',
      ),
    ).toEqual([
      { user_id: 'u1', display_name: 'Ada', account_enabled: 1, license_count: 2 },
      { user_id: 'u2', display_name: null, account_enabled: 0, license_count: 0 },
    ])
  })

  test('keeps the last of a person who came on two pages', () => {
    const tenant = openTestTenant()
    tenant.publish([
      people(
        { user_id: 'u1', display_name: 'Old', holds: ['e5', 'e3'] },
        { user_id: 'u2' },
        { user_id: 'u1', display_name: 'New', holds: ['e1'] },
      ),
    ])
    expect(tenant.read('select display_name from v_users where user_id = ?', 'u1')).toEqual([
      { display_name: 'New' },
    ])
    expect(tenant.read('select sku_id from v_license_assignments')).toEqual([{ sku_id: 'e1' }])
  })

  test('takes a person of whom nothing is known but the id', () => {
    const tenant = openTestTenant()
    const bare = Object.fromEntries(Object.keys(person({ user_id: 'x' })).map(name => [name, null] as const))
    tenant.publish([
      {
        dataset: 'users',
        rows: [['u1', { ...bare, user_id: 'u1', removed: 0, told: 0, licenses: [], states: [] }]],
      },
    ])
    expect(tenant.read('select * from v_users')).toMatchObject([
      { user_id: 'u1', user_principal_name: null, account_enabled: null, license_count: 0 },
    ])
  })
})

describe('what the first load leaves', () => {
  const tables = `
    select kind.name as of, column.* from sqlite_schema as kind, pragma_table_xinfo(kind.name) as column
    where kind.name in ('user', 'assigned_license', 'license_state') order by kind.name, column.cid`
  const indexes = `
    select name, tbl_name, sql from sqlite_schema
    where type = 'index' and tbl_name in ('user', 'assigned_license', 'license_state') order by name`

  test('are the tables and indexes of the migrations, and a file without room to spare', () => {
    const tenant = openTestTenant()
    const before = [tenant.read(tables), tenant.read(indexes)]
    tenant.publish([
      people(
        ...Array.from({ length: 3000 }, (_, id) => ({
          user_id: `user-${id}`,
          display_name: `Somebody with a name of some length ${id}`,
          holds: ['e5', { sku: 'e3', group: 'g1' }],
        })),
      ),
    ])
    tenant.writer.staging.dropLeftovers()
    expect([tenant.read(tables), tenant.read(indexes)]).toEqual(before)
    expect(tenant.read('select count(*) as held from v_license_assignments')).toEqual([{ held: 6000 }])
    const [pages = {}] = tenant.read(`select
      (select freelist_count from pragma_freelist_count) * 20 < (select page_count from pragma_page_count) as few`)
    expect(pages).toEqual({ few: 1 })
  })
})

describe('a later load', () => {
  test('tells who came, who went and who changed in which fields', () => {
    const tenant = openTestTenant()
    tenant.publish([
      people(
        { user_id: 'u1', department: 'Sales', holds: ['e5'] },
        { user_id: 'u2' },
        { user_id: 'u3', job_title: 'Clerk' },
      ),
    ])
    const counts = tenant.publish(
      [
        people(
          { user_id: 'u1', department: 'Research', job_title: 'Head', holds: ['e5'] },
          { user_id: 'u3', job_title: 'Clerk' },
          { user_id: 'u4', holds: ['e3'] },
        ),
      ],
      { runId: 2, at: '2026-11-24T07:00:00.000Z' },
    )
    expect(counts).toEqual([{ dataset: 'users', inserted: 1, updated: 1, removed: 1 }])
    expect(changes(tenant)).toEqual([
      ['user_changed', 'u1', 'u1@contoso.example', null, 'department, job_title'],
      ['user_removed', 'u2', 'u2@contoso.example', null, null],
      ['user_added', 'u4', 'u4@contoso.example', null, null],
      ['license_assigned', 'u4', 'u4@contoso.example', 'e3', null],
    ])
    expect(tenant.read('select distinct run_id, at from v_changes')).toEqual([
      { run_id: 2, at: '2026-11-24T07:00:00.000Z' },
    ])
  })

  test('tells gained, lost and swapped licenses apart', () => {
    const tenant = openTestTenant()
    tenant.publish([
      people(
        { user_id: 'gains', holds: ['e3'] },
        { user_id: 'loses', holds: ['e3', 'visio'] },
        { user_id: 'swaps', holds: ['e3', 'visio'] },
        { user_id: 'plans', holds: [{ sku: 'e3', disabledPlans: [] }] },
        { user_id: 'leaves', holds: ['e5'] },
        { user_id: 'same', holds: ['e5'] },
      ),
    ])
    tenant.publish([
      people(
        { user_id: 'gains', holds: ['e3', 'visio'] },
        { user_id: 'loses', holds: ['e3'] },
        { user_id: 'swaps', holds: ['e5'] },
        { user_id: 'plans', holds: [{ sku: 'e3', disabledPlans: ['teams'] }] },
        { user_id: 'same', holds: ['e5'] },
      ),
    ])
    expect(
      tenant
        .read('select kind, user_id, sku_id, detail from v_changes order by user_id, kind')
        .map(row => Object.values(row)),
    ).toEqual([
      ['license_assigned', 'gains', 'visio', null],
      ['license_removed', 'leaves', 'e5', null],
      ['user_removed', 'leaves', null, null],
      ['license_removed', 'loses', 'visio', null],
      ['license_plans_changed', 'plans', 'e3', null],
      ['license_removed', 'swaps', 'visio', null],
      ['license_swapped', 'swaps', 'e5', 'e3'],
    ])
    expect(tenant.read('select sku_id from v_license_assignments where user_id = ?', 'swaps')).toEqual([
      { sku_id: 'e5' },
    ])
  })

  test('with nothing new counts and changes nothing', () => {
    const tenant = openTestTenant()
    const all = [
      people({ user_id: 'u1', holds: [{ sku: 'e3', group: 'g' }, 'e5'] }, { user_id: 'u2', city: 'Łódź' }),
    ]
    tenant.publish(all)
    expect(tenant.publish(all)).toEqual([{ dataset: 'users', inserted: 0, updated: 0, removed: 0 }])
    expect(changes(tenant)).toEqual([])
  })

  test('counts a person whose assignment only changed its state, without calling the person changed', () => {
    const tenant = openTestTenant()
    tenant.publish([people({ user_id: 'u1', holds: [{ sku: 'e3' }] })])
    const counts = tenant.publish([
      people({ user_id: 'u1', holds: [{ sku: 'e3', state: 'ActiveWithError' }] }),
    ])
    expect(counts).toEqual([{ dataset: 'users', inserted: 0, updated: 1, removed: 0 }])
    expect(changes(tenant)).toEqual([])
    expect(tenant.read('select state from v_license_assignments')).toEqual([{ state: 'ActiveWithError' }])
  })
})

describe('a delta', () => {
  test('touches only the people it names', () => {
    const tenant = openTestTenant()
    tenant.publish([
      people({ user_id: 'u1', holds: ['e3'] }, { user_id: 'u2', holds: ['e5'] }, { user_id: 'u3' }),
    ])
    const counts = tenant.publish([
      peopleDelta(
        [{ user_id: 'u1', city: 'Oslo', holds: ['e3'] }, { user_id: 'u3' }, { user_id: 'u4', holds: ['e5'] }],
        ['u2', 'never-seen'],
      ),
    ])
    expect(counts).toEqual([{ dataset: 'users', inserted: 1, updated: 1, removed: 1 }])
    expect(tenant.read('select user_id, license_count from v_users order by user_id')).toEqual([
      { user_id: 'u1', license_count: 1 },
      { user_id: 'u3', license_count: 0 },
      { user_id: 'u4', license_count: 1 },
    ])
  })

  test('applies a person who was removed and came back in the order of arrival', () => {
    const tenant = openTestTenant()
    tenant.publish([people({ user_id: 'u1', holds: ['e3'] }, { user_id: 'u2' })])
    const { rows } = peopleDelta([], ['u1', 'u2'])
    const back = person({ user_id: 'u1', city: 'Oslo', holds: ['e3'] })
    const counts = tenant.publish([
      { dataset: 'users', mode: 'incremental', rows: [...rows, ['u1', back] as const] },
    ])
    expect(counts).toEqual([{ dataset: 'users', inserted: 0, updated: 1, removed: 1 }])
    expect(tenant.read('select user_id, city, license_count from v_users')).toEqual([
      { user_id: 'u1', city: 'Oslo', license_count: 1 },
    ])
  })

  test('takes nothing from a removed person, whatever the row still says', () => {
    const tenant = openTestTenant()
    tenant.publish([people({ user_id: 'u1', holds: ['e3'] }, { user_id: 'u2' })])
    const gone = { ...person({ user_id: 'u1', holds: ['e3', 'e5'] }), removed: 1 }
    tenant.publish([{ dataset: 'users', mode: 'incremental', rows: [['u1', gone]] }])
    expect(tenant.read('select user_id from v_users')).toEqual([{ user_id: 'u2' }])
    expect(tenant.read('select * from assigned_license')).toEqual([])
  })

  test('moves its delta link together with its rows', () => {
    const tenant = openTestTenant()
    tenant.publish([people({ user_id: 'u1' })], { state: { deltaLink: 'https://graph/delta?1' } })
    expect(tenant.writer.states()).toMatchObject([
      { dataset: 'users', deltaLink: 'https://graph/delta?1', succeededAt: '2026-11-23T07:00:00.000Z' },
    ])
  })
})

describe('assignments', () => {
  test('have a row for the direct way and one for each group', () => {
    const tenant = openTestTenant()
    const ada = person({ user_id: 'u1', holds: [{ sku: 'e3' }] })
    const byGroup = { sku_id: 'e3', state: 'Active', error: null, disabled_plan_count: 2, updated_at: null }
    ada.states.push({ ...byGroup, group_id: 'g1' }, { ...byGroup, group_id: 'g2' })
    tenant.publish([people(ada), licenses({ sku_id: 'e3', sku_part_number: 'SPE_E3' })])
    expect(
      tenant.read(
        'select assigned_by, group_id, sku_part_number, disabled_plan_count from v_license_assignments order by group_id',
      ),
    ).toEqual([
      { assigned_by: 'direct', group_id: null, sku_part_number: 'SPE_E3', disabled_plan_count: 0 },
      { assigned_by: 'group', group_id: 'g1', sku_part_number: 'SPE_E3', disabled_plan_count: 2 },
      { assigned_by: 'group', group_id: 'g2', sku_part_number: 'SPE_E3', disabled_plan_count: 2 },
    ])
    expect(tenant.read('select license_count from v_users')).toEqual([{ license_count: 1 }])
    expect(tenant.read('select assigned_users from v_licenses')).toEqual([{ assigned_users: 1 }])
  })

  test('without any state count as direct', () => {
    const tenant = openTestTenant()
    tenant.publish([people({ user_id: 'u1', holds: ['e3'] })])
    expect(tenant.read('select assigned_by, state from v_license_assignments')).toEqual([
      { assigned_by: 'direct', state: null },
    ])
  })

  test('that failed are shown with their error although the license is not held; an outdated active state is not', () => {
    const tenant = openTestTenant()
    const ada = person({ user_id: 'u1' })
    const state = { group_id: 'g1', disabled_plan_count: 0, updated_at: null }
    ada.states.push(
      { ...state, sku_id: 'e5', state: 'Error', error: 'CountViolation' },
      { ...state, sku_id: 'e3', state: 'Active', error: null },
    )
    tenant.publish([people(ada)])
    expect(tenant.read('select sku_id, assigned_by, state, error from v_license_assignments')).toEqual([
      { sku_id: 'e5', assigned_by: 'group', state: 'Error', error: 'CountViolation' },
    ])
    expect(tenant.read('select license_count from v_users')).toEqual([{ license_count: 0 }])
  })

  test('match products whatever case their ids come in', () => {
    const tenant = openTestTenant()
    tenant.publish([people({ user_id: 'u1', holds: ['ABC-E3'] }), licenses(license({ sku_id: 'abc-e3' }))])
    expect(tenant.read('select assigned_users from v_licenses')).toEqual([{ assigned_users: 1 }])
  })
})
