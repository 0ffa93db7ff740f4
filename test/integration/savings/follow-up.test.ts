import { expect, test } from 'vitest'
import { decide, followUp } from '../../../electron/core/savings/choices/decisions.ts'
import { achieved } from '../../../electron/core/savings/money/achieved.ts'
import { moneyText } from '../../../electron/core/savings/money/price.ts'
import { readScriptWork } from '../../../electron/core/savings/script/read-work.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import { product } from './support/example.ts'
import { savingsTenant } from './support/tenant.ts'

const day = '2026-11-23'

const at = '2026-11-23T08:00:00Z'
const active = { exchange: '2026-11-22', teams: '2026-11-22', success: '2026-11-22' }

test('only a decision that rests on a license not being used is reconsidered once its user is active', () => {
  const copilot = 'Microsoft_365_Copilot'
  const tenant = savingsTenant({
    prices: [{ product: 'SPE_E3', amount: 36 }],
    people: [
      { id: 'both', holds: ['SPE_E5', 'SPE_E3'], ...active },
      { id: 'qi', holds: ['SPE_E3', copilot], ...active, copilot: null },
      { id: 'ron', holds: ['SPE_E3', copilot], ...active, copilot: null },
      { id: 'gil', teams: '2026-05-01', success: '2026-05-01' },
      // Who was seen when it was decided is not reconsidered for being seen again.
      { id: 'ivo', guest: true, isReported: false, success: '2026-11-22' },
      { id: 'max', ...active },
      { id: 'sig', teams: '2026-05-01', success: '2026-11-22' },
    ],
  })
  const writer = openWriter(tenant.file)
  const sku = (partNumber: string) => product(partNumber).skuId
  const to = (decision: 'remove' | 'downgrade', userId: string, partNumber: string) =>
    decide(
      writer,
      {
        seats: [{ userId, skuId: sku(partNumber) }],
        decision,
        targetSkuId: decision === 'remove' ? null : sku('SPE_F1'),
        note: null,
        decidedBy: null,
      },
      at,
    )
  try {
    to('remove', 'both', 'SPE_E3')
    to('remove', 'qi', copilot)
    to('remove', 'ron', copilot)
    for (const id of ['gil', 'ivo', 'max', 'sig']) to('remove', id, 'SPE_E3')
    const later = () => followUp(writer).map(({ userId, outcome }) => `${userId} ${outcome}`)
    tenant.change(
      `update sign_in set last_successful_at = '2026-11-30T08:00:00Z' where user_id in ('ivo', 'max', 'sig')`,
    )
    expect(
      later()
        .filter(line => /^(ivo|max|sig)/.test(line))
        .toSorted(),
    ).toEqual(['ivo open', 'max open', 'sig open'])
    tenant.change(`update claim set class = 'in_use', rule = null where user_id = 'sig'`)
    expect(later()).toContain('sig reactivated')
    to('downgrade', 'ron', 'SPE_E3')
    tenant.change(`update user_summary set last_activity_date = '2026-11-30'`)
    tenant.change(
      `update claim set class = 'in_use', rule = null where user_id = 'ron' and sku_id = ?`,
      sku(copilot),
    )
    const outcomes = followUp(writer).map(
      ({ userId, decision, outcome }) => `${userId} ${decision} ${outcome}`,
    )
    expect(outcomes.toSorted()).toEqual([
      'both remove open',
      'gil remove reactivated',
      'ivo remove reactivated',
      'max remove open',
      'qi remove open',
      'ron downgrade open',
      'ron remove reactivated',
      'sig remove reactivated',
    ])
    const { files, leftOut } = readScriptWork(writer, null, day)
    expect(leftOut.map(({ reason }) => reason).toSorted()).toEqual([
      ...Array(3).fill('badId'),
      'targetNotHeld',
      ...Array(4).fill('usedSince'),
    ])
    expect(files).toEqual([])
  } finally {
    writer.close()
  }
})

test('a decision is worth what it saves: the whole price, or the difference to what takes the place', () => {
  const tenant = savingsTenant({
    prices: [
      { product: 'SPE_E3', amount: 36 },
      { product: 'SPE_F1', amount: 8 },
      { product: 'EMS', amount: 10, currency: 'USD' },
    ],
    people: [
      { id: 'idle', teams: '2026-05-01', success: '2026-05-01' },
      { id: 'used', ...active },
      {
        id: 'light',
        apps: '2026-11-20',
        word: 'mobile',
        exchange: '2026-11-20',
        oneDriveGb: 0.3,
        mailboxGb: 1,
      },
    ],
  })
  const writer = openWriter(tenant.file)
  const worth = (userId: string, target: string | null) => {
    const seats = [{ userId, skuId: product('SPE_E3').skuId }]
    const decision = target === null ? ('remove' as const) : ('downgrade' as const)
    const targetSkuId = target === null ? null : product(target).skuId
    decide(writer, { seats, decision, targetSkuId, note: null, decidedBy: null }, at)
    const cost = followUp(writer)[0]?.cost ?? null
    return cost === null ? null : `${moneyText(cost.sum, cost.currency)} ${cost.currency}`
  }
  try {
    expect(tenant.verdict('light')).toBe('claimed R8 weak 336.00')
    expect(['idle', 'used', 'light'].map(one => worth(one, null))).toEqual(Array(3).fill('432.00 EUR'))
    expect(['idle', 'used', 'light'].map(one => worth(one, 'SPE_F1'))).toEqual(Array(3).fill('336.00 EUR'))
    // A price in another currency, and none at all: unknown, and not nothing.
    expect(worth('idle', 'EMS')).toBeNull()
    expect(worth('idle', 'STANDARDPACK')).toBeNull()
  } finally {
    writer.close()
  }
})

test('later syncs show what became of each decision, and only fewer bought seats are called saved', () => {
  const { skuId } = product('SPE_E3')
  const idle = { teams: '2026-05-01', success: '2026-05-01' }
  const people = ['eve', 'fin', 'gil', 'hugo']
  const tenant = savingsTenant({
    prices: [{ product: 'SPE_E3', amount: 36 }],
    products: [{ sku_id: '', sku_part_number: 'SPE_E3', enabled_units: 100, consumed_units: 4 }],
    people: people.map(id => ({ id, ...idle })),
  })
  tenant.change('delete from license_day')
  const history = [
    ['2026-08-01', 100],
    ['2026-10-14', 100],
    ['2026-10-15', 99],
    ['2026-11-23', 99],
  ]
  for (const [date, units] of history) {
    tenant.change(
      `insert into license_day (date, sku_id, sku_part_number, enabled_units, consumed_units) values (?, ?, 'SPE_E3', ?, 4)`,
      date,
      skuId,
      units,
    )
  }
  const writer = openWriter(tenant.file)
  try {
    const seats = people.map(userId => ({ userId, skuId }))
    const decision = { seats, decision: 'remove' as const, targetSkuId: null, note: null, decidedBy: 'Ada' }
    expect(decide(writer, decision, '2026-09-01T08:00:00Z')).toBe(4)
    const note = `insert into change (run_id, at, kind, user_id, sku_id) values (1, ?, ?, ?, ?)`
    tenant.change(note, '2026-09-05T06:00:00Z', 'license_removed', 'eve', skuId)
    tenant.change('delete from assigned_license where user_id = ?', 'eve')
    tenant.change(note, '2026-09-05T06:00:00Z', 'license_removed', 'fin', skuId)
    tenant.change(note, '2026-10-20T06:00:00Z', 'license_assigned', 'fin', skuId)
    tenant.change(`update user_summary set last_activity_date = '2026-11-10' where user_id = 'gil'`)
    const followed = followUp(writer)
    const outcomeOf = (id: string) => followed.find(({ userId }) => userId === id)?.outcome
    expect(people.map(outcomeOf)).toEqual(['reclaimed', 'returned', 'reactivated', 'open'])
    const money = achieved(writer, followed, day)
    const texts = (amounts: typeof money.saved) =>
      amounts.map(({ sum, currency }) => `${moneyText(sum, currency)} ${currency}`)
    expect(texts(money.noLongerIdle)).toEqual(['93.50 EUR'])
    expect(texts(money.saved)).toEqual(['46.16 EUR'])
    expect(texts(money.savedPerYear)).toEqual(['432.00 EUR'])
  } finally {
    writer.close()
  }
})
