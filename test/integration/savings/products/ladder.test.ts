import { expect, test } from 'vitest'
import type { RungChange } from '../../../../electron/contract/savings/ladder.ts'
import { evidenceOf } from '../../../../electron/core/savings/card/evidence.ts'
import { decide } from '../../../../electron/core/savings/choices/decisions.ts'
import { changeLadder, planLadder } from '../../../../electron/core/savings/products/change-ladder.ts'
import { readScriptWork } from '../../../../electron/core/savings/script/read-work.ts'
import { openWriter } from '../../../../electron/platform/sqlite/open.ts'
import { changeSavings } from '../../../../electron/platform/sqlite/savings/changes.ts'
import { product } from '../support/example.ts'
import { ask } from '../support/plans.ts'
import { type SavingsTenant, savingsTenant } from '../support/tenant.ts'

const at = '2026-11-23T08:00:00Z'
const active = { exchange: '2026-11-20', teams: '2026-11-20' }
const calling = [
  { product: 'MCOPSTN1', amount: 12 },
  { product: 'MCOPSTN2', amount: 24 },
]
const calls = { lower: 'MCOPSTN1', higher: 'MCOPSTN2' }
const flow = { lower: 'FLOW_O365_P2', higher: 'FLOW_O365_P3' }

type Change = Omit<RungChange, 'note'> & { note?: string }

function change(tenant: SavingsTenant, ...changes: Change[]): void {
  const given = changes.map(one => ({ note: null, ...one }))
  changeSavings(tenant.file, writer => changeLadder(writer, given, 'Ada', at))
  tenant.judge()
}

function within<T>(tenant: SavingsTenant, work: (writer: ReturnType<typeof openWriter>) => T): T {
  const writer = openWriter(tenant.file)
  try {
    return work(writer)
  } finally {
    writer.close()
  }
}

const ladderOf = (tenant: SavingsTenant) => within(tenant, planLadder)
const cardOf = (tenant: SavingsTenant, userId: string, partNumber: string) =>
  within(tenant, writer => evidenceOf(writer, userId, product(partNumber).skuId, '2026-11-23'))
const covers = (tenant: SavingsTenant) =>
  tenant.read('select how from v_covers where sku_id = ?', product('MCOPSTN1').skuId)

test('a pair that is added claims a seat that nothing claimed, and the card says by which pair', () => {
  const tenant = savingsTenant({
    prices: calling,
    people: [{ id: 'ida', holds: ['SPE_E3', 'MCOPSTN1', 'MCOPSTN2'], ...active }],
  })
  expect(tenant.verdict('ida', 'MCOPSTN1')).toBe('not_judged')
  expect(covers(tenant)).toEqual([])
  change(tenant, { ...calls, isOn: true, note: 'same numbers' })
  expect(tenant.verdict('ida', 'MCOPSTN1')).toBe('claimed R3 strong 144.00')
  expect(tenant.verdict('ida', 'MCOPSTN2')).toBe('not_judged')
  expect(covers(tenant)).toEqual([{ how: 'higher' }])
  expect(cardOf(tenant, 'ida', 'MCOPSTN1')).toMatchObject({
    reason: 'coveredByAdded',
    addedRungs: [{ ...calls, note: 'same numbers', by: 'Ada', at }],
  })
  expect(ladderOf(tenant).rungs[0]).toEqual({
    ...calls,
    lowerName: 'Microsoft 365 Domestic Calling Plan',
    higherName: 'DOMESTIC AND INTERNATIONAL CALLING PLAN',
    isShipped: false,
    isOn: true,
    note: 'same numbers',
    by: 'Ada',
    at,
  })
  change(tenant, { ...calls, isOn: false })
  expect(tenant.verdict('ida', 'MCOPSTN1')).toBe('not_judged')
  // What was taken back stays with its time.
  expect(tenant.read('select note, withdrawn_at from plan_rung')).toEqual([
    { note: 'same numbers', withdrawn_at: at },
  ])
})

test('a shipped pair that is switched off takes its claims away, and gives them back', () => {
  const tenant = savingsTenant({
    prices: [
      { product: 'SPE_E3', amount: 36 },
      { product: 'SPE_E5', amount: 57 },
      { product: 'EMS', amount: 10 },
    ],
    people: [
      { id: 'ida', holds: ['SPE_E5', 'SPE_E3'], ...active },
      { id: 'lea', holds: ['SPE_E3', 'EMS'], ...active },
    ],
  })
  const verdicts = () => [tenant.verdict('ida'), tenant.verdict('lea', 'EMS')]
  expect(verdicts()).toEqual(['claimed R3 strong 432.00', 'claimed R3 certain 120.00'])
  expect(cardOf(tenant, 'ida', 'SPE_E3')).toMatchObject({ reason: 'covered', addedRungs: [] })
  change(tenant, { ...flow, isOn: false, note: 'our flows differ' })
  expect(verdicts()).toEqual(['in_use', 'claimed R3 certain 120.00'])
  expect(ladderOf(tenant).rungs.filter(({ isOn }) => !isOn)).toMatchObject([
    { ...flow, isShipped: true, note: 'our flows differ', by: 'Ada', at },
  ])
  change(tenant, { ...flow, isOn: true })
  expect(verdicts()).toEqual(['claimed R3 strong 432.00', 'claimed R3 certain 120.00'])
})

test('a smaller product, a plan and a script follow the changed ladder', () => {
  const lacking = [...product('SPE_E5').plans.keys()].filter(name => !product('SPE_E3').plans.has(name))
  const tenant = savingsTenant({
    prices: [
      { product: 'SPE_E3', amount: 36 },
      { product: 'SPE_E5', amount: 57 },
    ],
    products: [{ sku_id: '', sku_part_number: 'SPE_E3', enabled_units: 1, consumed_units: 0 }],
    people: [
      { id: 'zoe', holds: [{ product: 'SPE_E5', off: lacking.filter(name => name !== 'MCOEV') }], ...active },
      { id: 'abe', holds: [{ product: 'SPE_E5', off: lacking }], ...active },
    ],
  })
  const moves = [{ from: product('SPE_E5').skuId, to: product('SPE_E3').skuId }]
  const unknown = () => ask(tenant, { moves }).moves[0]?.unknown
  const plansOff = () =>
    within(
      tenant,
      writer => readScriptWork(writer, null, '2026-11-23').files.flat()[0]?.seats[0]?.target?.plansOff,
    )
  expect([tenant.verdict('zoe', 'SPE_E5'), unknown()]).toEqual(['in_use', 1])
  // Whoever has Teams gets the phone system with it, says somebody.
  change(tenant, { lower: 'MCOEV', higher: 'TEAMS1', isOn: true })
  expect([tenant.verdict('zoe', 'SPE_E5'), unknown()]).toEqual(['claimed R8 strong 252.00', 0])
  const person = '11111111-2222-4333-8444-555555555555'
  for (const table of ['user', 'assigned_license', 'license_state', 'claim'])
    tenant.change(`update ${table} set user_id = ? where user_id = 'abe'`, person)
  within(tenant, writer =>
    decide(
      writer,
      {
        seats: [{ userId: person, skuId: product('SPE_E5').skuId }],
        decision: 'downgrade',
        targetSkuId: product('SPE_E3').skuId,
        note: null,
        decidedBy: null,
      },
      at,
    ),
  )
  const flowOfE3 = product('SPE_E3').plans.get('FLOW_O365_P2') ?? ''
  expect(plansOff()).toContain(flowOfE3)
  change(tenant, { ...flow, isOn: false })
  expect(plansOff()).not.toContain(flowOfE3)
})

test('what is no ladder is refused with a sentence, and nothing of it is stored', () => {
  const tenant = savingsTenant({ people: [{ id: 'ida', ...active }] })
  const refusal = (...changes: Change[]) => {
    try {
      change(tenant, ...changes)
      return null
    } catch (error) {
      return error instanceof Error ? error.message : null
    }
  }
  const add = (lower: string, higher: string) => ({ lower, higher, isOn: true })
  expect(refusal(add('MCOPSTN1', 'NO_SUCH'))).toBe('There is no service plan "NO_SUCH".')
  expect(refusal(add('MCOPSTN1', 'mcopstn1'))).toBe('"MCOPSTN1" cannot stand above itself.')
  expect(refusal(add('EXCHANGE_S_STANDARD', 'EXCHANGE_S_STANDARD_GOV'))).toMatch(/above itself/)
  expect(refusal(add('MCOPSTN1', 'EXCHANGE_S_FOUNDATION'))).toMatch(/never counted/)
  expect(refusal(add('FLOW_O365_P2', 'FLOW_O365_P3'))).toMatch(/shipped ladder has .* already/)
  expect(refusal({ ...calls, isOn: false })).toMatch(/no pair with "MCOPSTN1" right below "MCOPSTN2"/)
  expect(refusal(add('FLOW_O365_P3', 'FLOW_O365_S1'))).toBe(
    '"FLOW_O365_S1" cannot stand above "FLOW_O365_P3", which stands above "FLOW_O365_S1" already.',
  )
  expect(refusal(add('MCOPSTN1', 'MCOPSTN2'), add('MCOPSTN2', 'MCOPSTN1'))).toMatch(/already/)
  expect(tenant.read('select * from plan_rung')).toEqual([])
  // The other way round it is one once the shipped pair is off, which then cannot come back.
  expect(refusal({ ...flow, isOn: false }, add('FLOW_O365_P3', 'FLOW_O365_P2'))).toBeNull()
  expect(refusal({ ...flow, isOn: true })).toMatch(/already/)
})

test('a plan is found by its id and in any edition, and entering a pair again keeps its day', () => {
  const tenant = savingsTenant({ people: [{ id: 'ida', ...active }] })
  const id = product('MCOPSTN1').plans.get('MCOPSTN1') ?? ''
  change(tenant, { lower: id.toUpperCase(), higher: 'mcopstn2', isOn: true, note: 'first' })
  const again = () =>
    changeSavings(tenant.file, writer =>
      changeLadder(writer, [{ ...calls, isOn: true, note: null }], 'Ben', '2026-12-01T08:00:00Z'),
    )
  again()
  again()
  expect(tenant.read('select lower, higher, note, made_by, made_at from plan_rung')).toEqual([
    { ...calls, note: 'first', made_by: 'Ada', made_at: at },
  ])
})
