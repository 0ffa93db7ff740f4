import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Method } from '../../../electron/contract/methods.ts'
import type { Input } from '../../../electron/contract/schemas.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'
import { engineCalls } from '../../support/engine-calls.ts'

const connector = connectorName
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)

let tenant: ConnectedEngine
beforeAll(async () => {
  tenant = await connectEngine({ people: 120 })
  await tenant.sync()
})
afterAll(() => tenant.close())

const { call, refused } = engineCalls(() => tenant.engine)
const refusal = async <M extends Method>(method: M, input: Input<M>) =>
  (await refused(method, input))?.message ?? null
const claims = () =>
  Number(tenant.query(`select count(*) as count from v_claims where class = 'claimed'`)[0]?.['count'])

test('what fits every licensed user is said, and left out only when that is confirmed', async () => {
  const exclusion = { upnPattern: '*', reason: 'other' as const, until: inDays(30) }
  const before = claims()
  const preview = await call('savings.previewExclusion', { connector, exclusion })
  expect(preview).toMatchObject({ seats: before, isEverybody: true })
  expect(preview.fits).toBe(preview.licensed)
  for (const pattern of ['*', '**', '*@*', '*.*'])
    expect(
      await refusal('savings.exclude', { connector, exclusion: { ...exclusion, upnPattern: pattern } }),
    ).toMatch(/fits every licensed user/)
  const narrow = await call('savings.previewExclusion', {
    connector,
    exclusion: { ...exclusion, skuId: 'none' },
  })
  expect(narrow).toMatchObject({ seats: 0, isEverybody: false })
  expect(claims()).toBe(before)
  const { exclusionId } = await call('savings.exclude', { connector, exclusion, everybody: true })
  expect(claims()).toBe(0)
  await call('savings.endExclusion', { connector, exclusionId })
  expect(claims()).toBe(before)
})

test('a file of 10,000 exclusions is read line by line, stored as a whole or not at all, and written again', async () => {
  const until = inDays(60)
  const lines = Array.from(
    { length: 9_994 },
    (_, index) => `svc-${index}@*;other;${until};=cmd|' /C calc'!A0`,
  )
  const bad = [
    `*;other;${until};`,
    `x@*;holiday;${until};`,
    'y@*;other;2026-02-30;',
    'z@*;other;2039-01-01;',
    ';other;;',
  ]
  const text = [
    'User principal name;Reason;Until;Note',
    ...lines,
    ...bad,
    `SPE_NOPE@*;other;${until};last`,
  ].join('\r\n')
  const { lines: read } = await call('savings.readExclusions', { connector, text })
  expect(read).toHaveLength(10_000)
  expect(read.slice(9_994).map(({ line, status }) => [line, status])).toEqual([
    [9_996, 'everybody'],
    [9_997, 'badReason'],
    [9_998, 'badDay'],
    [9_999, 'refused'],
    [10_000, 'refused'],
    [10_001, 'ok'],
  ])
  const exclusions = read.flatMap(({ status, exclusion }) =>
    status === 'ok' && exclusion !== null ? [exclusion] : [],
  )
  const wrong = { ...exclusions[0], reason: 'other' as const, until: '2020-01-01' }
  expect(
    await refusal('savings.excludeAll', { connector, exclusions: [...exclusions.slice(1), wrong] }),
  ).toMatch(/end/)
  expect(tenant.query(`select count(*) as count from v_exclusions where ended_at is null`)).toEqual([
    { count: 0 },
  ])
  expect(await call('savings.excludeAll', { connector, exclusions })).toEqual({ made: 9_995 })
  const before = await call('savings.summary', { connector })
  expect(before.leftOut.exclusions).toBe(9_995)
  const { file, rows } = await call('reports.export', {
    connector,
    report: 'exclusions',
    format: 'csv',
    file: null,
    filters: [{ column: 'state', operator: '=', value: 'inForce' }],
  })
  expect(rows).toBe(9_995)
  const again = await call('savings.readExclusions', { connector, text: await readFile(file, 'utf8') })
  expect(new Set(again.lines.map(({ status }) => status))).toEqual(new Set(['ok']))
  expect(again.lines.find(({ about }) => about === 'svc-7@*')?.exclusion).toMatchObject({
    upnPattern: 'svc-7@*',
    until,
    note: "=cmd|' /C calc'!A0",
  })
  tenant.execute('delete from exclusion')
})

test('a file that does not say whom it is about is refused, and no text is too long to be told', async () => {
  const read = (text: string) => refusal('savings.readExclusions', { connector, text })
  for (const text of ['svc-*@*,other,2027-01-01', '<html>Sign in</html>', 'upn,until\nx@*,2027-01-01'])
    expect(await read(text)).toMatch(/The first line names no column "reason"/)
  expect(await read('reason,until\nother,2027-01-01')).toMatch(/no column "upn_pattern"/)
  expect(await read(`upn,reason\n${'x@*,other\n'.repeat(10_001)}`)).toMatch(/more than 10,000 lines/)
  const text = `upn,reason,until\n${'x'.repeat(300)},other,${inDays(30)}`
  const { lines } = await call('savings.readExclusions', { connector, text })
  expect(lines.map(({ status }) => status)).toEqual(['refused'])
})

test('the page of a user says why and until when exclusions leave something of the user out', async () => {
  const [claim] = tenant.query(`select user_id, user_principal_name from v_claims join v_users using (user_id)
    where class = 'claimed' and rule = 'R5' limit 1`)
  const user = String(claim?.['user_id'])
  const leftOut = async () => (await call('users.get', { connector, user })).leftOut
  const until = async () => (await leftOut())[0]?.endsOn
  expect(await leftOut()).toEqual([])
  const reason = 'other' as const
  const of = (exclusion: object) =>
    call('savings.exclude', { connector, exclusion: { reason, ...exclusion, until: inDays(20) } })
  const { exclusionId } = await of({ upnPattern: String(claim?.['user_principal_name']) })
  expect(await leftOut()).toEqual([
    {
      exclusionId,
      reason,
      note: null,
      endsOn: inDays(20),
      isReview: false,
      about: String(claim?.['user_principal_name']),
      isOwn: false,
    },
  ])
  await call('savings.endExclusion', { connector, exclusionId })
  expect(await leftOut()).toEqual([])
  // One that hides nothing of the user yet, and one that begins later.
  await of({ userId: user, rule: 'R6' })
  expect(await until()).toBe(inDays(20))
  const own = { userId: user, reason: 'service_account' as const, reviewOn: inDays(40), note: 'printer' }
  await call('savings.exclude', { connector, exclusion: own })
  expect(await leftOut()).toMatchObject([
    {
      reason: 'service_account',
      endsOn: inDays(40),
      isReview: true,
      note: 'printer',
      about: null,
      isOwn: true,
    },
    { endsOn: inDays(20), isReview: false, about: 'Guest', isOwn: true },
  ])
  tenant.execute('delete from exclusion')
  await of({ userId: user, from: inDays(5) })
  expect(await leftOut()).toEqual([])
  tenant.execute('delete from exclusion')
})

test('a claim is postponed to a day at most 90 days ahead', async () => {
  const [claim] = tenant.query(`select user_id, sku_id from v_claims where class = 'claimed' limit 1`)
  const seats = [{ userId: String(claim?.['user_id']), skuId: String(claim?.['sku_id']) }]
  const before = claims()
  for (const until of [inDays(0), inDays(92), '2020-01-01'])
    expect(await refusal('savings.postpone', { connector, seats, until })).toMatch(/90 days at most/)
  await call('savings.postpone', { connector, seats, until: inDays(45) })
  expect(claims()).toBe(before - 1)
  tenant.execute('delete from postponement')
})

test('a seat is kept until the chosen day', async () => {
  const [claim] = tenant.query(`select user_id, sku_id from v_claims where class = 'claimed' limit 1`)
  const seats = [{ userId: String(claim?.['user_id']), skuId: String(claim?.['sku_id']) }]
  await call('savings.decide', {
    connector,
    seats,
    decision: 'keep',
    note: 'back in spring',
    until: inDays(100),
  })
  const page = await tenant.report('exclusions')
  expect(page.rows.at(0)?.slice(1, 6)).toEqual([
    'agreed',
    inDays(100),
    expect.any(Number),
    'inForce',
    'back in spring',
  ])
})

test('what is said of plans and people stays with its time, and what is taken back ends', async () => {
  const statements = await call('savings.statements', { connector })
  expect(statements).toMatchObject({ unused: [], allBut: null, marks: [] })
  expect(statements.plans.map(({ name }) => name)).not.toContain('EXCHANGE_S_ENTERPRISE')
  const [plan] = statements.plans
  if (plan === undefined) throw new Error('The tenant has no plan that no report shows.')
  const set = (changes: Partial<Input<'savings.setStatements'>['statements']>) =>
    call('savings.setStatements', {
      connector,
      statements: { unused: [], allBut: null, marks: [], ...changes },
    })
  const marks = [{ kind: 'department' as const, value: 'Warehouse' }]
  await set({ unused: [plan.name], marks })
  expect(await call('savings.statements', { connector })).toMatchObject({
    unused: [plan.name],
    allBut: null,
    marks,
  })
  await set({ unused: [plan.name], allBut: ['MCOEV'] })
  await set({ allBut: ['MCOEV'] })
  expect(await call('savings.statements', { connector })).toMatchObject({
    unused: [],
    allBut: ['MCOEV'],
    marks: [],
  })
  await set({})
  expect(await call('savings.statements', { connector })).toMatchObject({ unused: [], allBut: null })
})

test('prices are written as a file that is read again as it was', async () => {
  const { products } = await call('savings.prices', { connector })
  const [first, second] = products.filter(({ kind }) => kind === 'paid')
  if (first === undefined || second === undefined) throw new Error('The tenant has too few products.')
  const price = { subscriptionId: null, currency: 'EUR', validFrom: null, validTo: null, note: '=1+1' }
  const prices = [
    { ...price, skuId: first.skuId, amount: '1234.5', per: 'three_years' as const, validTo: '2026-12-31' },
    { ...price, skuId: first.skuId, amount: '0.0001', per: 'month' as const, validFrom: '2027-01-01' },
  ]
  await call('savings.setPrices', { connector, prices })
  const { file, rows } = await call('savings.writePrices', { connector, unpriced: true })
  const text = await readFile(file, 'utf8')
  expect(text.trim().split('\r\n')).toHaveLength(rows + 1)
  const { lines } = await call('savings.readPrices', { connector, text, currency: 'EUR', decimal: null })
  expect(lines.flatMap(line => line.price ?? [])).toEqual(prices)
  expect(lines.filter(({ status }) => status === 'empty')).toHaveLength(rows - 2)
})

test('a saved plan keeps what it came to, and shows what came true of its decisions', async () => {
  const [claim] = tenant.query(
    `select sku_id from v_claims where class <> 'left_out' group by sku_id order by count(*) desc limit 1`,
  )
  const from = String(claim?.['sku_id'])
  const { products } = await call('savings.prices', { connector })
  const to = products.find(({ kind, skuId }) => kind === 'target' && skuId !== from)?.skuId ?? ''
  const price = { amount: '1', currency: 'EUR', per: 'month' as const }
  const plan = { moves: [{ from, to, price }], allBut: [] }
  const answer = await call('savings.plan', { connector, plan })
  expect(answer.totals.all.seats).toBeGreaterThan(0)
  // Before the plan stands what the renewals say of the replaced product.
  const renewals = await call('savings.renewals', { connector })
  const dates = answer.products.find(({ skuId }) => skuId === from)?.byDate ?? []
  expect(dates.length).toBeGreaterThan(0)
  for (const { subscriptionId, before, openBefore } of dates)
    expect(renewals).toContainEqual(
      expect.objectContaining({ subscriptionId, firm: before, open: openBefore }),
    )
  const { departments, countries, groups } = await call('savings.planChoices', { connector })
  for (const [column, offered] of Object.entries({ department: departments, country: countries }))
    expect(offered).toEqual(
      tenant
        .query(
          `select distinct ${column} as value from v_users where license_count > 0 and ${column} <> '' order by 1`,
        )
        .map(({ value }) => value),
    )
  const [group] = groups
  expect(group?.products.length).toBeGreaterThan(0)
  const members = await call('savings.plan', {
    connector,
    plan: { ...plan, scope: { groupId: group?.groupId } },
  })
  expect(members.totals.all.seats).toBeLessThan(answer.totals.all.seats)
  await call('savings.savePlan', { connector, name: 'Smaller', plan })
  expect(await call('savings.plans', { connector })).toMatchObject([
    { name: 'Smaller', totals: answer.totals, decidedAt: null, cameTrue: { decided: 0 } },
  ])
  const { decided } = await call('savings.decidePlan', { connector, plan, which: 'all', name: 'Smaller' })
  expect(decided).toBe(answer.totals.all.seats)
  const [saved] = await call('savings.plans', { connector })
  expect(saved?.cameTrue).toMatchObject({ decided, done: 0 })
  expect(tenant.query(`select distinct note from v_decisions where decision = 'downgrade'`)).toEqual([
    { note: 'Smaller' },
  ])
  await call('savings.deletePlan', { connector, name: 'Smaller' })
  expect(await call('savings.plans', { connector })).toEqual([])
  expect(await refusal('savings.plan', { connector, plan: { moves: [{ from: 'none', to }] } })).toMatch(
    /not known/,
  )
})
