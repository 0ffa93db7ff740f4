import { expect, test } from 'vitest'
import { decide, followUp } from '../../../electron/core/savings/choices/decisions.ts'
import { achieved } from '../../../electron/core/savings/money/achieved.ts'
import { moneyText } from '../../../electron/core/savings/money/price.ts'
import { openWriter } from '../../../electron/platform/sqlite/open.ts'
import { product } from './support/example.ts'
import { savingsTenant } from './support/tenant.ts'

const day = '2026-11-23'

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
