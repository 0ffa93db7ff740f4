import { afterAll, beforeAll, expect, test } from 'vitest'
import { columnsOfUse, seatsOf } from '../../../../renderer/features/savings/last-use/columns-of-use.ts'
import { classParts, partOf } from '../../../../renderer/features/savings/products/class-bar.ts'
import { seatsOfBand, seatsOfClass } from '../../../../renderer/features/savings/seats-behind.ts'
import type { Route } from '../../../../renderer/routing/route.ts'
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

test('the seats by days since last use are those of the verdicts, in every product', async () => {
  const answer = await tenant.engine.call('savings.lastUse', { connector })
  if (!answer.ok) throw new Error(answer.error.message)
  const { products, asOf, settings } = answer.value
  const columns = products.flatMap(({ skuId, used }) =>
    columnsOfUse(used, settings.idleDays).flatMap(({ band, seats }) =>
      seats === 0 ? [] : [`${skuId} ${band} ${seats}`],
    ),
  )
  const told = tenant.query(
    `select sku_id || ' ' || use_band || ' ' || count(*) as line from v_claims group by sku_id, use_band`,
  )
  expect(columns.toSorted()).toEqual(told.map(({ line }) => String(line)).toSorted())
  expect(new Set(columns.map(line => line.split(' ')[1])).size).toBeGreaterThan(5)
  expect(tenant.query('select max(refresh_date) as day from v_reports')).toEqual([{ day: asOf }])
  // What no report shows is measured for nobody.
  const blind = tenant.query(`
    select distinct use_band from v_claims where sku_id not in (select sku_id from v_witnesses)`)
  expect(blind).toEqual([{ use_band: 'not_measured' }])
  // Whatever the line is moved to: seats of which a witness has a newer date are in use, others are not.
  const paid = products.filter(({ isPaid }) => isPaid).flatMap(({ used }) => used)
  for (const days of [30, settings.idleDays, 180]) {
    const columnsOfPaid = columnsOfUse(paid, days)
    const inUse = columnsOfPaid.reduce((sum, column) => sum + column.inUse, 0)
    expect([{ seats: inUse }]).toEqual(
      tenant.query(`select count(*) as seats from v_claims as claim join v_licenses as product using (sku_id)
        where product.kind = 'paid' and (exists (
          select 1 from v_witnesses as witness
          join v_seats as seat on seat.user_id = claim.user_id and seat.sku_id = claim.sku_id
          join v_app_state as state on state.user_id = claim.user_id and state.app = witness.app
          where witness.sku_id = claim.sku_id and state.idle_days < ${days}
            and witness.service_plan_id not in (select value from json_each(seat.plans_off)))
          or ${activated(days)})`),
    )
  }
})

test('each column and class of seats leads to exactly the seats that it counts', async () => {
  const call = async (route: Route | null) => {
    const { report, filters = [] } = route ?? { report: null }
    const page = await tenant.engine.call('reports.page', {
      connector,
      report: report ?? '',
      filters: [...filters],
    })
    if (!page.ok) throw new Error(page.error.message)
    return page.value.filtered
  }
  const answer = await tenant.engine.call('savings.lastUse', { connector })
  const summary = await tenant.engine.call('savings.summary', { connector })
  if (!answer.ok || !summary.ok) throw new Error('Nothing is known of the seats.')
  const paid = answer.value.products.filter(({ isPaid }) => isPaid)
  for (const skuId of [null, ...paid.map(one => one.skuId)])
    for (const { band, seats } of columnsOfUse(seatsOf(answer.value, skuId), 90))
      expect([skuId, band, await call(seatsOfBand(band, skuId))]).toEqual([skuId, band, seats])
  expect(summary.value.lines.length).toBeGreaterThan(3)
  for (const line of summary.value.lines) {
    const parts = classParts.filter(part => part !== 'unassigned')
    for (const part of parts)
      expect([line.partNumber, part, await call(seatsOfClass(part, line.skuId))]).toEqual([
        ...[line.partNumber, part],
        partOf(line, part),
      ])
    expect(await call(seatsOfClass('assigned', line.skuId))).toBe(line.assigned)
    expect(seatsOfClass('unassigned', line.skuId)).toBeNull()
  }
})

test('a seat is listed with the day on which one of its plans was used last', async () => {
  const page = await tenant.engine.call('reports.page', {
    ...{ connector, report: 'seat-use', limit: 1000 },
    filters: [
      { column: 'use_band', operator: 'in', value: ['30-59', '60-89', 'none_on_record', 'not_measured'] },
    ],
  })
  if (!page.ok) throw new Error(page.error.message)
  const places = ['user_id', 'sku_id', 'use_band', 'last_use_date'].map(name =>
    page.value.columns.findIndex(({ key }) => key === name),
  )
  const rows = page.value.rows.map(row => places.map(place => row[place]))
  expect(rows.length).toBeGreaterThan(20)
  for (const [userId, skuId, band, day] of rows) {
    const [known] = tenant.query(`
      select max(used.day) as day from (
        select witness.app, state.last_activity_date as day ${witnessesOf(userId, skuId)}
        join v_app_state as state on state.user_id = seat.user_id and state.app = witness.app
        union all
        select witness.app, row.last_activated_date ${witnessesOf(userId, skuId)}
        join v_activations as row on row.user_id = seat.user_id and witness.app = ${activatedApp}
      ) as used`)
    const isDated = band !== 'none_on_record' && band !== 'not_measured'
    expect([userId, skuId, band, day]).toEqual([userId, skuId, band, isDated ? known?.['day'] : null])
    if (isDated) expect(day).toMatch(/^2/)
  }
})

const witnessesOf = (userId: unknown, skuId: unknown) => `
  from (select * from v_seats where user_id = '${userId}' and sku_id = '${skuId}') as seat
  join v_witnesses as witness on witness.sku_id = seat.sku_id
    and witness.service_plan_id not in (select value from json_each(seat.plans_off))`

const activatedApp = `case when row.product_type like '%VISIO%' then 'visio_activation'
  when row.product_type like '%PROJECT%' then 'project_activation' else 'apps_activation' end`

/** An activation of one of the seat's own products within the days that end with the newest report. */
const activated = (days: number) => `exists (
  select 1 from v_witnesses as witness
  join v_seats as seat on seat.user_id = claim.user_id and seat.sku_id = claim.sku_id
  join v_activations as row on row.user_id = claim.user_id and witness.app = ${activatedApp}
  where witness.sku_id = claim.sku_id
    and witness.service_plan_id not in (select value from json_each(seat.plans_off))
    and julianday((select max(refresh_date) from v_reports)) - julianday(row.last_activated_date) < ${days})`
