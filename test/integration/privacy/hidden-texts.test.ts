import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { hiddenText } from '../../../electron/contract/entry/made-up-names.ts'
import type { Method } from '../../../electron/contract/methods.ts'
import { smallGroups } from '../../../electron/contract/reports.ts'
import type { Input } from '../../../electron/contract/schemas.ts'
import {
  type ConnectedEngine,
  connectEngine,
  connectorName as connector,
} from '../../support/connected-engine.ts'
import { engineCalls } from '../../support/engine-calls.ts'

let tenant: ConnectedEngine
beforeAll(async () => {
  tenant = await connectEngine({ people: 60 })
  await tenant.sync()
})
afterAll(() => tenant.close())

const { call, refused } = engineCalls(() => tenant.engine)
const refusal = async <M extends Method>(method: M, input: Input<M>) =>
  (await refused(method, input))?.message ?? null
const notes = (table: string) => tenant.query(`select note from ${table} order by 1`).map(({ note }) => note)
const until = '2027-06-30'

/** Writes down something about users wherever the app takes a text. */
async function writeNotes(): Promise<{ skuId: string; subscriptionId: string }> {
  const [claim] = tenant.query(`select user_id, sku_id from v_claims where class = 'claimed' limit 1`)
  const seats = [{ userId: String(claim?.['user_id']), skuId: String(claim?.['sku_id']) }]
  await call('savings.decide', { connector, seats, decision: 'ask', note: 'Ask Ada' })
  await call('savings.exclude', {
    connector,
    exclusion: { upnPattern: 'ada*', reason: 'other', note: 'Ada is away', until },
  })
  const [held] = tenant.query('select subscription_id, sku_id from v_renewals limit 1')
  const known = { skuId: String(held?.['sku_id']), subscriptionId: String(held?.['subscription_id']) }
  await call('savings.decideRenewal', {
    connector,
    subscriptionId: known.subscriptionId,
    decision: { kind: 'keep', seats: null, note: 'Ada wants it', forDay: null },
  })
  const price = { currency: 'EUR', per: 'month' as const, amount: '10', validTo: null }
  const none = { ...price, skuId: known.skuId, subscriptionId: null }
  await call('savings.setPrices', {
    connector,
    prices: [
      { ...none, validFrom: null, validTo: '2026-12-31', note: 'Ada agreed to it' },
      { ...none, validFrom: '2027-01-01', note: 'Ben agreed to it' },
    ],
  })
  return known
}

test('what somebody wrote is hidden under made-up names, and survives whatever is saved meanwhile', async () => {
  const { subscriptionId } = await writeNotes()
  const by = [{ by: userInfo().username }]
  expect(tenant.query('select decided_by as by from v_decisions')).toEqual(by)
  expect(tenant.query('select made_by as by from v_exclusions')).toEqual(by)
  await call('settings.change', { privacy: { pseudonyms: true } })
  const work = await call('savings.workList', { connector })
  expect(work.decisions.map(({ note }) => note)).toEqual([hiddenText])
  const [letter] = await call('savings.letters', { connector })
  expect(letter?.text.split('\n').filter(line => line.startsWith('- '))).toHaveLength(1)
  expect(letter?.text).not.toContain(hiddenText)
  const list = await call('savings.exclusions', { connector })
  expect(list).toMatchObject([{ upnPattern: hiddenText, note: hiddenText, madeBy: hiddenText }])
  const shown = await tenant.report('decisions')
  const place = shown.columns.findIndex(({ key }) => key === 'decided_by')
  expect(shown.rows.map(row => row[place])).toEqual([hiddenText])
  for (const report of ['decisions', 'exclusions']) {
    const { file } = await call('reports.export', { connector, report, format: 'csv', file: null })
    const text = await readFile(file, 'utf8')
    expect(text).toContain(hiddenText)
    expect(text.toLowerCase()).not.toContain('ada')
  }

  const { prices } = await call('savings.prices', { connector })
  expect(prices.map(({ note }) => note)).toEqual([hiddenText, hiddenText])
  const { file } = await call('savings.writePrices', { connector })
  const text = await readFile(file, 'utf8')
  const { lines } = await call('savings.readPrices', { connector, text, currency: 'EUR', decimal: null })
  await call('savings.setPrices', { connector, prices: lines.flatMap(({ price }) => price ?? []) })
  expect(notes('price')).toEqual(['Ada agreed to it', 'Ben agreed to it'])

  const decision = { kind: 'cut' as const, seats: 3, note: hiddenText, forDay: null }
  await call('savings.decideRenewal', { connector, subscriptionId, decision })
  expect(tenant.query('select kind, note from renewal_decision')).toEqual([
    { kind: 'cut', note: 'Ada wants it' },
  ])
})

test('names of saved plans are hidden, and a hidden one is deleted', async () => {
  const save = (name: string) => call('savings.savePlan', { connector, name, plan: {} })
  await save('What Ada wants')
  await save('What Ben wants')
  const list = await call('savings.plans', { connector })
  expect(list.map(({ name }) => name).toSorted()).toEqual([`${hiddenText} 1`, `${hiddenText} 2`])
  const rare = tenant.query(
    `select department from v_users where department <> '' group by department having count(*) < 5 limit 1`,
  )
  const department = String(rare[0]?.['department'])
  await call('savings.savePlan', { connector, name: 'Few', plan: { scope: { department } } })
  const scopes = (await call('savings.plans', { connector })).map(({ plan }) => plan.scope.department)
  expect(scopes.toSorted()).toEqual([hiddenText, null, null])
  expect(
    tenant.query(`select plan ->> '$.scope.department' as one from saved_plan where name = 'Few'`),
  ).toEqual([{ one: department }])
  await call('savings.deletePlan', { connector, name: `${hiddenText} 1` })
  expect(tenant.query('select name from saved_plan order by saved_at')).toEqual([
    { name: 'What Ben wants' },
    { name: 'Few' },
  ])
})

test('no department or job title of fewer than five users is named, and those marked stay marked', async () => {
  const few = (column: string) =>
    tenant
      .query(`select ${column} as value from v_users where ${column} <> '' group by 1 having count(*) < 5`)
      .map(({ value }) => String(value))
  const [rare = ''] = few('job_title')
  expect(rare).not.toBe('')
  const stated = { unused: [], allBut: null }
  await call('settings.change', { privacy: { pseudonyms: false } })
  const statements = { ...stated, marks: [{ kind: 'job_title' as const, value: rare }] }
  await call('savings.setStatements', { connector, statements })
  await call('settings.change', { privacy: { pseudonyms: true } })
  const { departments, jobTitles, marks } = await call('savings.statements', { connector })
  expect(jobTitles.filter(title => few('job_title').includes(title))).toEqual([])
  expect(departments.filter(name => few('department').includes(name))).toEqual([])
  expect(marks).toEqual([{ kind: 'job_title', value: smallGroups }])
  await call('savings.setStatements', { connector, statements: { ...stated, marks } })
  expect(tenant.query('select kind, value from frontline_mark')).toEqual([{ kind: 'job_title', value: rare }])
})

test('an exclusion is renewed with its hidden pattern, and none is made of a made-up name', async () => {
  const [{ exclusionId, upnPattern, note } = { exclusionId: 0, upnPattern: null, note: null }] = await call(
    'savings.exclusions',
    { connector },
  )
  const exclusion = { upnPattern, note, reason: 'other' as const, until: '2027-09-30' }
  const real = { ...exclusion, upnPattern: 'ada*' }
  expect(await call('savings.previewExclusion', { connector, exclusion, renews: exclusionId })).toEqual(
    await call('savings.previewExclusion', { connector, exclusion: real }),
  )
  await call('savings.exclude', { connector, exclusion, renews: exclusionId })
  expect(tenant.query('select upn_pattern, note from v_exclusions')).toEqual([
    { upn_pattern: 'ada*', note: 'Ada is away' },
    { upn_pattern: 'ada*', note: 'Ada is away' },
  ])
  const [user] = tenant.query('select user_id from v_users limit 1')
  const { userPrincipalName } = await call('users.get', { connector, user: String(user?.['user_id']) })
  for (const pattern of [hiddenText, String(userPrincipalName), 'amber*@PSEUDONYM.invalid']) {
    const made = { ...exclusion, upnPattern: pattern }
    expect(await refusal('savings.exclude', { connector, exclusion: made })).toMatch(
      /made-up name fits nobody/,
    )
    expect(await refusal('savings.excludeAll', { connector, exclusions: [real, made] })).toMatch(/made-up/)
  }
  expect(notes('v_exclusions')).toHaveLength(2)
  const { file } = await call('reports.export', {
    connector,
    report: 'exclusions',
    format: 'csv',
    file: null,
  })
  const text = await readFile(file, 'utf8')
  const { lines } = await call('savings.readExclusions', { connector, text })
  expect(lines.map(({ status }) => status)).toEqual(['hidden', 'hidden'])
})
