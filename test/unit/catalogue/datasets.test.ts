import { expect, test } from 'vitest'
import {
  datasetId,
  findReportDataset,
  laterPeriod,
  reportDatasets,
} from '../../../electron/core/usage/catalogue/datasets.ts'

test('a dataset is named after its report, with the period only where there are several', () => {
  const ids = reportDatasets().map(({ report, period }) => datasetId(report, period))
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids).toEqual(
    expect.arrayContaining([
      'usage.office365_active_d30',
      'usage.office365_active_d180',
      'usage.m365_app_d180',
      'usage.office365_activations',
      'usage.teams_user_activity',
      'usage.microsoft365_copilot_usage',
      'daily.office365_active_user_counts',
      'daily.office365_activation_counts',
    ]),
  )
})

test('the report behind a dataset is found again, and nothing behind another name', () => {
  expect(findReportDataset('usage.m365_app_d180')).toMatchObject({
    report: { name: 'm365_app' },
    period: 180,
  })
  expect(findReportDataset('daily.email_activity_counts')).toMatchObject({ period: 180 })
  expect(findReportDataset('users')).toBeNull()
})

test('the Microsoft 365 apps are read for every window, two of them for their yes and no alone', () => {
  const apps = reportDatasets().filter(({ report }) => report.name === 'm365_app')
  expect(apps.map(({ period }) => period)).toEqual([30, 180, 7, 90])
  const window = findReportDataset('usage.m365_app_d7')?.report
  expect(window?.graphFunction).toBe('getM365AppUserDetail')
  expect(new Set(window?.cells.map(({ type }) => type))).toEqual(new Set(['flag']))
  // It knows no day, so that it says nothing of how far back a last use lies, nor up to when an app is known.
  expect(window?.activity).toEqual([])
  expect(window?.windows).toContainEqual({ app: 'word_app', cell: 'word' })
  expect(window?.isSupplement).toBe(true)
  expect(apps[0]?.report.isSupplement).toBe(false)
})

const later = (dataset: string, gapDays: number): number | null => {
  const found = findReportDataset(dataset)
  if (found === null) throw new Error(`no dataset ${dataset}`)
  return laterPeriod(found, gapDays)
}

test('later syncs ask for as few days as cover the gap and the provisional days', () => {
  expect(later('daily.email_activity_counts', 1)).toBe(7)
  expect(later('daily.email_activity_counts', 4)).toBe(7)
  expect(later('daily.email_activity_counts', 5)).toBe(30)
  expect(later('daily.email_activity_counts', 27)).toBe(30)
  expect(later('daily.email_activity_counts', 28)).toBe(180)
})

test('figures about a whole period keep their period', () => {
  expect(later('daily.email_app_usage_apps_user_counts', 1)).toBe(30)
  expect(later('daily.office365_activation_counts', 1)).toBeNull()
  expect(later('usage.teams_user_activity', 1)).toBe(30)
  expect(later('usage.office365_active_d180', 1)).toBe(180)
})
