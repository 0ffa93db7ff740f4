import { expect, test } from 'vitest'
import { type Cell, type ReportFilter, ReportRequest } from '../../../electron/contract/reports.ts'
import { createReportReader } from '../../../electron/core/reports/reader.ts'
import { endingExclusions } from '../../../electron/core/savings/choices/ending.ts'
import { openReader } from '../../../electron/platform/sqlite/open.ts'
import { product } from './support/example.ts'
import { type SavingsTenant, savingsTenant } from './support/tenant.ts'

const clock = { now: () => Date.parse('2026-11-23T12:00:00Z'), sleep: () => Promise.resolve() }
const e3 = [{ product: 'SPE_E3', amount: 36 }]
const { skuId } = product('SPE_E3')
const idle = { teams: '2026-06-01', success: '2026-06-01' }

const verdicts = (tenant: SavingsTenant) => ['cal', 'dan', 'eva'].map(id => tenant.verdict(id))
const adoptionBase = (tenant: SavingsTenant) =>
  tenant.read(`select base from app_use where app = 'teams'`).map(({ base }) => base)

const ending = (tenant: SavingsTenant, day: string) => {
  const reader = openReader(tenant.file)
  try {
    return endingExclusions(reader, day)
  } finally {
    reader.close()
  }
}

/** Lets a later sync bring everything again, with reports of two days before. */
function syncAgain(tenant: SavingsTenant, day: string, reportDay: string): void {
  tenant.change('update usage_report set refresh_date = ?', reportDay)
  tenant.judge(day)
}

test('what is left out comes back on its day, and a surer claim ends a postponement early', () => {
  const tenant = savingsTenant({ prices: e3, people: ['cal', 'dan', 'eva'].map(id => ({ id, ...idle })) })
  tenant.change(
    `insert into exclusion (user_id, reason, made_at, valid_until) values ('cal', 'leave', '2026-11-23', '2026-12-31')`,
  )
  tenant.change(`insert into postponement values ('dan', ?, 'R5', 1, '2026-12-31', '2026-11-23')`, skuId)
  tenant.judge()
  expect(verdicts(tenant)).toEqual([
    'left_out R5 strong 432.00',
    'left_out R5 strong 432.00',
    'claimed R5 strong 432.00',
  ])
  expect(tenant.headline()).toEqual({ seats: 1, money: ['432.00 EUR'] })
  expect(tenant.read('select count(*) as seats from claim')).toEqual([{ seats: 3 }])
  expect(adoptionBase(tenant)).toEqual([3])

  // On the first of December the account is disabled; it is left alone for fourteen days.
  tenant.change(`update user set account_enabled = 0 where user_id = 'dan'`)
  tenant.change(
    `insert into change (run_id, at, kind, user_id, detail) values (1, '2026-12-01T06:00:00Z', 'user_changed', 'dan', 'account_enabled')`,
  )
  syncAgain(tenant, '2026-12-14', '2026-12-12')
  expect(verdicts(tenant)).toEqual(['left_out R5 strong 432.00', 'too_new', 'claimed R5 strong 432.00'])
  syncAgain(tenant, '2026-12-15', '2026-12-13')
  expect(verdicts(tenant)).toEqual([
    'left_out R5 strong 432.00',
    'claimed R1 certain 432.00',
    'claimed R5 strong 432.00',
  ])
  expect(tenant.headline()).toEqual({ seats: 2, money: ['864.00 EUR'] })
  expect(adoptionBase(tenant)).toEqual([2])

  expect(ending(tenant, '2026-12-16')).toEqual([])
  expect(ending(tenant, '2026-12-17')).toEqual([{ exclusionId: 1, endsOn: '2026-12-31' }])
  expect(ending(tenant, '2027-01-01')).toEqual([])
  syncAgain(tenant, '2026-12-31', '2026-12-29')
  expect(tenant.verdict('cal')).toBe('left_out R5 strong 432.00')
  syncAgain(tenant, '2027-01-01', '2026-12-30')
  expect(verdicts(tenant)).toEqual([
    'claimed R5 strong 432.00',
    'claimed R1 certain 432.00',
    'claimed R5 strong 432.00',
  ])
  expect(tenant.headline()).toEqual({ seats: 3, money: ['1296.00 EUR'] })
  expect(adoptionBase(tenant)).toEqual([2])
  // Renewed, nobody has to be reminded of the old one.
  tenant.change(
    `insert into exclusion (user_id, reason, made_at, valid_until) values ('cal', 'leave', '2026-12-20', '2027-03-01')`,
  )
  expect(ending(tenant, '2026-12-20')).toEqual([])
})

test('a postponed claim stays postponed when its own rule becomes surer', () => {
  const tenant = savingsTenant({ prices: e3, people: [{ id: 'dan', ...idle, success: '2026-11-22' }] })
  tenant.change(`insert into postponement values ('dan', ?, 'R5', 2, '2026-12-31', '2026-11-23')`, skuId)
  tenant.judge()
  expect(tenant.verdict('dan')).toBe('left_out R5 weak 432.00')
  tenant.change(
    `update sign_in set last_successful_at = '2026-06-01T09:00:00Z', last_interactive_at = null, last_non_interactive_at = null`,
  )
  tenant.judge()
  expect(tenant.verdict('dan')).toBe('left_out R5 strong 432.00')
  // Until another rule is surer: then everything is back.
  tenant.change(`update user set user_type = 'Guest'`)
  tenant.judge()
  expect(tenant.verdict('dan')).toBe('claimed R5 strong 432.00')
})

test('by a group are left out those whose license comes by it', () => {
  const held = (state: string) => ({
    holds: [{ product: 'SPE_E3' }, { product: 'SPE_E3', group: 'g1', state }],
    ...idle,
  })
  const people = [
    { id: 'member', ...held('Active') },
    { id: 'failed', ...held('Error') },
  ]
  // Of one user alone, of all, and of all of a department.
  for (const whom of [`'failed', null`, 'null, null', `null, 'Sales'`]) {
    const department = 'Sales'
    const tenant = savingsTenant({ people: people.map(one => ({ ...one, department })) })
    tenant.change(`insert into exclusion (user_id, department, group_id, reason, made_at, valid_until)
      values (${whom}, 'g1', 'season', '2026-11-23', '2026-12-31')`)
    tenant.judge()
    expect([whom, tenant.verdict('failed')]).toEqual([whom, 'claimed R5 strong'])
    if (!whom.startsWith(`'failed'`)) expect(tenant.verdict('member')).toBe('left_out R5 strong')
  }
})

const teamsOff = { holds: [{ product: 'SPE_E3', off: ['TEAMS1'] }] }

test('windows nest, nothing on record is told from plans that are off, and adoption counts who has the app', () => {
  const tenant = savingsTenant({
    people: [
      { id: 'a', teams: '2026-11-15' },
      { id: 'b', teams: '2026-11-14' },
      { id: 'c', teams: '2026-10-23' },
      { id: 'd', teams: '2026-10-22' },
      { id: 'e', teams: null },
      { id: 'f', teams: '2026-11-20', ...teamsOff },
    ],
  })
  const [use] = tenant.read(`select * from app_use where app = 'teams'`)
  expect(use).toEqual({
    app: 'teams',
    at_most: 0,
    base: 5,
    active_7d: 1,
    active_30d: 3,
    active_90d: 4,
    active_180d: 4,
    never_used: 1,
    others_30d: 1,
    disabled_30d: 0,
    guests_30d: 0,
    unmatched_30d: 0,
  })
  expect((100 * Number(use?.['active_30d'])) / Number(use?.['base'])).toBe(60)
  const states = tenant.read(
    `select user_id, state, idle_days from v_app_state where app = 'teams' order by 1`,
  )
  expect(states.map(({ user_id, state, idle_days }) => [user_id, state, idle_days])).toEqual([
    ['a', 'date', 6],
    ['b', 'date', 7],
    ['c', 'date', 29],
    ['d', 'date', 30],
    ['e', 'none_on_record', null],
    ['f', 'date', 1],
  ])
})

test('a cell of users and apps without a date says why there is none', () => {
  const tenant = savingsTenant({
    people: [
      { id: 'a', teams: '2026-11-15' },
      { id: 'e', teams: null },
      { id: 'f', teams: '2026-11-20', ...teamsOff },
      { id: 'g', teams: null, ...teamsOff },
      { id: 'h', teams: null, since: '2026-11-10' },
      { id: 'i', isReported: false },
      { id: 'k', isReported: false, guest: true },
      { id: 'u', holds: [] },
    ],
  })
  const reports = createReportReader(() => openReader(tenant.file), clock)
  try {
    const cellsOf = (filters: ReportFilter[]) => {
      const request = { connector: 'c', report: 'app-activity', filters, limit: 100 }
      const { columns, rows } = reports.page(ReportRequest.parse(request))
      const place = (key: string) => columns.findIndex(column => column.key === key)
      const has = (cells: readonly Cell[], key: string) => namedApps(cells[place(key)]).has('Teams')
      return rows.map(cells => [
        cells[place('user_id')],
        cells[place('teams_last_activity_date')],
        ...['never_used', 'plan_off', 'not_measured', 'too_new'].filter(key => has(cells, key)),
      ])
    }
    expect(cellsOf([]).toSorted()).toEqual([
      ['a', '2026-11-15'],
      ['e', null, 'never_used'],
      ['f', '2026-11-20', 'plan_off'],
      ['g', null, 'plan_off'],
      ['h', null, 'too_new'],
      ['i', null, 'not_measured'],
      ['k', null, 'not_measured'],
      ['u', null, 'plan_off'],
    ])
    const tooNew = { column: 'too_new', operator: 'contains' as const, value: 'Teams;' }
    expect(cellsOf([tooNew])).toEqual([['h', null, 'too_new']])
  } finally {
    reports.close()
  }
})

const namedApps = (cell: Cell | undefined) =>
  new Set(
    String(cell ?? '')
      .split(';')
      .map(name => name.trim()),
  )
