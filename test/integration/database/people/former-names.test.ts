import { describe, expect, test } from 'vitest'
import { people, peopleDelta } from '../support/people.ts'
import { openTestTenant } from '../support/tenant.ts'

const names = (tenant: ReturnType<typeof openTestTenant>) =>
  tenant.read('select upn_key, user_id from former_name order by upn_key').map(row => Object.values(row))

describe('names that people had before', () => {
  test('are kept from full and delta reads; a change of letter case is none', () => {
    const tenant = openTestTenant()
    tenant.publish([people({ user_id: 'u1', user_principal_name: 'Ada@x.y' }, { user_id: 'u2' })])
    expect(names(tenant)).toEqual([])
    tenant.publish([people({ user_id: 'u1', user_principal_name: 'ada@X.y' }, { user_id: 'u2' })])
    expect(names(tenant)).toEqual([])
    tenant.publish([people({ user_id: 'u1', user_principal_name: 'ada.berg@x.y' }, { user_id: 'u2' })])
    tenant.publish([peopleDelta([{ user_id: 'u1', user_principal_name: 'ada.lund@x.y' }])])
    expect(names(tenant)).toEqual([
      ['ada.berg@x.y', 'u1'],
      ['ada@x.y', 'u1'],
    ])
  })

  test('belong to whoever has them today, and afterwards to whoever had them last', () => {
    const tenant = openTestTenant()
    const named = (user_id: string, name: string) => ({ user_id, user_principal_name: `${name}@x.y` })
    tenant.publish([people(named('u1', 'info'), named('u2', 'bo'))])
    tenant.publish([peopleDelta([named('u1', 'ada'), named('u2', 'info')])])
    expect(names(tenant)).toEqual([['bo@x.y', 'u2']])
    tenant.publish([peopleDelta([named('u2', 'bo.lund')])])
    expect(names(tenant)).toEqual([
      ['bo@x.y', 'u2'],
      ['info@x.y', 'u2'],
    ])
  })

  test('are forgotten with the person', () => {
    const tenant = openTestTenant()
    tenant.publish([people({ user_id: 'u1', user_principal_name: 'ada@x.y' }, { user_id: 'u2' })])
    tenant.publish([peopleDelta([{ user_id: 'u1', user_principal_name: 'ada.berg@x.y' }])])
    tenant.publish([peopleDelta([], ['u1'])])
    expect(names(tenant)).toEqual([])
  })
})
