import { expect, test } from 'vitest'
import { resolveCloud } from '../../../electron/core/clouds.ts'
import { allDatasets, type DatasetDefinition, dataSources } from '../../../electron/core/datasets/index.ts'
import { usefulPermissions } from '../../../electron/core/datasets/permissions.ts'
import { AppError } from '../../../electron/core/errors.ts'
import { reportDefinitions } from '../../../electron/core/reports/catalogue.ts'
import { describeSources, type SourceName } from '../../../electron/core/reports/sources.ts'
import { Secret } from '../../../electron/core/secret.ts'
import { collectChecks } from '../../../electron/core/setup/run-checks.ts'
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
  users: 'users',
  signIn: 'last sign-in',
  renewals: 'renewals',
  activity: 'usage per user',
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

const unreachable = () =>
  Promise.reject(new AppError('offline', 'Nothing can be reached.', { fix: 'This is a test.' }))

test('every check is listed in its order, and no other', async () => {
  const checks = await collectChecks(
    {
      cloud: resolveCloud('global', { loginUrl: null, graphUrl: null }),
      clock: { now: () => Date.parse('2026-11-23T00:00:00Z') },
      openId: unreachable,
      token: unreachable,
      read: unreachable,
      report: unreachable,
      inspectCertificate: () => ({ certificates: 0, key: 'none', chosen: null }),
    },
    {
      id: '00000000-0000-4000-8000-000000000000',
      name: 'Contoso',
      tenantId: '11111111-1111-4111-8111-111111111111',
      clientId: '22222222-2222-4222-8222-222222222222',
      cloud: 'global',
      credential: 'secret',
      certificate: null,
      secretExpiresOn: null,
      createdAt: '2026-11-23T00:00:00Z',
    },
    new Secret('abc8Q~abcdefghijklmnopqrstuvwxyz012345'),
    AbortSignal.timeout(5000),
  )
  const [table = []] = tables(section(page, 'Checks'))
  expect(table.flatMap(row => codeWords(row['check'] ?? ''))).toEqual(checks.map(({ id }) => id))
})

const probes = dataSources.map(({ permissions, probe }) => ({
  ...probe,
  id: probe.check,
  anyOf: permissions,
}))

test.each(probes)('the check $id says its permissions and how bad their lack is', probe => {
  const [table = []] = tables(section(page, 'Checks'))
  const row = table.find(({ check }) => check === `\`${probe.id}\``)
  expect(codeWords(row?.['needs'] ?? '')).toEqual(probe.anyOf)
  expect(row?.['without the permission']).toMatch(probe.severity === 'fail' ? /^failure/ : /^warning/)
})

test('every permission that a choice can hold is in one of the two sets', () => {
  const [sets = []] = tables(section(page, 'The short answer'))
  const listed = sets.map(row => codeWords(row['permission'] ?? '')[0])
  expect([...listed].sort()).toEqual([...usefulPermissions].sort())
})
