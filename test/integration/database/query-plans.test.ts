import { beforeAll, describe, expect, test } from 'vitest'
import { openTestTenant, type Row } from './support/tenant.ts'

/** Lists of a few rows that a view lays beside a person's own row, and the views' own results. */
const shortLists = ['app', 'platform', 'CONSTANT ROW', 'subscription', 'json_each']

let plan: (query: string) => string[]
let views: { name: string; columns: string[] }[]

beforeAll(() => {
  const ends: (() => void)[] = []
  const tenant = openTestTenant({}, work => ends.unshift(work))
  plan = query => tenant.read(`explain query plan ${query}`).map((row: Row) => String(row['detail']))
  views = tenant.read("select name from sqlite_schema where type = 'view'").map(({ name }) => ({
    name: String(name),
    columns: tenant.read('select name from pragma_table_info(?)', name).map(row => String(row['name'])),
  }))
  return () => {
    for (const end of ends) end()
  }
})

/** What is gone through from beginning to end, apart from short lists. */
function goneThrough(query: string): string[] {
  return plan(query).filter(step => {
    const [, scanned] = /^SCAN (CONSTANT ROW|\w+)/.exec(step) ?? []
    const short = scanned === undefined || shortLists.includes(scanned) || scanned.startsWith('v_')
    return !short
  })
}

const columnsOf = (view: string): string[] => views.find(({ name }) => name === view)?.columns ?? []

const ofPeople = [
  'v_users',
  'v_license_assignments',
  'v_app_activity',
  'v_app_platforms',
  'v_app_windows',
  'v_usage_metrics',
  'v_activations',
  'v_activity_days',
  'v_changes',
  'v_mailboxes',
]

test('every view that names people is asked about one of them here', () => {
  const naming = views.filter(({ columns }) => columns.includes('user_principal_name'))
  expect(naming.map(({ name }) => name).toSorted()).toEqual(ofPeople.toSorted())
})

describe.each(ofPeople)('one person of %s is looked up', view => {
  const keys = () => ['user_principal_name', 'user_id'].filter(key => columnsOf(view).includes(key))

  test('by name or id', () => {
    for (const key of keys()) {
      expect(goneThrough(`select * from ${view} where ${key} = 'x'`)).toEqual([])
      expect(goneThrough(`select count(*), max(${key}) from ${view} where ${key} = 'x'`)).toEqual([])
    }
  })

  test('from the users, whichever comes first in the question', () => {
    for (const key of keys()) {
      const other = key === 'user_id' ? 'user_principal_name' : 'user_id'
      const where = `using (${key}) where u.${other} = 'x'`
      expect(goneThrough(`select v.* from v_users u join ${view} v ${where}`)).toEqual([])
      expect(goneThrough(`select v.* from ${view} v join v_users u ${where}`)).toEqual([])
    }
  })
})

test('every view of what users hold is asked about one user and one product here', () => {
  const held = views.filter(
    ({ columns }) => columns.includes('user_id') && !columns.includes('user_principal_name'),
  )
  expect(held.map(({ name }) => name).toSorted()).toEqual(
    ['v_app_state', 'v_claims', 'v_decisions', 'v_exclusions', 'v_seat_months', 'v_seats'].toSorted(),
  )
  for (const { name } of held)
    expect(goneThrough(`select * from ${name} where user_id = 'x'`), name).toEqual([])
})

/** Views that are one select; SQLite puts the rows of several together before it adds joined ones up. */
const single = ofPeople.filter(view => !['v_license_assignments', 'v_usage_metrics'].includes(view))

test.each(single)('rows of %s are looked up before they are added up', view => {
  const question = `select count(*) from v_users u join ${view} v using (user_principal_name)`
  expect(goneThrough(`${question} where u.user_id = 'x'`)).toEqual([])
})

test.each(ofPeople)('rows of %s are added up for a name that is written down', view => {
  const question = `select count(*) from v_users u join ${view} v using (user_principal_name)`
  expect(goneThrough(`${question} where u.user_principal_name = 'x'`)).toEqual([])
})

test.each([
  'v_licenses',
  'v_license_plans',
  'v_license_assignments',
  'v_license_history',
  'v_changes',
  'v_renewals',
  'v_seats',
  'v_claims',
  'v_savings',
  'v_prices',
])('one product of %s is looked up', view => {
  expect(goneThrough(`select * from ${view} where sku_id = 'x'`)).toEqual([])
  expect(goneThrough(`select count(*) from ${view} where sku_id = 'x'`)).toEqual([])
})

test('everybody is gone through in the order in which their rows are stored', () => {
  const steps = [
    ...plan('select * from v_users'),
    ...plan('select * from v_license_assignments'),
    ...plan('select * from v_app_activity'),
  ]
  expect(steps).toEqual(expect.arrayContaining(['SCAN user', 'SCAN assigned', 'SCAN activity']))
})

test('an app, a metric, a measure and a run are looked up', () => {
  const looked: [query: string, step: string][] = [
    ["v_app_activity where app = 'teams'", 'SEARCH app USING PRIMARY KEY (app=?)'],
    [
      "v_usage_metrics where report = 'teams_user_activity' and metric = 'meeting_count'",
      'SEARCH metric USING PRIMARY KEY (report=? AND metric=?)',
    ],
    [
      "v_usage_daily where app = 'teams' and measure = 'active_users'",
      'SEARCH usage_day USING PRIMARY KEY (app=? AND measure=?)',
    ],
    ['v_sync_dataset_runs where run_id = 1', 'SEARCH sync_dataset_run USING PRIMARY KEY (run_id=?)'],
    ['v_sync_balance where run_id = 1', 'SEARCH balance_finding USING PRIMARY KEY (run_id=?)'],
  ]
  for (const [query, step] of looked) expect(plan(`select * from ${query}`)).toContain(step)
})
