import { expect, test } from 'vitest'
import { product } from '../support/example.ts'
import { active, ask, e1, e3, move, prices } from '../support/plans.ts'
import { savingsTenant } from '../support/tenant.ts'

test('what was not measured is unknown and never clean, and a disabled account is measured like others', () => {
  const f1 = product('SPE_F1').skuId
  const visio = ['SPE_E3', 'VISIOCLIENT']
  const tenant = savingsTenant({
    prices: [...prices, { product: 'SPE_F1', amount: 8 }],
    days: { 'usage.one_drive_usage_account_detail': null },
    people: [
      { id: 'max', ...active },
      { id: 'off', enabled: false, disabledSince: '2026-10-01' },
      { id: 'now', holds: visio, ...active },
      { id: 'old', holds: visio, ...active },
      { id: 'none', holds: visio, ...active },
    ],
    visio: { now: '2026-10-01', old: '2025-10-01', none: null },
  })
  const verdicts = (plan: Parameters<typeof ask>[1]) => ask(tenant, plan).moves[0]
  // Nobody knows how much is in the OneDrives.
  expect(verdicts({ moves: [{ from: e3, to: f1 }], allBut: [] })).toMatchObject({ people: 5, unknown: 5 })
  const visioPlan = product('VISIOCLIENT').skuId
  const mail = product('EXCHANGEENTERPRISE').skuId
  tenant.change(`update report_state set status = 'ok', refresh_date = '2026-11-21'
    where report = 'one_drive_usage_account_detail'`)
  // That a plan is not used is no statement about what a report shows: Max uses Teams and OneDrive.
  const standing = ask(tenant, { moves: [{ from: e3, to: mail }], allBut: [] }).people
  expect(standing.find(({ userId }) => userId === 'max')?.loses).toHaveLength(2)
  expect(standing.map(({ userId }) => userId)).not.toContain('off')
  expect(
    verdicts({ moves: [{ from: visioPlan, to: product('VISIOONLINE_PLAN1').skuId }], allBut: [] }),
  ).toMatchObject({ people: 3, loses: 1, unknown: 1 })
})

test('a seat is too new as in the verdicts: by the newest report, by its account, and once that is disabled', () => {
  const tenant = savingsTenant({
    prices,
    people: [
      { id: 'old', ...active, since: '2026-10-22' },
      { id: 'new', ...active, since: '2026-10-23' },
      { id: 'account', ...active, since: '2026-03-01' },
      { id: 'off', ...active, enabled: false, disabledSince: '2026-11-15' },
    ],
  })
  tenant.change(`update user set created_at = '2026-11-10T08:00:00Z' where user_id = 'account'`)
  tenant.judge()
  const tooNew = (graceDays: number) =>
    ask(tenant, { ...move, allBut: [], graceDays })
      .people.filter(({ unknown }) => unknown.includes('tooNew'))
      .map(({ userId }) => userId)
      .toSorted()
  expect(tooNew(30)).toEqual(['account', 'new', 'off'])
  expect(
    tenant
      .read(`select user_id from claim where class = 'too_new' order by user_id`)
      .map(({ user_id }) => user_id),
  ).toEqual(['account', 'new', 'off'])
  expect(tooNew(31)).toEqual(['account', 'new', 'off', 'old'])
  expect(tooNew(0)).toEqual(['off'])
})

test('a OneDrive that another product brings, or none at all, is no block', () => {
  const powerBi = product('POWER_BI_PRO').skuId
  const tenant = savingsTenant({
    prices,
    people: [
      { id: 'max', holds: ['POWER_BI_PRO'], ...active, oneDriveGb: 5 },
      { id: 'ola', ...active, oneDriveGb: 5 },
      { id: 'pit', holds: ['SPE_E3', 'STANDARDPACK'], ...active, oneDriveGb: 5 },
    ],
  })
  const mail = product('EXCHANGESTANDARD').skuId
  const blockedBy = (from: string) =>
    ask(tenant, { moves: [{ from, to: mail }], allBut: [] })
      .people.filter(({ blocked }) => blocked.includes('oneDrive'))
      .map(({ userId }) => userId)
  expect(blockedBy(powerBi)).toEqual([])
  expect(blockedBy(e3)).toEqual(['ola'])
})

test('free seats go to each replacement once, and those in reserve to none', () => {
  const tenant = savingsTenant({
    prices: [...prices, { product: 'ENTERPRISEPACK', amount: 23 }],
    products: [{ sku_id: '', sku_part_number: 'STANDARDPACK', enabled_units: 4, consumed_units: 1 }],
    people: [
      { id: 'a', ...active },
      { id: 'b', ...active },
      { id: 'c', holds: ['ENTERPRISEPACK'], ...active },
      { id: 'd', holds: ['ENTERPRISEPACK'], ...active },
      { id: 'e', holds: ['STANDARDPACK'], ...active },
    ],
  })
  const both = {
    moves: [
      { from: e3, to: e1 },
      { from: product('ENTERPRISEPACK').skuId, to: e1 },
    ],
    allBut: [],
  }
  const buys = (plan: Parameters<typeof ask>[1]) => {
    const { moves, products } = ask(tenant, plan)
    return [...moves.map(({ buy }) => buy), products.find(({ skuId }) => skuId === e1)?.buy]
  }
  expect(buys(both)).toEqual([0, 1, 1])
  expect(buys({ ...both, reserve: { [e1]: 2 } })).toEqual([1, 2, 3])
  const elsewhere = { moves: [{ from: e3, to: product('O365_BUSINESS_ESSENTIALS').skuId }], allBut: [] }
  expect(ask(tenant, elsewhere).products.map(({ before, after, buy }) => [before, after, buy])).toEqual([
    [2, 0, 0],
    [0, 2, 2],
  ])
})

test('what a plan frees comes to the decided seats, and no seat leaves twice', () => {
  const tenant = savingsTenant({
    prices,
    subscriptions: [{ id: 's1', product: 'SPE_E3', seats: 4, next: '2027-03-01' }],
    products: [{ sku_id: '', sku_part_number: 'SPE_E3', enabled_units: 4, consumed_units: 4 }],
    people: ['a', 'b', 'c', 'd'].map(id => ({ id, ...active, department: id < 'c' ? 'Sales' : 'Shop' })),
  })
  for (const id of ['b', 'c'])
    tenant.change(
      `insert into decision (user_id, sku_id, decision, decided_at, baseline) values (?, ?, 'remove', '2026-11-23T07:00:00Z', '{}')`,
      id,
      e3,
    )
  const firm = ask(tenant, { ...move, allBut: [], scope: { department: 'Sales' } }).products.find(
    ({ skuId }) => skuId === e3,
  )?.byDate
  // Decided are b and c; the plan frees a, and b whose seat leaves anyway.
  expect(firm).toMatchObject([{ before: { seats: 2 }, after: { seats: 3 } }])
})

test('what a report of weeks ago stored, or one of 30 days says of the desktop, is not known', () => {
  const light = { ...active, word: 'web' as const, apps: '2026-11-20' }
  const people = ['told', 'made'].map(id => ({ id, ...light }))
  const unknownOf = (tenant: ReturnType<typeof savingsTenant>) =>
    ask(tenant, { ...move, allBut: [] })
      .people.filter(({ unknown }) => unknown.includes('unmeasured'))
      .map(({ userId }) => userId)
      .toSorted()
  const tenant = savingsTenant({ prices, people })
  expect(unknownOf(tenant)).toEqual([])
  tenant.change(
    `delete from usage_m365_app_d180 where person_id = (select person_id from person where user_id = 'made')`,
  )
  tenant.judge()
  expect(unknownOf(tenant)).toEqual(['made'])
  const late = savingsTenant({ prices, people, days: { 'usage.mailbox_usage_detail': '2026-11-12' } })
  expect(unknownOf(late)).toEqual(['made', 'told'])
})
