import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { connectorName, resultOf } from '../../../support/connected-engine.ts'
import { type HandFedTenant, handFedTenant, person, product, skuIdOf } from '../../../support/hand-fed.ts'

const lists = ['organization', 'licenses', 'renewals', 'registration']
const only = ['users', 'sign_in_activity', ...lists]
const signedIn = (at: string) => ({ signInActivity: { lastSignInDateTime: at } })
const ada = person({
  userPrincipalName: 'ada@contoso.example',
  licenses: ['SPE_E3'],
  ...signedIn('2026-11-20T08:00:00Z'),
})
const bo = person({ userPrincipalName: 'bo@contoso.example', licenses: ['SPE_E3'] })
const eve = person({
  userPrincipalName: 'eve_fabrikam.example#EXT#@contoso.onmicrosoft.com',
  userType: 'Guest',
  licenses: ['SPE_E3'],
  ...signedIn('2026-11-22T08:00:00Z'),
})

let fed: HandFedTenant

beforeAll(async () => {
  fed = await handFedTenant({
    users: [ada, bo, eve],
    reports: { getTeamsUserActivityUserDetail: [] },
  })
  const run = await fed.sync({ mode: 'full', only })
  expect(run.datasets.filter(({ status }) => status !== 'succeeded')).toEqual([])
})
afterAll(() => fed.close())
beforeEach(() => fed.tenant.clearRequests())

const paths = {
  organization: /\/organization\b/,
  licenses: /\/subscribedSkus\b/,
  renewals: /\/directory\/subscriptions\b/,
  registration: /\/applications\(/,
  signIns: /\/users\?.*signInActivity/,
}
const stored = () => [
  fed.query('select * from v_organization'),
  fed.query('select * from v_licenses'),
  fed.query('select * from v_license_plans'),
  fed.query('select * from v_renewals'),
  fed.query('select * from registration'),
  fed.query('select user_id, last_sign_in_at from v_users order by user_id'),
]
const asked = (path: RegExp) =>
  fed.tenant.requests.filter(request => path.test(decodeURIComponent(request.path))).length
const nonPremium = {
  status: 403,
  json: {
    error: {
      code: 'Authentication_RequestFromNonPremiumTenantOrB2CTenant',
      message: "Neither tenant is B2C or tenant doesn't have premium license",
    },
  },
}

describe('a small list that comes without what it should hold', () => {
  const answers: [string, object][] = [
    ['nothing', { value: [] }],
    ['rows without known members', { value: [{ other: 1 }, { id: 'x', more: true }] }],
  ]
  test.each(answers)('(%s) is asked for once more and set aside; what is stored stays', async (_, json) => {
    const before = stored()
    const taken = [paths.organization, paths.licenses, paths.renewals].map(path =>
      fed.feed({ path }, { json }),
    )
    const run = await fed.sync({ only: ['organization', 'licenses', 'renewals'] })
    for (const take of taken) take()
    expect(run.status).toBe('failed')
    for (const result of run.datasets) {
      expect(result).toMatchObject({ status: 'failed', removed: 0, error: { code: 'invalidAnswer' } })
    }
    expect(asked(paths.licenses)).toBe(2)
    const found = run.balance.filter(({ subject }) => subject === 'rows received')
    expect(found.map(({ dataset }) => dataset).sort()).toEqual(['licenses', 'organization', 'renewals'])
    for (const finding of found) {
      expect(finding).toMatchObject({ expected: 1, actual: 0, verdict: 'flagged' })
      expect(finding.explanation).toContain('2026-11-23')
    }
    expect(stored()).toEqual(before)
    expect(fed.query(`select kind from v_changes where run_id = ${run.id}`)).toEqual([])
    expect((await fed.sync({ only: lists })).status).toBe('succeeded')
  })

  test('of the registration is refused as well', async () => {
    const before = stored()
    const take = fed.feed({ path: paths.registration }, { json: { id: 'only' } })
    const run = await fed.sync({ only: ['registration', 'licenses'] })
    take()
    expect(run.status).toBe('partial')
    expect(run.balance).toMatchObject([{ dataset: 'registration', expected: 2, verdict: 'flagged' }])
    expect(stored()).toEqual(before)
  })

  test('leaves the seats and plans that a row does not tell as they are', async () => {
    const before = stored()
    const take = fed.feed(
      { path: paths.licenses },
      { json: { value: [{ skuId: skuIdOf('SPE_E3'), skuPartNumber: 'SPE_E3' }] } },
    )
    expect((await fed.sync({ only: ['licenses'] })).status).toBe('succeeded')
    take()
    expect(stored()).toEqual(before)
  })
})

describe('a list of products', () => {
  const three = ['SPE_E3', 'SPE_E5', 'VISIOCLIENT'].map(skuPartNumber =>
    product({ skuPartNumber, enabled: 9 }),
  )
  const holder = (name: string, licenses: string[]) =>
    person({ userPrincipalName: `${name}@contoso.example`, licenses })

  test('that lacks most products although people hold them is set aside', async () => {
    const people = [ada, bo, eve]
    fed.change({
      products: three,
      users: [...people, holder('di', ['SPE_E5']), holder('ed', ['VISIOCLIENT'])],
    })
    await fed.sync({ mode: 'full', only: ['users', 'licenses', 'renewals'] })
    const before = stored()
    const one = three.slice(0, 1)
    const cut = fed.feed(
      { path: paths.licenses },
      { json: { value: one.map(row => ({ ...row, consumedUnits: 3 })) } },
    )
    const cutToo = fed.feed(
      { path: paths.renewals },
      { json: { value: [{ id: 'S', skuId: one[0]?.skuId, status: 'Enabled' }] } },
    )
    const run = await fed.sync({ only: ['licenses', 'renewals'] })
    cut()
    cutToo()
    for (const { error } of run.datasets)
      expect(error?.detail).toMatchObject({ kind: 'shortened', rowsBefore: '3', rowsCame: '1' })
    expect(stored()).toEqual(before)
    fed.change({ users: people })
    await fed.sync({ mode: 'full', only: ['users'] })
    fed.change({ products: one })
    expect((await fed.sync({ mode: 'full', only: ['licenses'] })).status).toBe('succeeded')
    expect((await fed.sync({ mode: 'full', only: ['renewals'] })).status).toBe('succeeded')
  })
})

describe('sign-ins', () => {
  test('that are told of nobody any more are set aside', async () => {
    const before = stored()
    const value = [ada, bo, eve].map(({ id }) => ({ id }))
    const take = fed.feed({ path: paths.signIns }, { json: { value } })
    const run = await fed.sync({ only: ['sign_in_activity'] })
    take()
    expect(resultOf(run, 'sign_in_activity')).toMatchObject({ status: 'failed' })
    expect(run.balance).toMatchObject([{ dataset: 'sign_in_activity', expected: 2, actual: 0 }])
    expect(stored()).toEqual(before)
  })

  test('of one person that are left out stay', async () => {
    const before = stored()
    const value = [{ id: ada.id }, { id: bo.id }, { id: eve.id, ...signedIn('2026-11-22T08:00:00Z') }]
    const take = fed.feed({ path: paths.signIns }, { json: { value } })
    expect((await fed.sync({ only: ['sign_in_activity'] })).status).toBe('succeeded')
    take()
    expect(stored()).toEqual(before)
  })

  test('that are cut short are asked for once more and set aside', async () => {
    const before = stored()
    const take = fed.feed({ path: paths.signIns }, { json: { value: [{ id: bo.id }] } })
    const run = await fed.sync({ only: ['sign_in_activity'] })
    take()
    expect(resultOf(run, 'sign_in_activity').error).toMatchObject({ detail: { kind: 'shortened' } })
    expect(asked(paths.signIns)).toBe(2)
    expect(stored()).toEqual(before)
  })

  test('refused for a license now and then are read (microsoft-graph-docs#14120)', async () => {
    const next = fed.link('/users?$top=500&$select=id,signInActivity&$skiptoken=p2')
    const first = fed.feed(
      { path: paths.signIns },
      { json: { value: [{ id: ada.id }, { id: bo.id }], '@odata.nextLink': next } },
    )
    const second = fed.feed(
      { path: /skiptoken=p2/ },
      { json: { value: [{ id: eve.id, ...signedIn('2026-11-23T06:00:00Z') }] } },
    )
    fed.feed({ path: /skiptoken=p2/, times: 2 }, nonPremium)
    const run = await fed.sync({ only: ['sign_in_activity'] })
    expect(resultOf(run, 'sign_in_activity')).toMatchObject({ status: 'succeeded', rows: 3, error: null })
    second()
    const always = fed.feed({ path: /skiptoken=p2/ }, nonPremium)
    const amid = await fed.sync({ only: ['sign_in_activity', 'licenses'] })
    always()
    first()
    expect(amid.status).toBe('partial')
    expect(resultOf(amid, 'sign_in_activity').error).toMatchObject({ code: 'serviceUnavailable' })
  })

  test('that the tenant may no longer read stay, and a note names their day', async () => {
    await fed.sync({ only: ['sign_in_activity'] })
    const before = stored()
    fed.day('2026-11-24')
    const take = fed.feed({ path: paths.signIns }, nonPremium)
    const run = await fed.sync({ only: ['sign_in_activity', 'users', 'licenses'] })
    expect(resultOf(run, 'sign_in_activity')).toMatchObject({
      status: 'skipped',
      error: { code: 'licenseMissing', fix: expect.stringContaining('stay with their day') },
    })
    expect(stored()).toEqual(before)
    const texts = (await fed.report('users')).notes.map(({ text }) => text)
    expect(texts).toContainEqual(expect.stringMatching(/^Last sign-in: data of 2026-11-23\. .*license/))
    take()
  })

  test('only ever move on, and never into the future', async () => {
    const known = '2026-11-20T08:00:00Z'
    const answers: [told: string | null, kept: string][] = [
      ['2026-10-01T08:00:00Z', known],
      ['2099-01-01T00:00:00Z', known],
      ['Sales 3', known],
      [null, known],
      ['2026-11-21T09:30:00', '2026-11-21T09:30:00.000Z'],
    ]
    for (const [told, kept] of answers) {
      const signInActivity = { lastSignInDateTime: told }
      const rows = [{ ...ada, id: String(ada.id).toUpperCase(), signInActivity }, bo, eve]
      const take = fed.feed({ path: paths.signIns }, { json: { value: rows } })
      await fed.sync({ mode: 'full', only: ['sign_in_activity'] })
      take()
      expect(fed.query(`select last_sign_in_at from v_users where user_id = '${ada.id}'`), `${told}`).toEqual(
        [{ last_sign_in_at: kept }],
      )
    }
  })

  test('are found readable by the check after a single refusal', async () => {
    fed.feed({ path: paths.signIns, times: 1 }, nonPremium)
    const checked = await fed.engine.call('checks.run', { connector: connectorName })
    if (!checked.ok) throw new Error(checked.error.message)
    expect(checked.value.checks.find(({ id }) => id === 'data.signIns')).toMatchObject({ status: 'pass' })
  })
})

describe('people', () => {
  test('who are guests are not judged inactive by reports that hold members only', async () => {
    fed.change({
      reports: {
        getTeamsUserActivityUserDetail: [
          { 'User Principal Name': 'ada@contoso.example', 'Last Activity Date': '2026-11-20' },
        ],
      },
    })
    await fed.sync()
    const namesIn = async (report: string) => (await fed.report(report)).rows.map(row => row[1])
    expect(await namesIn('inactive')).toEqual(['bo@contoso.example'])
    expect((await fed.report('inactive')).total).toBe(1)
    expect(await namesIn('guests-with-licenses')).toEqual([eve['userPrincipalName']])
    expect(
      fed.query(`select last_activity_date, last_sign_in_at from v_users where user_type = 'Guest'`),
    ).toMatchObject([{ last_activity_date: null, last_sign_in_at: expect.stringContaining('2026-11-2') }])
  })

  test('who hold a product that the tenant does not list keep it, under its name, at no cost', async () => {
    const skuId = '84a66fb5-8e1f-4a7a-9b6e-2f0f2f5c9e11'
    const p2 = '84a661c4-e949-4bd2-a560-ed7766fcaf2b'
    const held = {
      ...ada,
      assignedLicenses: [{ skuId: p2, disabledPlans: [] }],
      licenseAssignmentStates: [
        { skuId: p2, assignedByGroup: skuId, state: 'Error', error: 'Other', disabledPlans: [] },
      ],
    }
    fed.change({
      users: [held, bo, eve],
      products: [product({ skuPartNumber: 'SPE_E3', enabled: 2 })],
    })
    const run = await fed.sync({ only: ['users', 'licenses'] })
    expect(run.status).toBe('succeeded')
    expect(
      fed.query(
        `select product_name, state, error, group_id from v_license_assignments where sku_id = '${p2}'`,
      ),
    ).toEqual([{ product_name: 'Microsoft Entra ID P2', state: 'Error', error: 'Other', group_id: skuId }])
    expect(run.balance.filter(({ explanation }) => explanation.startsWith('Held, not listed'))).toMatchObject(
      [{ dataset: 'licenses', subject: 'Microsoft Entra ID P2', expected: 0, actual: 1, verdict: 'flagged' }],
    )
    for (const name of ['licenses', 'users', 'assignments', 'unused-seats', 'overview'])
      await fed.report(name)
  })
})
