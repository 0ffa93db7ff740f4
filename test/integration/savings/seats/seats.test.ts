import { expect, test } from 'vitest'
import { savingsTenant } from '../support/tenant.ts'

const e3 = [{ product: 'SPE_E3', amount: 36 }]

const active = { exchange: '2026-11-20', teams: '2026-11-20' }

test('a date is use within N days when it is at most N − 1 days before the report', () => {
  const tenant = savingsTenant({
    prices: e3,
    people: [
      { id: 'ann', exchange: '2026-08-24', success: '2026-06-01' },
      { id: 'ben', teams: '2026-08-23', success: '2026-08-25' },
      {
        id: 'cyd',
        teams: '2026-08-23',
        success: '2026-11-20',
        interactive: '2026-08-01',
        background: '2026-11-20',
      },
    ],
  })
  expect(tenant.verdict('ann')).toBe('in_use')
  expect(tenant.verdict('ben')).toBe('claimed R5 strong 432.00')
  expect(tenant.verdict('cyd')).toBe('claimed R5 weak 432.00')
  expect(tenant.headline()).toEqual({ seats: 1, money: ['432.00 EUR'] })
})

test('newcomers are never named, and a seat is as old as the first that tells of it', () => {
  const nobody = { success: null, interactive: null }
  const tenant = savingsTenant({
    prices: e3,
    people: [
      { id: 'dora', since: '2026-11-03', ...nobody },
      { id: 'eli', since: '2026-05-01', ...nobody },
      { id: 'fay', holds: [{ product: 'SPE_E3', assignedAt: '2026-11-10' }], ...nobody },
    ],
  })
  expect(tenant.verdict('dora')).toBe('too_new')
  expect(tenant.verdict('eli')).toBe('claimed R4 strong 432.00')
  expect(tenant.verdict('fay')).toBe('claimed R4 strong 432.00')
  expect(tenant.headline()).toEqual({ seats: 2, money: ['864.00 EUR'] })
  const watched = (one: typeof tenant) =>
    one.read('select user_id, watched_since from v_seats order by user_id').map(row => row.watched_since)
  tenant.change(`update meta set value = '2026-01-30' where name = 'first_activity_as_of'`)
  tenant.change(`insert or ignore into meta (name, value) values ('first_activity_as_of', '2026-01-30')`)
  // 1 May to 21 November are 205 days, 1 February to 21 November 294.
  expect(watched(tenant).slice(1)).toEqual(['2026-05-01', '2026-02-01'])
  tenant.change(`update meta set value = '2026-11-21' where name = 'first_activity_as_of'`)
  expect(watched(tenant)[1]).toBe('2026-05-26')
})

test('leavers wait some days, and shared mailboxes follow rules of their own', () => {
  const shared = { enabled: false, mailbox: 'Shared' as const, disabledSince: '2026-03-01', success: null }
  const tenant = savingsTenant({
    prices: [...e3, { product: 'EXCHANGEENTERPRISE', amount: 8 }],
    people: [
      { id: 'gus', enabled: false, disabledSince: '2026-11-01', mailboxGb: 3 },
      { id: 'hal', enabled: false, disabledSince: '2026-11-15' },
      { id: 'info', ...shared, mailboxGb: 12 },
      { id: 'sales', ...shared, mailboxGb: 61 },
      { id: 'legal', ...shared, holds: ['EXCHANGEENTERPRISE'], mailboxGb: 20, archive: true },
    ],
  })
  expect(tenant.verdict('gus')).toBe('claimed R1 certain 432.00')
  expect(tenant.verdict('hal')).toBe('too_new')
  tenant.judge('2026-11-28')
  expect(tenant.verdict('hal')).toBe('too_new')
  tenant.judge('2026-11-29')
  expect(tenant.verdict('hal')).toBe('claimed R1 certain 432.00')
  tenant.judge()
  expect(tenant.verdict('info')).toBe('claimed R2 strong 432.00')
  expect(tenant.verdict('sales')).toBe('claimed R8 strong 336.00')
  expect(tenant.verdict('legal', 'EXCHANGEENTERPRISE')).toBe('in_use')
  expect(tenant.headline()).toEqual({ seats: 3, money: ['1200.00 EUR'] })
})

test('an account that was disabled when it was first seen waits, unless all that is known of it is old', () => {
  const disabled = { enabled: false, success: '2026-06-01' }
  const tenant = savingsTenant({
    prices: e3,
    firstSync: '2026-11-23',
    people: [
      { id: 'old', ...disabled, since: '2025-02-01' },
      // A phone that somebody forgot keeps trying, which is no use.
      { id: 'phone', ...disabled, since: '2025-02-01', background: '2026-11-22' },
      { id: 'used', ...disabled, since: '2025-02-01', exchange: '2026-11-15' },
      { id: 'back', ...disabled, since: '2025-02-01', success: '2026-11-15' },
      { id: 'unknown', ...disabled, since: '2025-02-01', success: null, interactive: null },
    ],
  })
  expect(['old', 'phone', 'used', 'back', 'unknown'].map(one => tenant.verdict(one))).toEqual([
    ...Array(2).fill('claimed R1 strong 432.00'),
    ...Array(3).fill('too_new'),
  ])
  // Of sign-ins or a report that did not come nothing is known to be old.
  const old = { id: 'old', ...disabled, since: '2025-02-01', exchange: '2026-06-01' }
  for (const unknown of [{ signInKnown: false }, { days: { 'usage.m365_app_d180': null } }]) {
    const blind = savingsTenant({ firstSync: '2026-11-23', people: [old], ...unknown })
    expect(blind.verdict('old')).toBe('too_new')
  }
})

test('nobody is idle of whom it is not known whether the account is enabled', () => {
  const tenant = savingsTenant({
    people: [
      { id: 'ada', success: '2026-06-01' },
      { id: 'bo', guest: true },
      { id: 'cy', ...active },
    ],
  })
  tenant.change('update user set account_enabled = null')
  tenant.judge()
  expect(tenant.read('select user_id, class, reason from v_claims order by user_id')).toEqual([
    { user_id: 'ada', class: 'not_judged', reason: 'accountUnknown' },
    { user_id: 'bo', class: 'not_judged', reason: 'accountUnknown' },
    { user_id: 'cy', class: 'in_use', reason: null },
  ])
})

test('a product held in two ways is one seat', () => {
  const ways = [{ product: 'SPE_E3' }, { product: 'SPE_E3', group: 'g1' }]
  const tenant = savingsTenant({
    prices: e3,
    people: [
      { id: 'nia', holds: ways, ...active },
      { id: 'nil', holds: ways, enabled: false, disabledSince: '2026-10-01' },
    ],
  })
  expect(tenant.verdict('nia')).toBe('in_use')
  expect(tenant.verdict('nil')).toBe('claimed R1 certain 432.00')
  expect(tenant.headline()).toEqual({ seats: 1, money: ['432.00 EUR'] })
})

test('what is not known makes nobody idle', () => {
  const ben = { id: 'ben', teams: '2026-08-23' }
  const unseen = savingsTenant({ prices: e3, people: [ben], signInKnown: false })
  expect(unseen.verdict('ben')).toBe('claimed R5 weak 432.00')
  const concealed = savingsTenant({
    prices: e3,
    concealed: true,
    people: [{ id: 'a' }, { id: 'b' }, { id: 'c' }, { id: 'd', enabled: false, disabledSince: '2026-10-01' }],
  })
  expect(['a', 'b', 'c', 'd'].map(id => concealed.verdict(id))).toEqual([
    'not_judged',
    'not_judged',
    'not_judged',
    'claimed R1 strong 432.00',
  ])
  const late = savingsTenant({
    prices: e3,
    days: { 'usage.m365_app_d180': '2026-11-14' },
    people: [{ id: 'ann', apps: '2026-08-20', success: '2026-06-01' }],
  })
  expect(late.verdict('ann')).toBe('in_use')
})

test('of guests only the sign-in speaks', () => {
  const guest = { guest: true, isReported: false }
  const tenant = savingsTenant({
    prices: e3,
    people: [
      { id: 'ivo', ...guest, success: '2026-11-22' },
      { id: 'jil', ...guest, success: '2026-06-01' },
      { id: 'kim', ...active },
    ],
  })
  expect(tenant.verdict('ivo')).toBe('claimed R6 weak 432.00')
  expect(tenant.verdict('jil')).toBe('claimed R6 strong 432.00')
  expect(tenant.headline()).toEqual({ seats: 1, money: ['432.00 EUR'] })
})

test('a date that only an earlier report brought is a use as old as it is, and an old activation is none', () => {
  const tenant = savingsTenant({
    prices: e3,
    people: [{ id: 'kept' }, { id: 'older' }, { id: 'none' }, { id: 'new', activated: true }],
  })
  const bands = () =>
    tenant
      .read('select user_id, use_band from v_claims order by user_id')
      .map(row => Object.values(row).join(' '))
  const remember = (id: string, day: string) =>
    tenant.change(
      `insert into activity_day (person_id, app, month, days)
       select person_id, 'exchange', ?, 1 << ? from person where user_id = ?`,
      Number(day.slice(0, 7).replace('-', '')),
      Number(day.slice(8)) - 1,
      id,
    )
  remember('kept', '2026-11-05')
  remember('older', '2026-08-23')
  tenant.judge()
  expect(bands()).toEqual(['kept 7-29', 'new 0-6', 'none none_on_record', 'older 90-179'])
  expect(['kept', 'older', 'none'].map(id => tenant.verdict(id))).toEqual([
    'in_use',
    'claimed R5 weak 432.00',
    'claimed R4 weak 432.00',
  ])
  // Exchange and the other services are measured without a date, so that the old activation leaves them idle.
  tenant.change(
    `update usage_office365_activations set last_activated_date = '2026-07-01' where last_activated_date is not null`,
  )
  tenant.judge()
  expect(bands()[1]).toBe('new 90-179')
  expect(tenant.verdict('new')).toBe('claimed R4 weak 432.00')
})
