import { describe, expect, test } from 'vitest'
import { ReportDescription } from '../../../electron/contract/reports.ts'
import { findReport, reportDefinitions, reportDescriptions } from '../../../electron/core/reports/index.ts'
import { describeSources, sourceNames } from '../../../electron/core/reports/sources.ts'

test('the reports that the product promises are there, under names of their own', () => {
  const names = reportDescriptions().map(({ name }) => name)
  expect(new Set(names).size).toBe(names.length)
  expect(names).toEqual(
    expect.arrayContaining([
      'overview',
      'licenses',
      'users',
      'assignments',
      'app-activity',
      'inactive',
      'disabled-with-licenses',
      'unused-seats',
      'overlaps',
      'departments',
      'countries',
      'companies',
      'guests-with-licenses',
      'changes',
      'renewals',
      'activations',
      'usage-daily',
      'balance',
      'sync-history',
    ]),
  )
})

describe.each(reportDefinitions.map(definition => [definition.description.name, definition] as const))(
  '%s',
  (_, { description, whenEmpty }) => {
    test('is described as the contract says, in whole sentences', () => {
      expect(ReportDescription.parse(description)).toEqual(description)
      expect(description.name).toMatch(/^[a-z]+(-[a-z]+)*$/)
      expect(description.title).toMatch(/^[A-Z][^.!]*$/)
      expect(description.about).toMatch(/^[A-Z].*\.$/)
      expect(whenEmpty).toMatch(/^[A-Z].*\.$/)
    })

    test('has columns of their own with labels in sentence case', () => {
      const keys = description.columns.map(({ key }) => key)
      expect(new Set(keys).size).toBe(keys.length)
      for (const { key, label } of description.columns) {
        expect(key).toMatch(/^[a-z][a-z0-9_]*$/)
        expect(label).toMatch(/^[A-Z]/)
      }
      const labels = description.columns.map(({ label }) => label)
      expect(new Set(labels).size).toBe(labels.length)
    })

    test('is sorted by a column that it has', () => {
      expect(description.columns.map(({ key }) => key)).toContain(description.defaultSort.column)
    })

    test('marks what names a person', () => {
      for (const { key, personal } of description.columns) {
        if (/display_name|user_principal_name|^mail$/.test(key)) expect(personal, key).toBe(true)
      }
    })

    test('says the currency and the unit of money', () => {
      const money = description.columns.filter(({ type }) => type === 'money')
      for (const { label } of money) expect(label).toMatch(/ a (month|year)( |$)/)
      if (money.length > 0) expect(description.columns.map(({ key }) => key)).toContain('currency')
    })
  },
)

test('every parameter has a default within its limits', () => {
  for (const { parameters } of reportDescriptions()) {
    for (const { default: usual, min, max } of parameters) {
      expect(usual).toBeGreaterThanOrEqual(min)
      expect(usual).toBeLessThanOrEqual(max)
    }
  }
})

test('an unknown report is refused with the names that there are', () => {
  expect(() => findReport('nonsense')).toThrow(
    expect.objectContaining({ code: 'badRequest', fix: expect.stringContaining('overview, licenses') }),
  )
})

test('every source is made of datasets and names what it needs', () => {
  const sources = describeSources()
  for (const name of sourceNames) {
    expect(sources[name].datasets.length, name).toBeGreaterThan(0)
    expect(sources[name].permissions.length, name).toBeGreaterThan(0)
  }
  expect(sources.activity.datasets).toContain('usage.office365_active_d30')
  expect(sources.daily.datasets).toContain('daily.office365_active_user_counts')
})
