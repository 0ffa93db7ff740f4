import { describe, expect, test } from 'vitest'
import type { Attention } from '../../electron/contract/background.ts'
import { datasetTitle } from '../../electron/contract/datasets/title.ts'
import type { DatasetProgress } from '../../electron/contract/sync.ts'
import { attentionFor } from '../../renderer/features/background/attention-for.ts'
import { liveLines } from '../../renderer/features/sync/live-datasets.tsx'
import { createStrings } from '../../renderer/i18n/index.ts'
import { readPath, writePath } from '../../renderer/routing/paths.ts'
import { formatRoute, parseRoute } from '../../renderer/routing/route.ts'
import { createFormat, formatCell } from '../../renderer/ui/format.ts'
import { nextSort, pagesAround } from '../../renderer/ui/table/rows/report-rows.ts'

describe('an address', () => {
  test.each([
    '#/overview',
    '#/reports',
    '#/reports/inactive?days=60',
    '#/users?search=a%26b&sort=-license_count',
    '#/users?filter=department%7C%3D%7CSales+%26+more&filter=last_activity_date%7Cempty',
    '#/users?days=60&from=2026-11-01&by=country',
    '#/settings/network',
    '#/reports/inactive/nonsense',
    '#/nowhere',
  ])('%s comes back as it was', hash => {
    expect(formatRoute(parseRoute(hash))).toBe(hash)
  })

  test.each(['', '#', '#/users?sort=;drop', '#/users?filter=a|or|1', '#/users/?filter'])(
    'with values that make no sense (%s) leads to a screen without search, order or filters',
    hash => {
      expect(parseRoute(hash)).toMatchObject({ unknown: null, search: '', sort: null, filters: [] })
    },
  )

  test.each([
    '#/nowhere',
    '#/constructor',
    '#/overview/x',
    '#/settings/x',
    '#/setup/x',
    '#/reports/%00',
    '#/%zz',
  ])('that no screen has (%s) is never taken for another', hash => {
    expect(parseRoute(hash).unknown).toBe(hash.slice(2))
  })
})

describe('a path', () => {
  const rules = { users: { item: true, tabs: ['licenses', 'activity'] }, teams: { tabs: ['table'] } }
  const isKnown = (name: string): name is 'users' | 'teams' => name === 'users' || name === 'teams'
  const read = (path: string) => readPath(path, rules, isKnown)

  test.each([
    ['users', { screen: 'users', item: null, tab: null }],
    ['users/activity', { screen: 'users', item: null, tab: 'activity' }],
    ['users/a%2Fb%20c', { screen: 'users', item: 'a/b c', tab: null }],
    ['users/7c1/licenses', { screen: 'users', item: '7c1', tab: 'licenses' }],
    ['teams/table', { screen: 'teams', item: null, tab: 'table' }],
  ] as const)('%s names a screen, its item and its tab, and is written the same', (path, place) => {
    expect(read(path)).toEqual(place)
    expect(writePath(place)).toBe(path)
  })

  test.each([
    '',
    'people',
    'teams/7c1',
    'users/7c1/nonsense',
    'users/7c1/licenses/x',
    'users/%',
    'users//licenses',
  ])('%j names nothing', path => {
    expect(read(path)).toBeNull()
  })
})

describe('what needs attention', () => {
  const item = (kind: Attention['kind'], connector: string): Attention => ({
    ...{ id: `${kind}:${connector}`, kind, connector, title: kind, message: '', hash: '#/sync' },
  })
  const all = [item('secretExpiring', 'a'), item('credentialsRefused', 'a'), item('datasetFailing', 'b')]
  const kinds = (hash: string) =>
    attentionFor(all, { route: parseRoute(hash), shown: 'b' }).map(({ kind, connector }) => [kind, connector])

  test('is said above every screen, the gravest first, but where the screen itself says it', () => {
    expect(kinds('#/overview')).toEqual([
      ['credentialsRefused', 'a'],
      ['secretExpiring', 'a'],
      ['datasetFailing', 'b'],
    ])
    expect(kinds('#/sync')).toEqual([
      ['credentialsRefused', 'a'],
      ['secretExpiring', 'a'],
    ])
    expect(kinds('#/tenants')).toHaveLength(3)
  })
})

describe('the pages around the rows in sight', () => {
  test('are those in which they lie, and the next where one ends', () => {
    expect(pagesAround(0, 30, 184_213)).toEqual([0])
    expect(pagesAround(140, 170, 184_213)).toEqual([0, 1, 2])
    expect(pagesAround(184_190, 184_212, 184_213)).toEqual([1841, 1842])
    expect(pagesAround(0, 0, 0)).toEqual([])
  })
})

describe('a click on the head of a column', () => {
  test('begins with the largest number and the first letter, and turns around', () => {
    const byName = { column: 'name', direction: 'asc' } as const
    expect(nextSort(byName, 'count', true)).toEqual({ column: 'count', direction: 'desc' })
    expect(nextSort(byName, 'department', false)).toEqual({ column: 'department', direction: 'asc' })
    expect(nextSort(byName, 'name', false)).toEqual({ column: 'name', direction: 'desc' })
  })
})

describe('a value', () => {
  const format = createFormat('de-DE', 'Europe/Berlin')
  const flags = { yes: 'Ja', no: 'Nein' }
  const column = (type: 'text' | 'integer' | 'money' | 'date' | 'time' | 'flag') =>
    ({ key: 'k', label: 'L', type, personal: false, sums: false, blank: 'none' }) as const

  test('is written as people of the locale write it', () => {
    expect(formatCell(184_213, column('integer'), format, flags)).toBe('184.213')
    expect(formatCell(0, column('flag'), format, flags)).toBe('Nein')
    expect(formatCell(397.7, column('money'), format, flags)).toBe('397,70')
    expect(formatCell(426, column('money'), format, flags)).toBe('426')
    const inEuro = { withCents: true, currency: 'EUR' }
    expect(formatCell(1426, column('money'), format, flags, inEuro)).toBe('1.426,00\u00a0€')
    expect(formatCell(426, column('money'), format, flags, { ...inEuro, withCents: false })).toBe(
      '426\u00a0€',
    )
    const several = { withCents: false, currency: 'EUR,USD' }
    expect(formatCell(426, column('money'), format, flags, several)).toBe('426')
    expect(formatCell(null, column('integer'), format, flags)).toBe('')
    expect(formatCell('=SUM(A1)', column('text'), format, flags)).toBe('=SUM(A1)')
  })

  test('that is a day stays this day in every time zone, and an instant becomes the local day', () => {
    const west = createFormat('en-US', 'America/Los_Angeles')
    expect(formatCell('2026-11-21', column('date'), west, flags)).toBe('Nov 21, 2026')
    expect(formatCell('2026-11-21T02:00:00Z', column('time'), west, flags)).toBe('Nov 20, 2026, 6:00 PM')
    expect(formatCell('2027-01-01T00:00:00Z', column('time'), west, flags)).toBe('Jan 1, 2027')
  })

  test('that is less than a minute old is just now', () => {
    const english = createFormat('en-US')
    expect(english.relative(59_000, 0)).toBe('just now')
    expect(english.relative(60_000, 0)).toBe('1 minute ago')
    expect(english.relative(0, 3 * 86_400_000)).toBe('in 3 days')
  })
})

describe('the datasets of a running sync', () => {
  const item = (dataset: string, changes: Partial<DatasetProgress> = {}): DatasetProgress => ({
    connector: 'c',
    dataset,
    state: 'running',
    rows: 10,
    expectedRows: null,
    bytes: 0,
    throttledMs: 0,
    waitingMs: 0,
    elapsedMs: 0,
    ...changes,
  })

  test('are one line each in the directory, and a sum for usage with what needs a look', () => {
    const items = [
      item('users'),
      item('usage.email_activity', { state: 'publishing' }),
      item('usage.teams_user_activity', { state: 'failed', rows: 0 }),
      item('daily.email_activity_counts', { state: 'waiting', rows: 0 }),
    ]
    const lines = liveLines(new Map(items.map(one => [one.dataset, one])))
    expect(lines).toMatchObject([
      { kind: 'dataset', item: { dataset: 'users' } },
      { kind: 'group', group: 'usage', state: 'publishing', done: 2, total: 2, rows: 10 },
      { kind: 'dataset', item: { dataset: 'usage.teams_user_activity' } },
      { kind: 'group', group: 'daily', state: 'waiting', done: 0, total: 1 },
    ])
  })

  test('have names that a person reads', () => {
    expect(datasetTitle('usage.m365_app_d180')).toBe('Microsoft 365 app (180 days)')
    expect(datasetTitle('usage.one_drive_activity')).toBe('OneDrive activity')
    expect(datasetTitle('daily.email_activity_counts')).toBe('Email activity counts')
    expect(datasetTitle('sign_in_activity')).toBe('Sign-in activity')
  })
})

test('where there is nothing to say nothing is shown, never the key of a string', async () => {
  const { t } = await createStrings()
  expect(t('tenants.clouds.global')).toBe('')
  expect(t('tenants.clouds.china')).toBe('China')
})
