import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { deleteHistoryBefore } from '../../../electron/platform/sqlite/retention.ts'
import { peopleDelta } from '../database/support/people.ts'
import type { Example } from './support/example.ts'
import { published } from './support/published.ts'
import { hearRepeatedScans } from './support/repeated-scans.ts'
import { type SavingsTenant, savingsTenant } from './support/tenant.ts'

const before: Example = {
  people: [
    { id: 'ann', holds: ['SPE_E3', 'SPE_E5'], exchange: '2026-11-20', department: 'Warehouse' },
    { id: 'ben', enabled: false, disabledSince: '2026-10-01' },
    { id: 'cyd', mailbox: 'Shared', archive: false, exchange: '2026-05-01' },
    { id: 'dan', guest: true, success: '2026-05-01', holds: ['SPE_E3', 'POWER_BI_PRO'] },
    { id: 'eve', holds: [{ product: 'SPE_E3', group: 'g1' }, 'Microsoft_365_Copilot'], activated: true },
    { id: 'fay', success: null, holds: ['SPE_E3', 'POWER_BI_PRO'] },
  ],
  prices: [
    { product: 'SPE_E3', amount: 36 },
    { product: 'SPE_E5', amount: 57 },
    { product: 'STANDARDPACK', amount: 10 },
  ],
  subscriptions: [{ id: 's1', product: 'SPE_E3', seats: 10, next: '2027-01-01' }],
}
/** Ann has lost a product, one of Fay's is not in force any more, Ben and Cyd are gone, Gus is new. */
const after: Example = {
  ...before,
  syncDay: '2026-11-24',
  reportDay: '2026-11-22',
  people: [
    { id: 'ann', holds: ['SPE_E3'], exchange: '2026-11-22', department: 'Sales' },
    ...before.people.slice(3, 5),
    { id: 'fay', success: null, holds: [{ product: 'SPE_E3', group: 'g1', state: 'Error' }, 'POWER_BI_PRO'] },
    { id: 'gus' },
  ],
}

/** What the user enters about single seats, people and departments. */
function enterChoices({ change }: SavingsTenant): void {
  const exclude = (column: string, value: string) =>
    change(
      `insert into exclusion (${column}, reason, made_at) values (?, 'other', '2026-11-01T00:00:00Z')`,
      value,
    )
  exclude('user_id', 'fay')
  exclude('upn_pattern', 'dan*')
  exclude('department', 'Warehouse')
  exclude('group_id', 'g1')
  exclude('sku_id', 'x')
  change(
    `insert into postponement (user_id, sku_id, rule, grade, valid_until, made_at)
      select user_id, sku_id, rule, 1, '2027-01-01', '2026-11-01' from claim where user_id = 'ben'`,
  )
  change(`insert into frontline_mark (kind, value, made_at) values ('department', 'Warehouse', '2026-11-01')`)
}

function endRun({ writer }: SavingsTenant, day: string): void {
  const runId = writer.startRun({ mode: 'full', startedAt: `${day}T06:00:00Z` })
  writer.balance({ runId, peopleCount: 5, setAside: [] })
  writer.finishRun(runId, { status: 'succeeded', finishedAt: `${day}T06:05:00Z`, error: null, retryAt: null })
}

/** They stay short in a tenant of any size: what the program ships, and what a user enters. */
const shortLists: readonly string[] = ['activity_app', 'exclusion', 'frontline_mark']
/** Here the work per row is meant: a product's few prices, and exclusions of a product or rule alone. */
const isMeant = /^\s*with tier as materialized|select min\(exclusion_id\)/

/** What loses a verdict is looked for where nobody has it any more, then where it is not in force. */
const claimsDropped = ['delete from claim where (user_id, sku_id) in', 'delete from claim where not exists']

test('no statement of a sync and its verdicts goes through a list for each row of another one', () => {
  const { heard, scans } = hearRepeatedScans(() => {
    const tenant = savingsTenant(before)
    endRun(tenant, '2026-11-23')
    tenant.publish(published(after), { at: '2026-11-24T06:00:00Z' })
    endRun(tenant, '2026-11-24')
    const gone = [tenant.verdict('ann', 'SPE_E5'), tenant.verdict('ben'), tenant.verdict('fay')]
    expect(gone).toEqual(['no seat', 'no seat', 'no seat'])
    expect(tenant.verdict('fay', 'POWER_BI_PRO')).not.toBe('no seat')
    enterChoices(tenant)
    tenant.publish([peopleDelta([{ user_id: 'ann', holds: [] }], ['fay'])], { at: '2026-11-25T06:00:00Z' })
    endRun(tenant, '2026-12-02')
    deleteHistoryBefore(tenant.file, '2026-11-24')
    tenant.writer.close()
  })
  const unmeant = scans.filter(
    ({ list, statement }) => !shortLists.includes(list) && !isMeant.test(statement),
  )
  expect(unmeant).toEqual([])
  for (const writing of [
    ...claimsDropped,
    'delete from user_app',
    'into temp.hidden_match',
    'delete from sync_run',
  ])
    expect(
      [...heard].some(statement => statement.includes(writing)),
      writing,
    ).toBe(true)
})

test.each([
  [
    'a list of pairs in `not in`',
    "delete from held where (a, b) not in (select a, b from kept where b <> 'x')",
  ],
  [
    'rows that no index finds',
    'delete from held where not exists (select 1 from kept where kept.b = held.b)',
  ],
  ['two lists beside each other', 'select count(*) from held cross join kept'],
  ['rows that a foreign key looks for', 'delete from parent'],
])('%s are found', (_, statement) => {
  expect(scansOf(statement)).not.toEqual([])
})

test.each([
  'delete from held where a not in (select a from kept)',
  'delete from held where not exists (select 1 from kept where kept.a = held.a)',
  'select a, (select group_concat(b) from kept where kept.a = held.a order by b) from held order by b',
  'select (select max(a) from kept) from held',
])('what is found by an index, or once for all rows, is no such work: %s', statement => {
  expect(scansOf(statement)).toEqual([])
})

function scansOf(statement: string) {
  const { scans } = hearRepeatedScans(() => {
    const database = new Database(':memory:')
    database.exec(`create table held (a integer not null, b text not null) strict;
      create table kept (a integer not null, b text not null, primary key (a, b)) strict, without rowid;
      create table parent (id integer primary key) strict;
      create table child (parent integer references parent on delete cascade) strict;
      pragma foreign_keys = on`)
    database.prepare(statement)
    database.close()
  })
  return scans
}
