import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  type ConnectedEngine,
  connectEngine,
  connectorName as connector,
} from '../../../support/connected-engine.ts'

let tenant: ConnectedEngine
beforeAll(async () => {
  tenant = await connectEngine({ people: 600 })
  await tenant.sync()
  for (const [product, amount] of [
    ['SPE_E3', 36],
    ['SPE_F1', 8],
    ['STANDARDPACK', 9],
  ] as const)
    await tenant.engine.call('products.setPrice', { connector, product, price: { amount, currency: 'EUR' } })
})
afterAll(() => tenant.close())

test('a simulated tenant has a candidate of every rule that a first sync can know, each with its reason', () => {
  const rules = tenant.query(`select distinct rule from v_claims where class = 'claimed' order by rule`)
  // A shared mailbox is disabled, and waits for the days that an account is left alone.
  expect(rules.map(({ rule }) => rule)).toEqual(['R1', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'])
  const light = tenant.query(`
    select claim.cost_year, max(platform.used) as desktop from v_claims as claim
    join v_users as user on user.user_id = claim.user_id
    join v_app_platforms as platform on platform.user_principal_name = user.user_principal_name
      and platform.app like '%\\_app' escape '\\' and platform.platform in ('windows', 'mac')
    where claim.rule = 'R8' group by claim.user_id, claim.sku_id`)
  expect(light.length).toBeGreaterThan(0)
  for (const { cost_year, desktop } of light) {
    expect(Number(cost_year)).toBeGreaterThan(0)
    expect(desktop).toBe(0)
  }
})
