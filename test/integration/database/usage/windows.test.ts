import { describe, expect, test } from 'vitest'
import { people } from '../support/people.ts'
import { report } from '../support/reports.ts'
import { openTestTenant } from '../support/tenant.ts'

type Tenant = ReturnType<typeof openTestTenant>

const none = { outlook: 0, word: 0, excel: 0, powerpoint: 0, onenote: 0, teams: 0 }
const day = '2026-11-20'
const key = 'ada@x.example'

/** The report of a period in which Ada used some of the apps; two of them know the day of her last use. */
function period(days: number, used: Partial<typeof none>, options: { refreshDate?: string } = {}) {
  const dates = days === 30 || days === 180 ? { last_activity_date: day } : {}
  return report(`usage.m365_app_d${days}`, [{ key, ...none, ...used, ...dates }], options)
}

/** What is known of an app: `1010` for used within 7 and 90 days, `?` where that is open. */
const windows = (tenant: Tenant, app: string, name = key) =>
  tenant
    .read(
      `select used_7d, used_30d, used_90d, used_180d from v_app_windows
        where app = ? and lower(user_principal_name) = ?`,
      app,
      name,
    )
    .map(row =>
      Object.values(row)
        .map(value => value ?? '?')
        .join(''),
    )

describe('the windows of the Microsoft 365 apps', () => {
  test('are those of the report of each period, app by app', () => {
    const tenant = openTestTenant()
    tenant.publish([
      period(7, { teams: 1 }),
      period(30, { teams: 1, excel: 1 }),
      period(90, { teams: 1, excel: 1, word: 1 }),
      period(180, { teams: 1, excel: 1, word: 1, onenote: 1 }),
    ])
    expect({
      teams: windows(tenant, 'teams_app'),
      excel: windows(tenant, 'excel_app'),
      word: windows(tenant, 'word_app'),
      onenote: windows(tenant, 'onenote_app'),
      outlook: windows(tenant, 'outlook_app'),
    }).toEqual({ teams: ['1111'], excel: ['0111'], word: ['0011'], onenote: ['0001'], outlook: [] })
    // The one date of the report stays what it is: the latest that each app can have been used.
    expect(
      tenant.read(`select last_activity_date, report_period_days from v_app_activity where app = 'word_app'`),
    ).toEqual([{ last_activity_date: day, report_period_days: 180 }])
  })

  test('are open where a period has not come, and closed where a longer one says no', () => {
    const tenant = openTestTenant()
    tenant.publish([period(30, { teams: 1 }), period(180, { teams: 1, word: 1 })])
    expect(windows(tenant, 'teams_app')).toEqual(['?1?1'])
    expect(windows(tenant, 'word_app')).toEqual(['00?1'])
    tenant.publish([period(7, { teams: 1 }), period(90, { teams: 1, word: 1 })])
    expect(windows(tenant, 'teams_app')).toEqual(['1111'])
    expect(windows(tenant, 'word_app')).toEqual(['0011'])
  })

  test('are open where a period is about another day, does not name the user or lacks a column', () => {
    const tenant = openTestTenant()
    const longer = [period(30, { word: 1 }), period(180, { word: 1 })]
    tenant.publish([...longer, period(7, { word: 1 }, { refreshDate: '2026-11-19' })])
    expect(windows(tenant, 'word_app')).toEqual(['?1?1'])
    const { word, ...withoutWord } = none
    tenant.publish([
      report('usage.m365_app_d7', [{ key: 'bo@x.example', ...none, word: 1 }]),
      report('usage.m365_app_d90', [{ key, ...withoutWord, teams: word }]),
    ])
    expect(windows(tenant, 'word_app')).toEqual(['?1?1'])
  })

  test('of a report that knows no day make nobody active, and nothing newer', () => {
    const tenant = openTestTenant()
    tenant.publish([
      report('usage.m365_app_d180', [{ key, ...none, word: 1, last_activity_date: '2026-08-01' }]),
      report('usage.m365_app_d7', [{ key: 'bo@x.example', ...none, word: 1 }], { refreshDate: '2026-11-22' }),
    ])
    expect(tenant.read('select user_principal_name from v_app_activity')).toEqual([
      { user_principal_name: key },
    ])
    expect(tenant.read('select as_of from app_summary')).toEqual([{ as_of: '2026-11-21' }])
    expect(windows(tenant, 'word_app')).toEqual(['0001'])
  })

  test('of somebody who was renamed count for the name of today', () => {
    const tenant = openTestTenant()
    const ada = { user_id: 'u1', user_principal_name: 'Ada@x.example' }
    tenant.publish([people(ada)])
    tenant.publish([people({ ...ada, user_principal_name: 'Ada.Berg@x.example' })], { runId: 2 })
    tenant.publish([7, 30, 90, 180].map(days => period(days, days === 7 ? {} : { word: 1 })))
    expect(windows(tenant, 'word_app', 'ada.berg@x.example')).toEqual(['0111'])
  })
})

test('the windows of other apps follow from the day of the last use', () => {
  const tenant = openTestTenant()
  const last = (name: string, date: string) => ({ key: name, last_activity_date: date })
  tenant.publish([
    report('usage.teams_user_activity', [
      last('a@x.example', '2026-11-15'),
      last('b@x.example', '2026-11-14'),
      last('c@x.example', '2026-08-24'),
      last('d@x.example', '2026-05-25'),
    ]),
  ])
  const found = ['a', 'b', 'c', 'd'].flatMap(name => windows(tenant, 'teams', `${name}@x.example`))
  expect(found).toEqual(['1111', '0111', '0011', '0000'])
})
