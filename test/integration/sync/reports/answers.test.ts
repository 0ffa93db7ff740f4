import { afterEach, expect, test } from 'vitest'
import { resultOf } from '../../../support/connected-engine.ts'
import { type FedReports, type HandFedTenant, handFedTenant, person } from '../../../support/hand-fed.ts'
import {
  activityOf,
  ada,
  adaName,
  bo,
  boName,
  mail,
  namesOf,
  only,
  openTenant,
  row,
  seats,
  textsOf,
} from '../support/report-answers.ts'

/** Usage reports as people really met them: nameless, concealed, doubled, late, in another form. */

let tenant: HandFedTenant | null = null
afterEach(async () => {
  await tenant?.close()
  tenant = null
})
async function open(reports: FedReports): Promise<HandFedTenant> {
  tenant = await openTenant(reports)
  return tenant
}

test('hashes that keep the domain conceal the names; with the names everything fills (microsoft-graph-docs#12997)', async () => {
  const hash = '<PII:H105(q7Zk0aXwB2+Ls/9dQ1w=)>@contoso.example'
  const rows = [
    row(hash, '2026-11-20'),
    row(hash.replace('q7', 'r8'), '2026-11-19'),
    row(adaName, '2026-11-20'),
  ]
  const opened = await open({ getEmailActivityUserDetail: rows, getOneDriveActivityUserDetail: rows })
  expect((await opened.sync({ only })).status).toBe('succeeded')
  expect(opened.query(seats)).toEqual([{ active: null, inactive: null }])
  expect(await namesOf(opened, 'inactive')).toEqual([])
  expect(await textsOf(opened, 'inactive')).toContain('Display concealed user, group, and site names')
  expect(opened.query(`select * from v_app_activity where user_principal_name like '%<%'`)).toEqual([])
  opened.day('2026-11-24')
  opened.change({ reports: { ...mail(), getOneDriveActivityUserDetail: [row(adaName, '2026-11-20')] } })
  await opened.sync({ only })
  expect(opened.query(seats)).toEqual([{ active: 2, inactive: 0 }])
})

test('rows without a name conceal nobody and are nobody (OfficeDocs-SkypeForBusiness#6053)', async () => {
  const zeros = '00000000-0000-0000-0000-000000000000'
  const nameless = Array.from({ length: 4 }, () =>
    row('--', '2026-11-19', { 'User Id': zeros, 'Meeting Count': 9 }),
  )
  const named = [adaName, boName, 'cy@contoso.example'].map(name =>
    row(name, '2026-11-19', { 'Meeting Count': 1 }),
  )
  tenant = await handFedTenant({
    users: [ada, bo, person({ userPrincipalName: 'cy@contoso.example', licenses: ['SPB'] })],
    reports: { ...mail(), getTeamsUserActivityUserDetail: [...nameless, ...named] },
  })
  const run = await tenant.sync({ only })
  expect(run.status).toBe('succeeded')
  expect(tenant.query(seats)).toEqual([{ active: 3, inactive: 0 }])
  expect(tenant.query(activityOf('teams')).map(({ person: name }) => name)).toEqual([
    adaName,
    boName,
    'cy@contoso.example',
  ])
  expect(await textsOf(tenant, 'inactive')).not.toContain('conceal')
  expect(run.balance).toMatchObject([
    { dataset: 'usage.teams_user_activity', subject: 'rows without a name', expected: 7, actual: 3 },
  ])
  expect(tenant.query(`select * from v_usage_metrics where value = 9`)).toEqual([])
})

test('of two drives of one owner the one in use counts, in either order', async () => {
  const drive = (owner: string, activity: string, deleted: boolean, files: number) => ({
    'Owner Principal Name': owner,
    'Last Activity Date': activity,
    'Is Deleted': deleted ? 'True' : 'False',
    'Active File Count': files,
  })
  const used = (owner: string) => drive(owner, '2026-11-20', false, 14)
  const closed = (owner: string) => drive(owner, '2024-03-01', true, 0)
  const activated = (owner: string, day: string, count: number) => ({
    'User Principal Name': owner,
    'Product Type': 'APPS',
    'Last Activated Date': day,
    Windows: count,
  })
  const opened = await open({
    getOneDriveUsageAccountDetail: [used(adaName), closed(adaName), closed(boName), used(boName)],
    getOffice365ActivationsUserDetail: [
      activated(adaName, '2026-10-02', 2),
      activated(adaName, '2024-01-01', 5),
      activated(boName, '2024-01-01', 5),
      activated(boName, '2026-10-02', 2),
    ],
  })
  await opened.sync({ only })
  expect(opened.query(activityOf('onedrive')).map(({ day }) => day)).toEqual(['2026-11-20', '2026-11-20'])
  expect(opened.query(`select value from v_usage_metrics where metric = 'active_file_count'`)).toEqual([
    { value: 14 },
    { value: 14 },
  ])
  expect(opened.query(`select activations from v_activations where platform = 'windows'`)).toEqual([
    { activations: 2 },
    { activations: 2 },
  ])
  expect(await namesOf(opened, 'inactive')).toEqual([])
})

test('a living person who is marked as deleted stays; only what matches nobody is explained by the mark', async () => {
  const mailbox = (key: string) => row(key, '2026-11-20', { 'Is Deleted': 'True', 'Deleted Date': '' })
  const opened = await open({ getMailboxUsageDetail: [mailbox(adaName), mailbox('gone@contoso.example')] })
  const run = await opened.sync({ only })
  expect(opened.query(activityOf('exchange')).map(({ person: name }) => name)).toEqual([
    adaName,
    'gone@contoso.example',
  ])
  expect(run.balance).toMatchObject([
    { dataset: 'usage.mailbox_usage_detail', expected: 2, actual: 1, verdict: 'explained' },
    { dataset: 'usage' },
  ])
})

test('a report that is a week behind makes nobody idle and says how far it reaches', async () => {
  const opened = await open({
    getEmailActivityUserDetail: [row(boName, '2026-11-20')],
    getM365AppUserDetail: {
      rows: [row(adaName, '2026-11-14', { 'Report Refresh Date': '2026-11-14', Word: 'Yes' })],
    },
  })
  await opened.sync({ only })
  expect(opened.query(activityOf('word_app'))).toEqual([
    { person: adaName, day: '2026-11-14', known: '2026-11-14' },
  ])
  expect(opened.query(seats)).toEqual([{ active: 2, inactive: 0 }])
  const week = await opened.engine.call('reports.page', {
    connector: 'Contoso',
    report: 'inactive',
    parameters: { days: 7 },
  })
  expect(week).toMatchObject({ ok: true, value: { rows: [] } })
  for (const report of ['inactive', 'overview', 'app-activity']) {
    const text = await textsOf(opened, report)
    expect(text).toContain('2026-11-14')
    expect(text).toContain('2026-11-21')
    expect(text).toContain('not renewed')
  }
})

test('what is not offered here is skipped without a word about licenses, and JSON is called JSON (pnp/Microsoft365-Analytics-Insights#580)', async () => {
  const invalidVersion = { status: 400, json: { error: { code: 'BadRequest', message: 'Invalid version' } } }
  const notFound = { status: 404, json: { error: { code: 'ResourceNotFound', message: 'Not found.' } } }
  const opened = await open({
    ...mail(),
    getMicrosoft365CopilotUsageUserDetail: [
      row(adaName, '2026-11-19', { 'Word Copilot Last Activity Date': '2026-11-12' }),
      // Days of single apps alone: the newest of them is a use of Copilot.
      row(boName, '', {
        'Excel Copilot Last Activity Date': '2026-11-03',
        'Copilot Chat Last Activity Date': '2026-11-17',
        'Loop Copilot Last Activity Date': '2026-11-10',
      }),
    ],
  })
  await opened.sync()
  opened.day('2026-11-24')
  opened.feed({ origin: 'graph', path: /getMicrosoft365CopilotUsageUserDetail/ }, notFound)
  opened.feed({ origin: 'graph', path: /getMicrosoft365CopilotUserCountTrend/ }, invalidVersion)
  opened.feed({ origin: 'graph', path: /getMailboxUsageDetail/ }, invalidVersion)
  opened.feed(
    { origin: 'graph', path: /getMicrosoft365CopilotUserCountSummary/ },
    { json: { value: [{ a: 1 }] } },
  )
  const run = await opened.sync()
  const skipped = [
    'usage.microsoft365_copilot_usage',
    'daily.microsoft365_copilot_user_count_trend',
    'usage.mailbox_usage_detail',
  ]
  for (const dataset of skipped) {
    const { status, error } = resultOf(run, dataset)
    expect(status).toBe('skipped')
    expect(error?.message).toContain('does not offer this usage report here (yet)')
    expect(JSON.stringify(error)).not.toMatch(/licen[sc]e/i)
  }
  expect(opened.query(activityOf('copilot'))).toEqual([
    { person: adaName, day: '2026-11-19', known: '2026-11-21' },
    { person: boName, day: '2026-11-17', known: '2026-11-21' },
  ])
  expect(await textsOf(opened, 'app-activity')).toContain('Microsoft 365 Copilot usage (data of 2026-11-23)')
  expect(resultOf(run, 'daily.microsoft365_copilot_user_count_summary')).toMatchObject({
    status: 'failed',
    requests: 1,
    error: { code: 'invalidAnswer', message: expect.stringContaining('JSON instead of CSV') },
  })
  expect(run.status).toBe('partial')
})

test('a renamed person keeps the activity that reports have under the former name, in any letter case', async () => {
  const opened = await open({
    ...mail(),
    getTeamsUserActivityUserDetail: [row(adaName.toUpperCase(), '2026-11-20')],
  })
  await opened.sync({ only })
  const teams = `select user_principal_name as person, last_activity_date as day from v_app_activity
    where app = 'teams' and user_id = '${String(ada.id)}'`
  opened.change({ users: [{ ...ada, userPrincipalName: 'ada.berg@contoso.example' }, bo] })
  const unchanged = await opened.sync({ only })
  expect(resultOf(unchanged, 'usage.teams_user_activity').status).toBe('unchanged')
  expect(opened.query(teams)).toEqual([{ person: 'ada.berg@contoso.example', day: '2026-11-20' }])
  opened.day('2026-11-24')
  const run = await opened.sync({ only })
  expect(resultOf(run, 'usage.teams_user_activity').status).toBe('succeeded')
  expect(opened.query(teams)).toEqual([{ person: 'ada.berg@contoso.example', day: '2026-11-20' }])
  expect(opened.query(seats)).toEqual([{ active: 2, inactive: 0 }])
  expect(run.balance).toEqual([])
  expect(opened.query('select count(*) as people from v_users where last_activity_date is null')).toEqual([
    { people: 0 },
  ])
})
