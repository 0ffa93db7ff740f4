import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'
import { engineCalls } from '../../support/engine-calls.ts'
import { loadScriptParser } from '../../support/parse-script.ts'

const connector = connectorName
const hostileName = "=cmd|' /C calc'!A0 \u2019; $(calc)"

let tenant: ConnectedEngine
let seats: { userId: string; skuId: string }[] = []

beforeAll(async () => {
  tenant = await connectEngine({ people: 120 })
  await tenant.sync()
  seats = tenant
    .query(
      `select user_id, sku_id from v_claims where class = 'claimed' and rule in ('R4', 'R5') order by user_id limit 4`,
    )
    .map(row => ({ userId: String(row['user_id']), skuId: String(row['sku_id']) }))
  tenant.execute(
    `update user set display_name = '${hostileName.replaceAll("'", "''")}', department = 'Sales' where user_id = '${seats[0]?.userId}'`,
  )
})
afterAll(() => tenant.close())

const { call } = engineCalls(() => tenant.engine)

const decide = (
  decision: 'remove' | 'ask' | 'downgrade',
  of: typeof seats,
  targetSkuId: string | null = null,
) => call('savings.decide', { connector, seats: of, decision, targetSkuId, note: 'left' })

test('without a decision there is no script', async () => {
  const refused = await tenant.engine.call('savings.exportScripts', { connector })
  expect(refused.ok ? null : refused.error.code).toBe('badRequest')
})

test('the work list is written like every table, with what was known when it was decided', async () => {
  await decide('remove', seats.slice(0, 2))
  const skuId = seats[0]?.skuId
  tenant.execute(
    `insert into subscription (subscription_id, sku_id, sku_part_number, status, total_licenses, is_trial, next_lifecycle_at)
     select 'gone', sku_id, sku_part_number, 'Deleted', 1, 0, '2020-01-01T00:00:00Z' from license where sku_id = '${skuId}'`,
  )
  const page = await tenant.report('decisions')
  const keys = page.columns.map(({ key }) => key)
  expect(keys).toEqual([
    ...['decision_id', 'user_id', 'user_principal_name', 'display_name', 'department', 'sku_id'],
    ...['sku_part_number', 'product_name', 'rule', 'grade', 'also', 'decision', 'target_sku_id', 'since'],
    ...['last_activity_date', 'activity_as_of', 'last_successful_sign_in_at', 'assigned_by', 'group_ids'],
    ...[
      'cost_year',
      'currency',
      'next_lifecycle_at',
      'note',
      'decided_by',
      'decided_at',
      'outcome',
      'exported_at',
    ],
  ])
  const row = Object.fromEntries(
    keys.map((key, place) => [key, page.rows.find(one => one[3] === hostileName)?.[place]]),
  )
  expect(row).toMatchObject({ decision: 'remove', outcome: 'open', note: 'left', exported_at: null })
  expect(row['activity_as_of']).toMatch(/^\d{4}-/)
  expect(['R4', 'R5']).toContain(row['rule'])
  const [next] = tenant.query(
    `select min(substr(next_lifecycle_at, 1, 10)) as day from v_renewals where sku_id = '${skuId}' and is_trial = 0 and status = 'Enabled'`,
  )
  expect(next?.['day']).toMatch(/^\d{4}-/)
  expect(row['next_lifecycle_at']).toBe(next?.['day'])
  for (const format of ['csv', 'json', 'xlsx'] as const) {
    const { file, rows } = await call('reports.export', {
      connector,
      report: 'decisions',
      format,
      file: null,
    })
    expect(rows).toBe(2)
    const text = await readFile(file, 'utf8')
    if (format === 'csv') expect(text).toContain(`'${hostileName}`)
    if (format === 'json')
      expect(JSON.parse(text)).toMatchObject([{ decision: 'remove' }, { decision: 'remove' }])
  }
})

test('a script holds each open decision once, whatever people are called, and is noted in the list', async () => {
  const [target] = tenant.query(`select sku_id from v_licenses where sku_part_number = 'SPE_F1'`)
  const taken = await call('savings.workList', { connector })
  await decide('downgrade', seats.slice(2, 3), String(target?.['sku_id'] ?? seats[0]?.skuId))
  const { files, people, leftOut } = await call('savings.exportScripts', { connector })
  expect({ people, leftOut }).toEqual({
    people: new Set(seats.slice(0, 3).map(one => one.userId)).size,
    leftOut: [],
  })
  const readScript = await loadScriptParser('powershell')
  const { code, texts, faults } = readScript(await readFile(files[0] ?? '', 'utf8'))
  expect(faults).toEqual([])
  expect(code.match(/Decision = \d+/g)).toHaveLength(3)
  // PowerShell takes a typographic quote for a plain one.
  expect(texts.some(text => text.startsWith(hostileName.replace('\u2019', "'")))).toBe(true)
  for (const { userId } of seats.slice(0, 3)) expect(texts).toContain(userId)
  expect(tenant.query('select count(*) as count from v_decisions where exported_at is not null')).toEqual([
    { count: 3 },
  ])
  await call('savings.withdraw', { connector, decisionIds: [taken.decisions[0]?.decisionId ?? 0] })
  const again = await call('savings.exportScripts', { connector })
  expect(again.seats).toBe(2)
  expect(again.files[0]).not.toBe(files[0])
})

test('a decision about a user who has left keeps the name that they signed in with', async () => {
  const [gone] = seats.slice(1)
  const [user] = tenant.query(`select user_principal_name from v_users where user_id = '${gone?.userId}'`)
  const name = String(user?.['user_principal_name'])
  tenant.execute(`
    begin;
    insert into change (run_id, at, kind, user_id, user_principal_name)
      select max(run_id), '2026-12-01T06:00:00Z', 'user_removed', '${gone?.userId}', '${name}' from sync_run;
    delete from assigned_license where user_id = '${gone?.userId}';
    create table kept_user as select * from user where user_id = '${gone?.userId}';
    delete from user where user_id = '${gone?.userId}';
    commit`)
  const { columns, rows } = await tenant.report('decisions')
  const cells = rows.map(row => Object.fromEntries(columns.map(({ key }, place) => [key, row[place]])))
  expect(cells.find(one => one['user_id'] === gone?.userId)).toMatchObject({
    user_principal_name: name,
    display_name: name,
  })
  const { decisions } = await call('savings.workList', { connector })
  expect(decisions.find(({ userId }) => userId === gone?.userId)?.userPrincipalName).toBe(name)
  tenant.execute(`
    insert into user select * from kept_user;
    drop table kept_user;
    delete from change where at = '2026-12-01T06:00:00Z'`)
})

test('under made-up names a script names nobody, and no note is in any', async () => {
  const hostileNote = "'; Remove-Item / #'\n$(calc) \u2018"
  const [other] = seats.slice(3)
  if (other === undefined) throw new Error('The tenant has too few candidates.')
  await call('savings.decide', { connector, seats: [other], decision: 'remove', note: hostileNote })
  const names = tenant.query('select display_name, user_principal_name from v_users')
  await tenant.engine.call('settings.change', { privacy: { pseudonyms: true } })
  const { files } = await call('savings.exportScripts', { connector })
  await tenant.engine.call('settings.change', { privacy: { pseudonyms: false } })
  const text = await readFile(files[0] ?? '', 'utf8')
  const { faults, texts } = (await loadScriptParser('powershell'))(text)
  expect(faults).toEqual([])
  expect(texts).toContain(other.userId)
  expect(
    texts.filter(one => /^\w+ \w+ [2-9A-Z]{5} \(.*@pseudonym\.invalid\)$/.test(one)).length,
  ).toBeGreaterThan(1)
  const real = names.flatMap(row => Object.values(row)).filter(name => name !== null && String(name) !== '')
  expect(real.filter(name => text.includes(String(name)))).toEqual([])
  expect(text).not.toContain('Remove-Item')
})

test('a text per department names the users to ask about, each on one line', async () => {
  await decide('ask', [...seats.slice(0, 1), ...seats.slice(3, 4)])
  const letters = await call('savings.letters', { connector })
  expect(letters.reduce((sum, letter) => sum + letter.seats, 0)).toBe(2)
  const sales = letters.find(({ department }) => department === 'Sales')
  expect(sales?.text.split('\n').filter(line => line.startsWith('- '))).toEqual([
    expect.stringContaining(`- ${hostileName}: `),
  ])
})

test('with made-up names no text can show who is meant: small departments share one, or join another', async () => {
  const others = tenant.query(
    `select user_id, sku_id from v_claims where class = 'claimed' and user_id not in ('${seats.map(({ userId }) => userId).join("', '")}')
     order by user_id limit 3`,
  )
  const [tiny = '', lone = '', large = ''] = others.map(row => String(row['user_id']))
  tenant.execute(`update user set department = 'Sales'`)
  tenant.execute(`update user set department = 'Tiny' where user_id = '${tiny}'`)
  tenant.execute(`update user set department = 'Lone' where user_id = '${lone}'`)
  tenant.execute(`update user set department = 'SALES' where user_id = '${large}'`)
  await decide(
    'ask',
    others.map(row => ({ userId: String(row['user_id']), skuId: String(row['sku_id']) })),
  )
  const names = tenant.query('select display_name from v_users').map(row => String(row['display_name']))
  await tenant.engine.call('settings.change', { privacy: { pseudonyms: true } })
  const lines = (text: string) => text.split('\n').filter(line => line.startsWith('- '))

  const joined = await call('savings.letters', { connector })
  expect(joined.map(({ department }) => department)).toEqual(['Sales'])
  const [only] = joined
  expect(only?.text).toMatch(/^Licenses of Sales and of departments with fewer than 5 users each /)
  expect(lines(only?.text ?? '')).toHaveLength(only?.seats ?? 0)
  expect(only?.text).not.toMatch(/Tiny|Lone|SALES/)
  expect(names.filter(name => only?.text.includes(name))).toEqual([])

  // Five users in small departments are enough for a text of their own, which names none of them.
  tenant.execute(`update user set department = 'Few' where user_id in (
    select user_id from user where department = 'Sales' order by user_id limit 3)`)
  const apart = await call('savings.letters', { connector })
  expect(apart.map(({ department }) => department)).toEqual(['Fewer than 5 users each', 'Sales'])
  expect(apart[0]?.text).toMatch(/^Licenses of departments with fewer than 5 users each that/)
  expect(apart.map(({ text }) => text).join()).not.toMatch(/Tiny|Lone|Few:|SALES/)
  await tenant.engine.call('settings.change', { privacy: { pseudonyms: false } })
})
