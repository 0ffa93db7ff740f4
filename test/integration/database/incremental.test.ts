import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import type { StagedUser } from '../../../electron/core/datasets/staged-user.ts'
import { licenses, type PersonInput, people, peopleDelta, person } from './support/people.ts'
import { report } from './support/reports.ts'
import { openTestTenant, type Row } from './support/tenant.ts'

const skus = ['e1', 'e3', 'e5', 'visio', 'project']
const planSets: Record<string, string[]> = {
  e1: ['mail'],
  e3: ['mail', 'files'],
  e5: ['mail', 'files', 'teams'],
  visio: ['draw'],
  project: ['plan'],
}
const departments = ['Sales', 'Research', null]

/** Numbers in [0, 1) that are the same in every run. */
function numbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

function makePerson(id: number, random: () => number): StagedUser {
  const pick = <T>(from: readonly T[]): T | undefined => from[Math.floor(random() * from.length)]
  const name = random() < 0.9 ? `Person${Math.floor(random() * 80)}@x.example` : null
  const given: PersonInput = {
    user_id: `user-${String(id).padStart(3, '0')}`,
    user_principal_name: name,
    display_name: random() < 0.8 ? `Name ${Math.floor(random() * 20)}` : null,
    account_enabled: random() < 0.8 ? 1 : 0,
    user_type: random() < 0.8 ? 'Member' : 'Guest',
    department: pick(departments) ?? null,
    country: random() < 0.5 ? 'NO' : null,
    holds: skus
      .filter(() => random() < 0.35)
      .map(sku => ({
        sku,
        disabledPlans: random() < 0.2 ? ['mail'] : [],
        group: random() < 0.5 ? 'g1' : '',
        state: random() < 0.8 ? 'Active' : 'Error',
      })),
  }
  return person(given)
}

const derived = [
  'select * from user_summary order by user_id',
  'select * from overlap order by user_id, sku_id, covered_by_sku_id',
  `select person.person_key, person.user_id, person.user_principal_name, today.person_key as today
    from person left join person as today on today.person_id = person.counts_for
    where person.person_id in (select person_id from usage_teams_user_activity union select person_id from usage_email_activity)
    order by person.person_key`,
  `select person.person_key, activity.last_activity_date, activity.aligned_activity_date, activity.teams, activity.exchange
    from person_activity as activity join person using (person_id) order by person_key`,
  `select user_id, user_principal_name, app, last_activity_date, report_refresh_date
    from v_app_activity order by user_principal_name, app`,
  'select * from license_summary order by sku_id',
  `select department, country, company_name, people, licensed, licensed_active_30d, licenses
    from split join split_summary using (split_id) order by 1, 2, 3`,
  `select department, country, company_name, sku_id, assigned_users, active_users_30d, disabled_users, guest_users
    from split join split_license using (split_id) order by 1, 2, 3, 4`,
  'select * from user order by user_id',
  'select * from v_license_assignments order by user_id, sku_id, group_id',
  `select value, cast(value as integer) = (select count(*) from v_license_assignments) as counted
    from meta where name = 'assignment_count'`,
]

/** Everything that is derived, without the numbers of splits, which may differ. */
const figures = (tenant: ReturnType<typeof openTestTenant>): Row[][] =>
  derived.map(query => tenant.read(query).map(({ split_id: _, ...row }) => row))

test.each([1, 2, 3, 4, 5])('people who came bit by bit end up as if all had come at once (%i)', seed => {
  const random = numbers(seed)
  const everybody = new Map(
    Array.from({ length: 60 }, (_, id) => makePerson(id, random)).map(one => [one.user_id, one]),
  )
  const uniqueNames = () => {
    // A user principal name belongs to one person at a time.
    const taken = new Set<string>()
    return [...everybody.values()].map(one => {
      if (one.upn_key === null || !taken.has(one.upn_key)) {
        if (one.upn_key !== null) taken.add(one.upn_key)
        return one
      }
      return { ...one, user_principal_name: null, upn_key: null }
    })
  }
  const products = licenses(...skus.map(sku_id => ({ sku_id, plans: planSets[sku_id] ?? [] })))
  const reports = [
    report(
      'usage.teams_user_activity',
      Array.from({ length: 70 }, (_, id) => ({
        key: `person${id}@x.example`,
        last_activity_date:
          random() < 0.7 ? `2026-1${random() < 0.5 ? 0 : 1}-1${Math.floor(random() * 9)}` : null,
      })),
    ),
    report('usage.email_activity', [{ key: 'person3@x.example', last_activity_date: '2026-11-20' }]),
  ]

  const gradual = openTestTenant()
  gradual.publish([products, people(...uniqueNames()), ...reports])
  for (let round = 0; round < 4; round += 1) {
    const before = new Map(uniqueNames().map(one => [one.user_id, JSON.stringify(one)]))
    const removed = [...everybody.keys()].filter(() => random() < 0.03)
    for (const id of removed) everybody.delete(id)
    for (let count = 0; count < 4; count += 1) {
      const changed = makePerson(Math.floor(random() * 80), random)
      everybody.set(changed.user_id, changed)
    }
    const now = uniqueNames()
    const changes = now.filter(one => before.get(one.user_id) !== JSON.stringify(one))
    const gone = removed.filter(id => !everybody.has(id))
    gradual.publish([peopleDelta(changes, gone)])
  }

  const atOnce = openTestTenant()
  // Who had which name before is known only to whoever saw it.
  const copy = new Database(atOnce.file)
  const insert = copy.prepare(
    'insert into former_name (upn_key, user_id, until) values (@upn_key, @user_id, @until)',
  )
  for (const row of gradual.read('select upn_key, user_id, until from former_name')) insert.run(row)
  copy.close()
  atOnce.publish([products, people(...uniqueNames()), ...reports])
  expect(figures(gradual)).toEqual(figures(atOnce))
})
