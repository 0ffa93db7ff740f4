import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { resultOf } from '../../../support/connected-engine.ts'
import { type HandFedTenant, handFedTenant, person } from '../../../support/hand-fed.ts'

let fed: HandFedTenant

beforeAll(async () => {
  fed = await handFedTenant({
    users: [person({ userPrincipalName: 'ada@contoso.example', licenses: ['SPE_E3'] })],
  })
  expect((await fed.sync({ mode: 'full', only: ['users', 'licenses', 'renewals'] })).status).toBe('succeeded')
})
afterAll(() => fed.close())

describe('the last subscription of a tenant that has ended', () => {
  const renewals = 'select count(*) as count from v_renewals'

  test('leaves the list after a week and three syncs that did not believe it', async () => {
    const [before] = fed.query(renewals)
    expect(before).not.toEqual({ count: 0 })
    fed.feed({ path: /\/directory\/subscriptions\b/ }, { json: { value: [] } })
    for (const day of ['2026-11-24', '2026-11-26', '2026-11-28', '2026-11-29']) {
      fed.day(day)
      const run = await fed.sync({ only: ['renewals'] })
      expect(resultOf(run, 'renewals').error, day).toMatchObject({ detail: { kind: 'emptied' } })
      expect(fed.query(renewals)).toEqual([before])
    }
    fed.day('2026-12-01')
    expect((await fed.sync({ only: ['renewals'] })).status).toBe('succeeded')
    expect(fed.query(renewals)).toEqual([{ count: 0 }])
  })
})
