import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Method } from '../../../electron/contract/methods.ts'
import type { Input } from '../../../electron/contract/schemas.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'
import { engineCalls } from '../../support/engine-calls.ts'

let tenant: ConnectedEngine
beforeAll(async () => {
  tenant = await connectEngine({ people: 120 })
  await tenant.sync()
})
afterAll(() => tenant.close())

const connector = connectorName

const { call, refused } = engineCalls(() => tenant.engine)
const refusal = async <M extends Method>(method: M, input: Input<M>) =>
  (await refused(method, input))?.code ?? null

/** Prices for every product, so that each claim is money. */
async function priceEverything(amount = '10'): Promise<void> {
  const { products } = await call('savings.prices', { connector })
  await call('savings.setPrices', {
    connector,
    prices: products.map(({ skuId }) => ({
      skuId,
      subscriptionId: null,
      amount,
      currency: 'EUR',
      per: 'month' as const,
      validFrom: null,
      validTo: null,
      note: null,
    })),
  })
}

test('the classes of every product add up to its assigned seats, and the figures to plain SQL', async () => {
  await priceEverything()
  const summary = await call('savings.summary', { connector })
  for (const line of summary.lines) {
    const { certain, strong, weak, inUse, tooNew, leftOut, notJudged, assigned } = line
    expect(certain + strong + weak + inUse + tooNew + leftOut + notJudged).toBe(assigned)
  }
  const [sums] = tenant.query(`
    select sum(seats) as seats, round(sum(cost_year), 2) as cost from v_savings where grade <> 'weak' and rule <> 'P2'`)
  expect(summary.exposure).toEqual({
    seats: sums?.['seats'],
    money: [{ currency: 'EUR', amount: sums?.['cost'] }],
  })
  const [seats] = tenant.query(
    `select count(*) as claims, count(distinct user_id || sku_id) as seats from v_claims`,
  )
  expect(seats?.['claims']).toBe(seats?.['seats'])
  expect(summary.priced).toBe(summary.paid)
})

test('leaving somebody out hides the claim and leaves every count as it was', async () => {
  await priceEverything()
  const before = await call('savings.summary', { connector })
  const [claim] = tenant.query(
    `select user_id, sku_id, rule from v_claims where class = 'claimed' and grade = 'strong' limit 1`,
  )
  const userId = String(claim?.['user_id'])
  const exclusion = {
    userId,
    upnPattern: null,
    department: null,
    groupId: null,
    skuId: null,
    rule: null,
    reason: 'leave' as const,
    note: null,
    from: null,
    until: '2027-01-31',
    reviewOn: null,
  }
  const preview = await call('savings.previewExclusion', { connector, exclusion })
  const { exclusionId } = await call('savings.exclude', { connector, exclusion })
  const after = await call('savings.summary', { connector })
  expect(
    after.leftOut.seats - before.leftOut.seats + (after.toLookInto.seats - before.toLookInto.seats) * -1,
  ).toBe(preview.seats)
  const assigned = ({ lines }: typeof before) =>
    lines.map(({ skuId, assigned: seats }) => [skuId, seats]).toSorted()
  expect(assigned(after)).toEqual(assigned(before))
  expect(
    tenant.query(
      `select rule from v_claims where user_id = '${userId}' and class = 'left_out' and rule is not null`,
    ).length,
  ).toBeGreaterThan(0)
  await call('savings.endExclusion', { connector, exclusionId })
  expect((await call('savings.summary', { connector })).exposure).toEqual(before.exposure)
  expect(await refusal('savings.endExclusion', { connector, exclusionId })).toBe('notFound')
})

test('an exclusion has an end, of a year at most, and is about something', async () => {
  const nothing = {
    userId: null,
    upnPattern: null,
    department: null,
    groupId: null,
    skuId: null,
    rule: null,
    note: null,
    from: null,
  }
  const wrong = [
    { ...nothing, reason: 'leave' as const, until: '2027-01-31', reviewOn: null },
    { ...nothing, rule: 'R6', reason: 'leave' as const, until: null, reviewOn: null },
    { ...nothing, rule: 'R6', reason: 'leave' as const, until: '2039-01-31', reviewOn: null },
    { ...nothing, rule: 'R6', reason: 'service_account' as const, until: '2027-01-31', reviewOn: null },
    { ...nothing, rule: 'R6', reason: 'leave' as const, until: '2020-01-31', reviewOn: null },
  ]
  const before = await call('savings.exclusions', { connector })
  for (const exclusion of wrong)
    expect(await refusal('savings.exclude', { connector, exclusion })).toBe('badRequest')
  expect(await call('savings.exclusions', { connector })).toEqual(before)
})

test('prices of one day that contradict each other are refused, and nothing of the list is stored', async () => {
  await priceEverything('12.5')
  const before = await call('savings.prices', { connector })
  const [first] = before.prices
  if (first === undefined) throw new Error('There is no price.')
  const prices = [
    { ...first, validTo: '2026-11-30' },
    { ...first, amount: '39', validFrom: '2026-11-15' },
  ]
  expect(await refusal('savings.setPrices', { connector, prices })).toBe('badRequest')
  expect(await call('savings.prices', { connector })).toEqual(before)
  expect(tenant.query(`select distinct unit_price, currency from v_licenses`)).toEqual([
    { unit_price: 12.5, currency: 'EUR' },
  ])
})

test('the card of a claim shows each signal with its source, and what speaks against the claim', async () => {
  const [claim] = tenant.query(
    `select user_id, sku_id from v_claims where class = 'claimed' and rule = 'R5' limit 1`,
  )
  const evidence = await call('savings.evidence', {
    connector,
    userId: String(claim?.['user_id']),
    skuId: String(claim?.['sku_id']),
  })
  expect(evidence).toMatchObject({ class: 'claimed', rule: 'R5' })
  expect(evidence.doubts[0]).toBe('neverRead')
  expect(evidence.signals.find(({ key }) => key === 'account')).toMatchObject({
    value: 'enabled',
    source: 'users',
  })
  const apps = evidence.signals.filter(({ key }) => key.startsWith('app:'))
  expect(apps.some(({ speaks }) => speaks === 'for')).toBe(true)
  expect(apps.every(({ speaks }) => speaks !== 'against')).toBe(true)
  expect(evidence.plans.some(({ use }) => use === 'blind')).toBe(true)
  expect(await refusal('savings.evidence', { connector, userId: 'nobody', skuId: 'nothing' })).toBe(
    'notFound',
  )
})

test('a decision is written down with what was known, and can be taken back', async () => {
  await priceEverything()
  const [claim] = tenant.query(
    `select user_id, sku_id from v_claims where class = 'claimed' and rule = 'R5' limit 1`,
  )
  const seats = [{ userId: String(claim?.['user_id']), skuId: String(claim?.['sku_id']) }]
  expect(
    await call('savings.decide', { connector, seats, decision: 'remove', targetSkuId: null, note: 'left' }),
  ).toEqual({ decided: 1 })
  const { decisions } = await call('savings.workList', { connector })
  expect(decisions).toMatchObject([
    { decision: 'remove', outcome: 'open', note: 'left', money: { currency: 'EUR' } },
  ])
  const plan = await call('savings.renewals', { connector })
  expect(plan.reduce((sum, { firm }) => sum + firm.seats, 0)).toBeGreaterThan(0)
  await call('savings.withdraw', { connector, decisionIds: [decisions[0]?.decisionId ?? 0] })
  expect((await call('savings.workList', { connector })).decisions[0]?.outcome).toBe('withdrawn')
  const nobody = [{ userId: 'nobody', skuId: 'nothing' }]
  expect(
    await call('savings.decide', {
      connector,
      seats: nobody,
      decision: 'remove',
      targetSkuId: null,
      note: null,
    }),
  ).toEqual({ decided: 0 })
})
