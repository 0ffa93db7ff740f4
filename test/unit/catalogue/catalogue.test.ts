import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { sharesDay } from '../../../electron/contract/insight/app-title.ts'
import { snakeCase } from '../../../electron/core/usage/catalogue/build.ts'
import { usageReports } from '../../../electron/core/usage/catalogue/index.ts'
import { columnsLeftOut } from '../../../electron/core/usage/reading/header.ts'
import { appsOf, flaggedApps } from '../../../electron/core/usage/storing/activity.ts'

const KnownReport = z.object({
  function: z.string(),
  kind: z.string(),
  rowGrain: z.string(),
  apiVersion: z.string(),
  path: z.string(),
  periods: z.array(z.string()),
  key: z.string().nullable(),
  columns: z.array(z.string()),
  dates: z.array(z.string()),
  booleans: z.array(z.string()),
  otherHeaders: z.array(z.string()),
})
const known = z
  .object({ reports: z.array(KnownReport) })
  .parse(JSON.parse(readFileSync(new URL('./report-columns.json', import.meta.url), 'utf8')))
  .reports.filter(report => report.apiVersion === 'v1.0' && !report.function.includes('SkypeForBusiness'))
const byFunction = new Map(known.map(report => [report.function, report]))

const leftOut = new Set([...columnsLeftOut, 'Report Refresh Date'])

test('every usage report of v1.0 has an entry, and none is made up', () => {
  expect(usageReports.map(report => report.graphFunction).toSorted()).toEqual(
    known.map(report => report.function).toSorted(),
  )
})

test.each(usageReports)('$name reads columns that the report has', report => {
  const facts = byFunction.get(report.graphFunction)
  const columns = new Set(facts?.columns)
  expect(
    report.cells.filter(cell => !columns.has(cell.header) && !cell.optional).map(cell => cell.header),
  ).toEqual([])
  if (report.itemColumn !== null) expect(columns).toContain(report.itemColumn)
  expect(report.keyColumn).toBe(facts?.key)
  expect(`${report.base}/${report.graphFunction}`).toBe(facts?.path)
})

test.each(usageReports)('$name keeps every date, number and flag of the report', report => {
  const facts = byFunction.get(report.graphFunction)
  const kept = new Set(report.cells.map(cell => cell.header))
  const apart = new Set([report.keyColumn, report.itemColumn, report.grain === 'day' ? 'Report Date' : null])
  expect(
    facts?.columns.filter(column => !kept.has(column) && !leftOut.has(column) && !apart.has(column)),
  ).toEqual([])
})

test.each(usageReports)('$name reads each column as what it holds', report => {
  const facts = byFunction.get(report.graphFunction)
  for (const { header, type } of report.cells) {
    expect(type === 'date', header).toBe(facts?.dates.includes(header))
    if (facts?.booleans.includes(header)) expect(type, header).toBe('flag')
  }
})

test.each(usageReports)('$name names its metrics after the columns, each once', report => {
  const names = report.cells.map(cell => cell.name)
  expect(names).toEqual(report.cells.map(cell => snakeCase(cell.header)))
  expect(new Set(names).size).toBe(names.length)
})

test.each(usageReports)('$name only asks for periods that the function takes', report => {
  const facts = byFunction.get(report.graphFunction)
  expect(facts?.periods).toEqual(
    expect.arrayContaining([...report.periods, ...report.windowPeriods].map(days => `D${days}`)),
  )
  if (facts?.periods.length === 0) expect(report.periods).toEqual([])
  else expect(report.periods.length).toBeGreaterThan(0)
})

test.each(usageReports)('$name maps only cells that it keeps, of the right kind', report => {
  const types = new Map(report.cells.map(cell => [cell.name, cell.type]))
  for (const { dateCell, flagCell } of report.activity) {
    expect(types.get(dateCell)).toBe('date')
    if (flagCell !== null) expect(types.get(flagCell)).toBe('flag')
  }
  for (const { cell } of report.platforms) expect(types.get(cell)).toBe('flag')
  for (const { cell } of report.activations) expect(['integer', 'flag']).toContain(types.get(cell))
  for (const { cell } of report.measures) expect(types.get(cell)).toBe('integer')
})

test('a column that was documented under two headers is read under both', () => {
  for (const report of usageReports) {
    const readable = report.cells.flatMap(cell => [cell.header, ...(cell.aliases ?? [])])
    const expected = byFunction.get(report.graphFunction)?.otherHeaders.filter(header => !leftOut.has(header))
    expect(readable).toEqual(expect.arrayContaining(expected ?? []))
  }
})

test('reports are named after their function', () => {
  const names = usageReports.map(report => report.name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(
    expect.arrayContaining([
      'office365_active',
      'm365_app',
      'office365_activations',
      'email_activity',
      'mailbox_usage_detail',
      'one_drive_activity',
      'one_drive_usage_account_detail',
      'share_point_activity',
      'teams_user_activity',
      'yammer_device_usage',
      'microsoft365_copilot_usage',
      'office365_active_user_counts',
    ]),
  )
})

test('metrics carry the names of the columns', () => {
  const metrics = usageReports.flatMap(report => report.cells.map(cell => cell.name))
  expect(metrics).toEqual(
    expect.arrayContaining([
      'teams',
      'meeting_count',
      'storage_used_byte',
      'prohibit_send_receive_quota_byte',
      'scheduled_one_time_meetings_organized_count',
      'word_windows',
      'windows_10_mobile',
    ]),
  )
})

test('the last activity of every app comes from the reports that know it', () => {
  const sources = new Map<string, string[]>()
  for (const report of usageReports)
    for (const app of new Set(report.activity.map(one => one.app)))
      sources.set(app, [...(sources.get(app) ?? []), report.name])
  expect(Object.fromEntries(sources)).toEqual({
    exchange: ['office365_active', 'email_activity', 'email_app_usage', 'mailbox_usage_detail'],
    onedrive: ['office365_active', 'one_drive_activity', 'one_drive_usage_account_detail'],
    sharepoint: ['office365_active', 'share_point_activity'],
    skype: ['office365_active'],
    teams: ['office365_active', 'teams_user_activity', 'teams_device_usage'],
    viva_engage: ['office365_active', 'yammer_activity', 'yammer_device_usage'],
    outlook_app: ['m365_app'],
    word_app: ['m365_app'],
    excel_app: ['m365_app'],
    powerpoint_app: ['m365_app'],
    onenote_app: ['m365_app'],
    teams_app: ['m365_app'],
    copilot: ['microsoft365_copilot_usage'],
  })
})

test('an app of Microsoft 365 counts as used only where its own flag is set', () => {
  const apps = usageReports.find(report => report.name === 'm365_app')
  expect(apps?.activity.map(({ app, flagCell }) => `${app} if ${flagCell}`)).toEqual([
    'outlook_app if outlook',
    'word_app if word',
    'excel_app if excel',
    'powerpoint_app if powerpoint',
    'onenote_app if onenote',
    'teams_app if teams',
  ])
  expect(apps?.platforms).toContainEqual({ app: 'word_app', platform: 'windows', cell: 'word_windows' })
})

test('the apps that share one day of last use are known to the screens as well', () => {
  expect(appsOf(usageReports).filter(sharesDay)).toEqual(flaggedApps(usageReports))
})

test('every count is a measure of its own, named alike in all reports', () => {
  const measures = usageReports.flatMap(report =>
    report.measures.map(({ app, measure }) => `${app} ${measure}`),
  )
  expect(new Set(measures).size).toBe(measures.length)
  expect(measures).toEqual(
    expect.arrayContaining([
      'teams active_users',
      'viva_engage active_users_30d',
      'exchange send_count',
      'exchange send_users',
      'exchange storage_used_byte',
      'onedrive total_files',
      'sharepoint visited_page_count',
      'microsoft365_apps windows_users',
    ]),
  )
  for (const report of usageReports) {
    expect(report.measures.length, report.name).toBe(report.grain === 'person' ? 0 : report.cells.length)
  }
})

test('reports about Copilot are only asked for where somebody holds it', () => {
  for (const report of usageReports) {
    expect(report.onlyWith, report.name).toBe(report.base === '/copilot/reports' ? 'copilot' : null)
  }
})
