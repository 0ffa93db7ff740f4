import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { resultOf } from '../../../support/connected-engine.ts'
import { type HandFedTenant, handFedTenant, person, product, skuIdOf } from '../../../support/hand-fed.ts'

const only = ['users', 'licenses']
const ada = person({
  userPrincipalName: 'ada@contoso.example',
  displayName: 'Ada',
  department: 'Sales',
  licenses: ['SPE_E3'],
})
const bo = person({ userPrincipalName: 'bo@contoso.example', displayName: 'Bo' })
const cy = person({ userPrincipalName: 'cy@contoso.example', displayName: 'Cy' })
const suite = (consumedUnits: number) => product({ skuPartNumber: 'SPE_E3', enabled: 5, consumedUnits })
const everybody = [ada, bo, cy]
const byGroup = {
  ...ada,
  licenseAssignmentStates: [
    { skuId: skuIdOf('SPE_E3'), assignedByGroup: 'g1', state: 'Active', error: 'None', disabledPlans: [] },
  ],
}

let fed: HandFedTenant

beforeAll(async () => {
  fed = await handFedTenant({
    users: everybody,
    products: [suite(1)],
  })
})
afterAll(() => fed.close())

/** Everything as it is at the beginning of each test, listed in full. */
beforeEach(async () => {
  fed.change({ users: everybody })
  await fed.sync({ mode: 'full', only })
  fed.tenant.clearRequests()
})

const delta = (value: readonly unknown[]) =>
  fed.feed(
    { path: /\/users\/delta/ },
    { json: { value, '@odata.deltaLink': fed.link('/users/delta?$deltatoken=fed') } },
  )
const counted = (people: number) => fed.feed({ path: /\/users\/\$count/ }, { text: String(people) })
const names = () =>
  fed.query('select display_name from v_users order by display_name').map(row => row['display_name'])
const kindsOf = (runId: number) =>
  fed.query(`select kind from v_changes where run_id = ${runId} order by kind`).map(row => row['kind'])
const lists = () => fed.tenant.requests.filter(({ path }) => /\/users\?.*assignedLicenses/.test(path)).length

describe('changes that leave selected properties out', () => {
  test('leave them as they are, until they are null or empty', async () => {
    fed.change({ users: [byGroup, bo, cy] })
    await fed.sync({ mode: 'full', only })
    const first = delta([{ id: ada.id, displayName: 'Ada Berg-Lund' }])
    const renamed = await fed.sync({ only })
    first()
    const read = () =>
      fed.query(`select display_name, account_enabled, department, license_count from v_users
        where user_id = '${ada.id}'`)
    expect(read()).toEqual([
      { display_name: 'Ada Berg-Lund', account_enabled: 1, department: 'Sales', license_count: 1 },
    ])
    expect(fed.query('select assigned_by from v_license_assignments')).toEqual([{ assigned_by: 'group' }])
    expect(kindsOf(renamed.id)).toEqual(['user_changed'])
    const second = delta([{ id: ada.id, department: null, assignedLicenses: [] }])
    const emptied = await fed.sync({ only })
    second()
    expect(read()).toMatchObject([{ display_name: 'Ada Berg-Lund', department: null, license_count: 0 }])
    expect(kindsOf(emptied.id)).toEqual(['license_removed', 'user_changed'])
  })
})

describe('changes that keep silent', () => {
  test('about a person who was restored are made good by a full list in the third round', async () => {
    const removed = delta([{ id: ada.id, '@removed': { reason: 'changed' } }])
    const gone = counted(2)
    fed.change({ products: [suite(0)] })
    expect(kindsOf((await fed.sync({ only })).id)).toEqual(['license_removed', 'user_removed'])
    removed()
    gone()
    fed.change({ products: [suite(1)] })
    const nothingNew = delta([])
    expect((await fed.sync({ only })).balance).toMatchObject([
      { dataset: 'users', subject: 'people', expected: 3, actual: 2 },
      { dataset: 'licenses', expected: 1, actual: 0 },
    ])
    expect(lists()).toBe(0)
    const third = await fed.sync({ only })
    nothingNew()
    expect(names()).toEqual(['Ada', 'Bo', 'Cy'])
    expect(third.status).toBe('succeeded')
    expect(resultOf(third, 'users')).toMatchObject({ status: 'succeeded', rows: 3 })
    expect(third.balance.map(({ verdict }) => verdict)).not.toContain('flagged')
    expect(third.balance).toContainEqual(
      expect.objectContaining({
        subject: 'people, before everybody was read in full',
        expected: 3,
        actual: 2,
        explanation: expect.stringContaining('twice in a row'),
      }),
    )
    expect(fed.query(`select kind from v_changes where kind = 'user_added'`)).toHaveLength(1)
    expect(fed.query(`select license_count from v_users where user_id = '${ada.id}'`)).toEqual([
      { license_count: 1 },
    ])
    fed.tenant.clearRequests()
    expect((await fed.sync({ only })).balance).toEqual([])
    expect(lists()).toBe(0)
  })

  test('about a person who was deleted are made good by a full list, too', async () => {
    fed.change({ users: [ada, cy] })
    const silent = delta([{ id: bo.id }])
    await fed.sync({ only })
    expect(names()).toEqual(['Ada', 'Bo', 'Cy'])
    silent()
    const nothingNew = delta([])
    await fed.sync({ only })
    nothingNew()
    expect(names()).toEqual(['Ada', 'Cy'])
  })

  test('about a license are made good when its books disagree twice', async () => {
    const lost = delta([{ id: ada.id, assignedLicenses: [], licenseAssignmentStates: [] }])
    const first = await fed.sync({ only })
    lost()
    expect(first.balance).toMatchObject([{ dataset: 'licenses', expected: 1, actual: 0, verdict: 'flagged' }])
    const nothingNew = delta([])
    const second = await fed.sync({ only })
    nothingNew()
    expect(fed.query('select count(*) as held from v_license_assignments')).toEqual([{ held: 1 }])
    expect(second.balance.map(({ dataset, verdict }) => [dataset, verdict])).toEqual([
      ['licenses', 'explained'],
    ])
  })

  test('are not searched again for what a full list did not find either', async () => {
    const more = counted(4)
    await fed.sync({ mode: 'full', only })
    fed.tenant.clearRequests()
    for (const _ of [1, 2, 3]) await fed.sync({ only })
    more()
    expect(lists()).toBe(0)
  })
})

describe('a list of people that is cut short', () => {
  test('is asked for once more, then set aside; the next good one is taken', async () => {
    const cut = fed.feed({ path: /\/users\?.*assignedLicenses/ }, { json: { value: [bo] } })
    const run = await fed.sync({ mode: 'full', only })
    expect(run.status).toBe('partial')
    expect(resultOf(run, 'users')).toMatchObject({
      status: 'failed',
      error: {
        code: 'invalidAnswer',
        detail: { kind: 'shortened', rowsBefore: '3', rowsCame: '1', counted: '3' },
      },
    })
    expect(lists()).toBe(2)
    expect(names()).toEqual(['Ada', 'Bo', 'Cy'])
    expect(kindsOf(run.id)).toEqual([])
    expect(run.balance).toMatchObject([
      { dataset: 'users', subject: 'rows received', expected: 3, actual: 1, verdict: 'flagged' },
    ])
    expect(
      fed.query(`select explanation from v_sync_balance where run_id = ${run.id}`)[0]?.['explanation'],
    ).toContain('Microsoft counts 3')
    cut()
    expect((await fed.sync({ mode: 'full', only })).status).toBe('succeeded')
  })

  test('once only is whole the second time', async () => {
    fed.feed({ path: /\/users\?.*assignedLicenses/, times: 1 }, { json: { value: [bo] } })
    expect((await fed.sync({ mode: 'full', only })).status).toBe('succeeded')
    expect(names()).toEqual(['Ada', 'Bo', 'Cy'])
  })

  test('is taken when the others have really left', async () => {
    fed.change({ users: [bo] })
    const run = await fed.sync({ mode: 'full', only })
    expect(run.status).toBe('succeeded')
    expect(names()).toEqual(['Bo'])
  })
})
