import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type ConnectedEngine, connectEngine, resultOf } from '../../../support/connected-engine.ts'
import { expectTruth } from '../../../support/tenant-truth.ts'

/** More people than fit on a page, so that there are next links for people and for sign-ins. */
const people = 1100
const directory = ['users', 'licenses']

let connected: ConnectedEngine

beforeAll(async () => {
  connected = await connectEngine({ people })
  await connected.sync({ mode: 'full', only: directory })
  expectTruth(connected, [])
})
afterAll(() => connected.close())
beforeEach(() => {
  connected.tenant.faults.clear()
  connected.tenant.clearRequests()
})

const listings = () => connected.tenant.requests.filter(({ path }) => /\/users\?(?!.*skiptoken)/.test(path))
const firstPage = /\/users\?(?!.*skiptoken)/
const laterPage = /\/users\?.*skiptoken/

describe('a listing of people in pages', () => {
  test('begins anew when a page’s token has expired', async () => {
    connected.tenant.change({ percent: 1, days: 0 })
    connected.tenant.faults.add({ kind: 'expiredSkipToken' })
    const run = await connected.sync({ mode: 'full', only: directory })
    expect(run.status).toBe('succeeded')
    expect(listings()).toHaveLength(2)
    expectTruth(connected, [])
  })

  test('goes on behind an empty page that is not the last', async () => {
    connected.tenant.change({ percent: 1, days: 0 })
    for (const path of [firstPage, laterPage])
      connected.tenant.faults.add({ kind: 'emptyPage', match: { path } })
    const run = await connected.sync({ mode: 'full', only: directory })
    expect(run.status).toBe('succeeded')
    expectTruth(connected, [])
  })

  test('comes through when a page points back to itself once', async () => {
    connected.tenant.change({ percent: 1, days: 0 })
    connected.tenant.faults.add({ kind: 'repeatedNextLink', match: { path: laterPage } })
    const run = await connected.sync({ mode: 'full', only: directory })
    expect(run.status).toBe('succeeded')
    expectTruth(connected, [])
  })

  test('settles people who are on two pages', async () => {
    connected.tenant.change({ percent: 1, days: 0 })
    connected.tenant.faults.add({ kind: 'duplicatePerson', match: { path: laterPage } })
    const run = await connected.sync({ mode: 'full', only: directory })
    expect(resultOf(run, 'users')).toMatchObject({
      status: 'succeeded',
      rows: connected.tenant.truth().people(),
    })
    expectTruth(connected, [])
  })

  test('that runs in a circle for ever fails, and everything else is there', async () => {
    const before = connected.query('select * from v_users order by user_id')
    connected.tenant.change({ percent: 1, days: 0 })
    connected.tenant.faults.add({ kind: 'repeatedNextLink', match: { path: laterPage, times: 0 } })
    const run = await connected.sync({ mode: 'full', only: [...directory, 'organization'] })
    expect(run.status).toBe('partial')
    expect(resultOf(run, 'users')).toMatchObject({
      status: 'failed',
      error: {
        code: 'invalidAnswer',
        detail: { kind: 'repeatedNextLink' },
        fix: expect.stringContaining('again'),
      },
    })
    expect(resultOf(run, 'licenses').status).toBe('succeeded')
    expect(connected.query('select * from v_users order by user_id')).toEqual(before)
    expect(connected.tenant.requests.length).toBeLessThan(20)
  })

  test('is whole again with the next sync', async () => {
    const run = await connected.sync({ mode: 'full', only: directory })
    expect(run.status).toBe('succeeded')
    expectTruth(connected, [])
  })

  test('that brings nobody at all is taken for a fault, not for the truth', async () => {
    const status = { kind: 'status', status: 200, body: { value: [] } } as const
    connected.tenant.faults.add({ ...status, match: { path: firstPage, times: 0 } })
    const run = await connected.sync({ mode: 'full', only: directory })
    expect(resultOf(run, 'users')).toMatchObject({ status: 'failed', error: { code: 'invalidAnswer' } })
    expectTruth(connected, [])
  })
})

describe('sign-ins in pages', () => {
  const only = ['users', 'sign_in_activity']
  const laterSignIns = /signInActivity.*skiptoken/

  test.each(['expiredSkipToken', 'repeatedNextLink', 'emptyPage'] as const)(
    'are listed anew after %s',
    async kind => {
      connected.tenant.faults.add({ kind, match: { path: laterSignIns } })
      const run = await connected.sync({ mode: 'full', only })
      expect(resultOf(run, 'sign_in_activity')).toMatchObject({
        status: 'succeeded',
        rows: connected.tenant.truth().people(),
      })
    },
  )
})

describe('a link that leaves Microsoft Graph', () => {
  /** Another host of the same machine, whose requests are recorded, stands for a foreign one. */
  const foreign = () => ({ kind: 'foreignLink', base: connected.tenant.reportsUrl }) as const
  const sentAbroad = () => connected.tenant.requests.filter(({ origin }) => origin === 'reports')

  test('is not followed, neither to another page nor to the changes', async () => {
    connected.tenant.change({ percent: 1, days: 0 })
    connected.tenant.faults.add({ ...foreign(), match: { path: '/users\\?', times: 0 } })
    const run = await connected.sync({ mode: 'full', only: directory })
    expect(resultOf(run, 'users')).toMatchObject({
      status: 'failed',
      error: { code: 'foreignLink', step: 'network', fix: expect.stringContaining('proxy') },
    })
    expect(resultOf(run, 'licenses').status).toBe('succeeded')
    expect(sentAbroad()).toEqual([])
    connected.tenant.faults.clear()
    const next = await connected.sync({ mode: 'full', only: directory })
    expect(next.status).toBe('succeeded')
    expectTruth(connected, [])
  })

  test('is not kept as the link to the next changes', async () => {
    connected.tenant.faults.add({ ...foreign(), match: { path: '/users/delta', times: 0 } })
    const full = await connected.sync({ mode: 'full', only: directory })
    expect(full.status).toBe('succeeded')
    connected.tenant.faults.clear()
    connected.tenant.change({ percent: 1, days: 0 })
    const next = await connected.sync({ only: directory })
    expect(next.status).toBe('succeeded')
    expectTruth(connected, [])
    connected.tenant.change({ percent: 1, days: 0 })
    connected.tenant.faults.add({ ...foreign(), match: { path: '/users/delta', times: 0 } })
    const changes = await connected.sync({ only: directory })
    expect(resultOf(changes, 'users')).toMatchObject({ status: 'failed', error: { code: 'foreignLink' } })
    connected.tenant.faults.clear()
    const healed = await connected.sync({ only: directory })
    expect(healed).toMatchObject({ status: 'succeeded', mode: 'incremental' })
    expectTruth(connected, [])
    expect(sentAbroad()).toEqual([])
  })

  test.each(['foreign', 'http'] as const)('of a report (%s) is not followed either', async to => {
    const before = connected.query('select count(*) as rows from v_usage_metrics')
    connected.tenant.faults.add({ kind: 'redirect', to, match: { times: 0 } })
    const run = await connected.sync({ only: ['licenses', 'usage.email_activity'] })
    expect(run.status).toBe('partial')
    expect(resultOf(run, 'usage.email_activity')).toMatchObject({
      status: 'failed',
      error: { code: 'foreignLink' },
    })
    expect(sentAbroad()).toEqual([])
    expect(connected.query('select count(*) as rows from v_usage_metrics')).toEqual(before)
  })

  test('for the download of a report gets no token with it', async () => {
    const run = await connected.sync({ only: ['usage.email_activity', 'usage.teams_user_activity'] })
    expect(run.status).toBe('succeeded')
    expect(sentAbroad().length).toBeGreaterThanOrEqual(2)
    expect(sentAbroad().filter(({ authorization }) => authorization)).toEqual([])
  })

  test('because the connector’s Microsoft Graph has moved only costs a listing', async () => {
    connected.tenant.change({ percent: 1, days: 0 })
    connected.execute(
      "update dataset_state set delta_link = 'https://graph.moved.example/v1.0/users/delta' where dataset = 'users'",
    )
    const run = await connected.sync({ only: directory })
    expect(run.status).toBe('succeeded')
    expectTruth(connected, [])
  })
})

describe('a delta token that has expired', () => {
  test.each(['gone', 'syncStateNotFound', 'resyncRequired', 'unsupportedQuery'] as const)(
    '(%s) leads to a full listing in the same sync, which also brings what changes do not tell',
    async form => {
      connected.tenant.change({ percent: 1, hiddenPercent: 2 })
      connected.tenant.faults.add({ kind: 'expiredDeltaToken', form })
      const run = await connected.sync({ only: directory })
      expect(run.status).toBe('succeeded')
      expect(resultOf(run, 'users').rows).toBe(connected.tenant.truth().people())
      expectTruth(connected, [])
      connected.tenant.change({ percent: 1, days: 0 })
      const next = await connected.sync({ only: directory })
      expect(resultOf(next, 'users').rows).toBeLessThan(people / 2)
      expectTruth(connected, [])
    },
  )

  test('because a week has passed is one of them', async () => {
    connected.tenant.change({ percent: 1, hiddenPercent: 1, days: 9 })
    const run = await connected.sync({ only: directory })
    expect(run.status).toBe('succeeded')
    expectTruth(connected, [])
  })

  test('in the middle of many changes leads there as well', async () => {
    connected.tenant.change({ percent: 30 })
    connected.tenant.faults.add({ kind: 'expiredSkipToken', match: { path: '/users/delta' } })
    const run = await connected.sync({ only: directory })
    expect(run.status).toBe('succeeded')
    expect(listings()).toHaveLength(1)
    expectTruth(connected, [])
  })

  test('or changes that run in a circle: the same', async () => {
    connected.tenant.change({ percent: 30 })
    connected.tenant.faults.add({ kind: 'repeatedNextLink', match: { path: '/users/delta', times: 0 } })
    const run = await connected.sync({ only: directory })
    expect(resultOf(run, 'users').status).toBe('succeeded')
    expectTruth(connected, [])
  })
})
