import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Feed } from '../../../../electron/simulator/index.ts'
import { connectorName, resultOf } from '../../../support/connected-engine.ts'
import { type HandFedTenant, handFedTenant } from '../../../support/hand-fed.ts'
import { ada, adaName, bo, row, seats } from '../support/report-answers.ts'

const report = 'getM365AppUserDetail'
const flags = Object.fromEntries(
  ['Outlook', 'Word', 'Excel', 'PowerPoint', 'OneNote', 'Teams'].flatMap(app =>
    ['', ' (Windows)', ' (Mac)', ' (Mobile)', ' (Web)'].map(where => [`${app}${where}`, 'No']),
  ),
)
/** Ada alone, who used Word. */
const apps = (day: string) => ({ [report]: [row(adaName, day, { ...flags, Word: 'Yes' })] })
const dayBefore = (day: string, days: number) =>
  new Date(Date.parse(day) - days * 86_400_000).toISOString().slice(0, 10)
const datasets = [30, 180, 7, 90].map(days => `usage.m365_app_d${days}`)
const only = ['users', 'licenses', ...datasets]

let tenant: HandFedTenant
beforeAll(async () => {
  tenant = await handFedTenant({ users: [ada, bo], reports: apps('2026-11-20') })
})
afterAll(() => tenant.close())

const word = () => tenant.query(`select last_activity_date as day from v_app_activity where app = 'word_app'`)
const windows = () =>
  tenant.query(`select used_7d, used_30d, used_90d, used_180d from v_app_windows where app = 'word_app'`)[0]
const periods = () =>
  tenant.query(`select period_days, status from v_reports where report = 'm365_app' order by period_days`)
const asked = (period: string) =>
  tenant.tenant.requests.filter(({ path }) => path.includes(`'${period}'`)).length

test('each period of the Microsoft 365 apps is retrieved, and tells the windows exactly', async () => {
  const run = await tenant.sync({ only })
  expect(datasets.map(dataset => resultOf(run, dataset).status)).toEqual(datasets.map(() => 'succeeded'))
  expect(windows()).toEqual({ used_7d: 1, used_30d: 1, used_90d: 1, used_180d: 1 })
  expect(periods()).toEqual([7, 30, 90, 180].map(period_days => ({ period_days, status: 'ok' })))
})

const header = `\uFEFFReport Refresh Date,User Principal Name,Report Period,${Object.keys(flags).join(',')}\r\n`
const graph = { origin: 'graph', report } as const
const csv = { origin: 'reports', report } as const
const refused = (status: number, headers = {}): [typeof graph, Feed] => [graph, { status, headers, json: {} }]
const sent = (text: string): [typeof csv, Feed] => [csv, { text }]
const concealed = `${header}2026-11-26,${'A'.repeat(32)},7\r\n`

test.each([
  ['2026-11-24', 'not offered', refused(404), 'refused', refused(400)],
  ['2026-11-25', 'put off for minutes', refused(429, { 'retry-after': '300' }), 'at once', refused(429)],
  ['2026-11-26', 'the header alone', sent(header), 'a web page', sent('<html><body>Sign in</body></html>')],
  ['2026-11-28', 'without names', sent(concealed), 'forbidden', refused(403)],
] as const)(
  'on %s a sync is as good as ever, with 7 days %s and 90 days %s',
  async (day, _, short, __, long) => {
    tenant.day(day)
    tenant.change({ reports: apps(dayBefore(day, 3)) })
    const takeBack = [tenant.feed({ ...short[0], period: 'D7' }, short[1])]
    takeBack.push(tenant.feed({ ...long[0], period: 'D90' }, long[1]))
    const run = await tenant.sync({ only })
    for (const take of takeBack) take()
    expect(run).toMatchObject({ status: 'succeeded', retryAt: null })
    const results = datasets.map(dataset => resultOf(run, dataset))
    expect(results.map(({ status }) => status)).toEqual(['succeeded', 'succeeded', 'skipped', 'skipped'])
    expect(results.map(({ throttledMs }) => throttledMs)).toEqual([0, 0, 0, 0])
    const summary = await tenant.engine.call('savings.summary', { connector: connectorName })
    if (!summary.ok) throw new Error(summary.error.message)
    expect(summary.value.reports.find(one => one.report === 'm365_app')).toEqual({
      report: 'm365_app',
      refreshDate: dayBefore(day, 2),
      status: 'ok',
    })
    // Nobody is idle for it: only whether it was Word is open.
    expect(word()).toEqual([{ day: dayBefore(day, 3) }])
    expect(windows()).toEqual({ used_7d: null, used_30d: 1, used_90d: null, used_180d: 1 })
    expect(tenant.query(seats)).toEqual([{ active: 1, inactive: 1 }])
  },
)

test('where the names are concealed, periods that only make counts exact are not asked for', async () => {
  tenant.day('2026-12-10')
  const takeBack = tenant.feed(csv, { text: `${header}2026-12-08,${'A'.repeat(32)},30\r\n` })
  const before = [asked('D7'), asked('D90')]
  tenant.execute('delete from dataset_state')
  const run = await tenant.sync({ only, mode: 'full' })
  takeBack()
  expect(resultOf(run, 'usage.m365_app_d30').status).toBe('succeeded')
  expect(resultOf(run, 'usage.m365_app_d7')).toMatchObject({ status: 'skipped', error: null })
  expect([asked('D7'), asked('D90')]).toEqual(before)
})
