import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Method } from '../../../electron/contract/methods.ts'
import type { Input, Output } from '../../../electron/contract/schemas.ts'
import { type ConnectedEngine, connectEngine, connectorName } from '../../support/connected-engine.ts'
import { readScript } from '../../unit/savings/support/powershell.ts'

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

async function call<M extends Method>(method: M, input: Input<M>): Promise<Output<M>> {
  const result = await tenant.engine.call(method, input)
  if (!result.ok) throw new Error(`${result.error.code}: ${result.error.message}`)
  return result.value
}

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
  const { code, texts } = readScript(await readFile(files[0] ?? '', 'utf8'))
  expect(code.match(/Decision = \d+/g)).toHaveLength(3)
  expect(texts.some(text => text.startsWith(hostileName))).toBe(true)
  for (const { userId } of seats.slice(0, 3)) expect(texts).toContain(userId)
  expect(tenant.query('select count(*) as count from v_decisions where exported_at is not null')).toEqual([
    { count: 3 },
  ])
  await call('savings.withdraw', { connector, decisionIds: [taken.decisions[0]?.decisionId ?? 0] })
  const again = await call('savings.exportScripts', { connector })
  expect(again.seats).toBe(2)
  expect(again.files[0]).not.toBe(files[0])
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
