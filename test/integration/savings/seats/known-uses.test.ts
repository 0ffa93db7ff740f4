import { expect, test } from 'vitest'
import { ReportRequest } from '../../../../electron/contract/reports.ts'
import { createReportReader } from '../../../../electron/core/reports/reader.ts'
import { openReader } from '../../../../electron/platform/sqlite/open.ts'
import { product } from '../support/example.ts'
import { type SavingsTenant, savingsTenant } from '../support/tenant.ts'

const e3 = [{ product: 'SPE_E3', amount: 36 }]
const gone = { success: '2026-06-01' }
const verdicts = (tenant: SavingsTenant, ids: readonly string[]) => ids.map(id => tenant.verdict(id))

/** Writes down a day of use that an earlier report brought. */
function remember(tenant: SavingsTenant, id: string, app: string, day: string): void {
  tenant.change(
    `insert into activity_day (person_id, app, month, days)
     select person_id, ?, ?, 1 << ? from person where user_id = ?`,
    app,
    Number(day.slice(0, 7).replace('-', '')),
    Number(day.slice(8)) - 1,
    id,
  )
}

/** What the report of seats by last use says of each user. */
function lastUses(tenant: SavingsTenant): Record<string, unknown> {
  const clock = { now: () => Date.parse('2026-11-23T12:00:00Z'), sleep: () => Promise.resolve() }
  const reports = createReportReader(() => openReader(tenant.file), clock)
  try {
    const { columns, rows } = reports.page(ReportRequest.parse({ connector: 'c', report: 'seat-use' }))
    const place = (key: string) => columns.findIndex(column => column.key === key)
    return Object.fromEntries(rows.map(row => [row[place('user_id')], row[place('last_use_date')]]))
  } finally {
    reports.close()
  }
}

test('without the report of half a year a use that a shorter one shows still counts, and an older one says nothing', () => {
  const tenant = savingsTenant({
    prices: e3,
    days: { 'usage.office365_active_d180': null },
    people: [
      // The report of mailboxes, of 30 days, knows the use of Exchange as well.
      { id: 'now', exchange: '2026-11-13', ...gone },
      { id: 'edge', exchange: '2026-08-24', ...gone },
      { id: 'old', exchange: '2026-08-23', ...gone },
      { id: 'here', exchange: '2026-08-23' },
      { id: 'kept', ...gone },
    ],
  })
  remember(tenant, 'kept', 'exchange', '2026-11-05')
  tenant.judge()
  expect(verdicts(tenant, ['now', 'edge', 'old', 'here', 'kept'])).toEqual([
    'in_use',
    'in_use',
    'claimed R4 weak 432.00',
    'not_judged',
    'in_use',
  ])
  const states = tenant.read(
    `select user_id, state, last_activity_date, idle_days from v_app_state where app = 'exchange' order by user_id`,
  )
  expect(states.map(row => Object.values(row).join(' '))).toEqual([
    'edge date 2026-08-24 89',
    'here report_missing  ',
    'kept date 2026-11-05 16',
    'now date 2026-11-13 8',
    'old report_missing  ',
  ])
  const bands = tenant.read('select user_id, use_band from v_claims order by user_id')
  expect(bands.map(row => Object.values(row).join(' '))).toEqual([
    'edge 60-89',
    'here none_on_record',
    'kept 7-29',
    'now 7-29',
    'old none_on_record',
  ])
  expect(lastUses(tenant)).toEqual({
    edge: '2026-08-24',
    here: null,
    kept: '2026-11-05',
    now: '2026-11-13',
    old: null,
  })
})

test('a use that was seen stays known of whom the report has left out since', () => {
  const tenant = savingsTenant({
    prices: e3,
    people: [
      { id: 'left', ...gone },
      { id: 'gone', ...gone },
      { id: 'stays', teams: '2026-11-20' },
    ],
  })
  remember(tenant, 'left', 'teams', '2026-11-10')
  tenant.change(
    `delete from usage_office365_active_d180 where person_id in (select person_id from person where user_id in ('left', 'gone'))`,
  )
  tenant.judge()
  expect(verdicts(tenant, ['left', 'gone'])).toEqual(['in_use', 'claimed R4 weak 432.00'])
})

test('a mailbox that was used after the disabling stays used when no report says it any more', () => {
  const leaver = { enabled: false, disabledSince: '2026-04-01', mailboxGb: 3 }
  const people = [
    { id: 'used', ...leaver },
    { id: 'before', ...leaver },
  ]
  const days = { used: '2026-05-01', before: '2026-03-01' }
  for (const concealed of [false, true]) {
    const tenant = savingsTenant({ prices: e3, concealed, people })
    for (const [id, day] of Object.entries(days)) {
      tenant.change(
        `insert into person (person_key, user_principal_name, user_id) select upn_key, user_principal_name, user_id
         from user where user_id = ? and not exists (select 1 from person where person.user_id = user.user_id)`,
        id,
      )
      remember(tenant, id, 'exchange', day)
    }
    tenant.judge()
    expect(verdicts(tenant, ['used', 'before'])).toEqual([
      'claimed R1 weak 432.00',
      concealed ? 'claimed R1 strong 432.00' : 'claimed R1 certain 432.00',
    ])
  }
})

test('an older use that a report still shows gives way to a newer one that was seen before', () => {
  const tenant = savingsTenant({ people: [{ id: 'ada', teams: '2026-08-01', ...gone }] })
  expect(tenant.verdict('ada')).toBe('claimed R5 strong')
  remember(tenant, 'ada', 'teams', '2026-10-30')
  tenant.judge()
  expect(tenant.verdict('ada')).toBe('in_use')
  expect(tenant.read(`select last_activity_date from v_app_state where app = 'teams'`)).toEqual([
    { last_activity_date: '2026-10-30' },
  ])
  expect(lastUses(tenant)).toEqual({ ada: '2026-10-30' })
})

test('whoever is new by the day of a late report is not judged by it', () => {
  const copilot = { holds: ['Microsoft_365_Copilot'], teams: '2026-11-20', copilot: null }
  const tenant = savingsTenant({
    days: { 'usage.microsoft365_copilot_usage': '2026-11-14' },
    people: [
      // 30 days before the newest report, 23 before that of Copilot.
      { id: 'new', ...copilot, since: '2026-10-22' },
      { id: 'old', ...copilot, since: '2026-10-15' },
      { id: 'again', ...copilot, since: '2026-10-22', holds: ['Microsoft_365_Copilot', 'MICROSOFT_365_E7'] },
    ],
  })
  tenant.change(`update change set at = '2026-06-01T06:00:00Z'
    where user_id = 'again' and sku_id = (select sku_id from license where sku_part_number = 'MICROSOFT_365_E7')`)
  tenant.judge()
  const copilots = ['new', 'old', 'again'].map(id => tenant.verdict(id, 'Microsoft_365_Copilot'))
  expect(copilots).toEqual(['not_judged', 'claimed R7 strong', 'claimed R3 certain'])
  expect(tenant.read(`select also from v_claims where user_id = 'again' and rule = 'R3'`)).toEqual([
    { also: 'R4 R7' },
  ])
  expect(
    tenant.read(`select user_id, state from v_app_state where app = 'copilot' order by user_id`),
  ).toEqual([
    { user_id: 'again', state: 'none_on_record' },
    { user_id: 'new', state: 'newcomer' },
    { user_id: 'old', state: 'none_on_record' },
  ])
})

test('a plan that is off makes nobody old in its app', () => {
  const tenant = savingsTenant({
    people: [
      { id: 'ada', holds: [{ product: 'SPE_E3', off: ['TEAMS1'] }, 'STANDARDPACK'], since: '2026-11-10' },
    ],
  })
  const { skuId } = product('SPE_E3')
  tenant.change(`update change set at = '2026-03-01T06:00:00Z' where sku_id = ?`, skuId)
  tenant.judge()
  const states = tenant.read(
    `select app, state from v_app_state where app in ('teams', 'exchange') order by app`,
  )
  expect(states).toEqual([
    { app: 'exchange', state: 'none_on_record' },
    { app: 'teams', state: 'newcomer' },
  ])
})

test('no use on Windows or a Mac is known only of whom the report of 180 days names', () => {
  const unused = { holds: ['EXCHANGESTANDARD', 'OFFICESUBSCRIPTION'], activated: false }
  const people = [
    { id: 'told', ...unused },
    { id: 'made', ...unused },
  ]
  const tenant = savingsTenant({ people })
  tenant.change(
    `delete from usage_m365_app_d180 where person_id = (select person_id from person where user_id = 'made')`,
  )
  tenant.judge()
  const apps = ['told', 'made'].map(id => tenant.verdict(id, 'OFFICESUBSCRIPTION'))
  expect(apps).toEqual(['claimed R7 strong', 'not_judged'])
})

test('without the report of activations nobody who may have activated the apps is idle for sure', () => {
  const people = [{ id: 'eli', ...gone }]
  const told = savingsTenant({ prices: e3, people })
  const untold = savingsTenant({ prices: e3, people, days: { 'usage.office365_activations': null } })
  expect([told, untold].map(tenant => tenant.verdict('eli'))).toEqual([
    'claimed R4 strong 432.00',
    'claimed R4 weak 432.00',
  ])
})

test('a mailbox that was shared stays so when its report is late', () => {
  const off = { enabled: false, disabledSince: '2026-03-01', success: null }
  const people = [
    { id: 'sales', ...off, mailbox: 'Shared' as const, mailboxGb: 61 },
    { id: 'gus', ...off, mailboxGb: 3 },
  ]
  const tenant = savingsTenant({ prices: e3, people, days: { 'usage.mailbox_usage_detail': '2026-11-12' } })
  // How large it is now is not known, nor whether the other one is still somebody's own.
  expect(verdicts(tenant, ['sales', 'gus'])).toEqual(['not_judged', 'claimed R1 strong 432.00'])
})

test('a OneDrive is not empty, nor unused, of whom no report of its use speaks', () => {
  const light = { exchange: '2026-11-20', word: 'web' as const, activated: false, mailboxGb: 1 }
  const tenant = savingsTenant({
    prices: [...e3, { product: 'STANDARDPACK', amount: 10 }],
    people: [
      { id: 'told', ...light },
      { id: 'untold', ...light },
      { id: 'apps', holds: ['OFFICESUBSCRIPTION'], activated: false },
      { id: 'unseen', holds: ['OFFICESUBSCRIPTION'], activated: false },
    ],
  })
  tenant.change(`insert into plan_statement (all_but, made_at) values ('[]', '2026-11-01')`)
  tenant.change('delete from usage_one_drive_usage_account_detail')
  tenant.change(
    `delete from usage_office365_active_d180 where person_id in (select person_id from person where user_id in ('untold', 'unseen'))`,
  )
  tenant.judge()
  expect(verdicts(tenant, ['told', 'untold'])).toEqual(['claimed R8 strong 312.00', 'in_use'])
  expect(['apps', 'unseen'].map(id => tenant.verdict(id, 'OFFICESUBSCRIPTION'))).toEqual([
    'claimed R7 strong',
    'not_judged',
  ])
})
