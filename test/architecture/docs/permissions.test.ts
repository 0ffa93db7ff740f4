import { expect, test } from 'vitest'
import { reportDefinitions } from '../../../electron/core/reports/catalogue.ts'
import { describeSources, type SourceName } from '../../../electron/core/reports/sources.ts'
import { allDatasets, type DatasetDefinition } from '../../../electron/core/sync/datasets.ts'
import { codeWords, readText, section, tables } from './markdown.ts'

const page = readText('docs/permissions.md')
const [datasetTable = [], reportTable = []] = tables(section(page, 'Datasets'))

/** The row of the table that a dataset belongs to: usage reports share one per group. */
function rowOf({ id, report, group }: DatasetDefinition) {
  const name = report === null ? id : `${group}.…`
  return datasetTable.find(row => row['dataset'] === `\`${name}\``)
}

test.each(allDatasets())('the dataset $id is documented with its group and permissions', definition => {
  const row = rowOf(definition)
  expect(row?.['group']).toBe(`\`${definition.group}\``)
  expect(codeWords(row?.['any of'] ?? '').slice(0, definition.permissions.length)).toEqual(
    definition.permissions,
  )
  expect(row?.['when it is missing']).toMatch(definition.required ? /^failed/ : /^skipped/)
})

test('every usage dataset is named, and none that does not exist', () => {
  const named = reportTable.flatMap(row => codeWords(`${row['`usage`']} ${row['`daily`']}`))
  const known = allDatasets().flatMap(({ id, report }) => (report === null ? [] : [id]))
  expect([...named].sort()).toEqual([...known].sort())
})

const [needs = [], permissions = []] = tables(section(page, 'Reports'))
const sourceTitles: Readonly<Record<SourceName, string>> = {
  licenses: 'licenses',
  users: 'people',
  signIn: 'last sign-in',
  renewals: 'renewals',
  activity: 'usage per person',
  activations: 'activations',
  daily: 'usage per day',
}

test('every report says what it needs', () => {
  const titlesOf = (report: (typeof reportDefinitions)[number], must: boolean) =>
    report.sources
      .filter(source => source.must === must)
      .map(({ source }) => sourceTitles[source])
      .join(', ')
  const expected = reportDefinitions.map(report => ({
    report: `\`${report.description.name}\``,
    needs: titlesOf(report, true),
    'fills more with': titlesOf(report, false),
  }))
  expect(needs).toEqual(expected)
})

test('every source of figures says its permissions', () => {
  const expected = Object.entries(describeSources()).map(([name, source]) => [
    Object.entries(sourceTitles).find(([known]) => known === name)?.[1],
    source.permissions,
  ])
  expect(permissions.map(row => [row['source'], codeWords(row['any of'] ?? '')])).toEqual(expected)
})

test('every permission of a dataset says what it buys', () => {
  const [bought = []] = tables(section(page, 'What each permission buys'))
  const explained = bought.flatMap(row => codeWords(row['permission'] ?? ''))
  const needed = new Set(allDatasets().flatMap(dataset => dataset.permissions))
  expect([...needed].filter(permission => !explained.includes(permission))).toEqual([])
})
