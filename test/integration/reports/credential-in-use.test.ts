import { expect, onTestFinished, test } from 'vitest'
import { connectorName } from '../../support/connected-engine.ts'
import { handFedTenant, person } from '../../support/hand-fed.ts'

test('overview and status show the end of the secret in use, although another one ends later', async () => {
  const tenant = await handFedTenant({ users: [person({ userPrincipalName: 'ada@contoso.example' })] })
  onTestFinished(tenant.close)
  const passwordCredentials = [
    { hint: 'zz~', endDateTime: '2027-11-23T10:00:00Z' },
    { hint: tenant.tenant.clientSecret.slice(0, 3), endDateTime: '2027-04-04T10:00:00Z' },
  ]
  tenant.feed(
    { path: /\/applications\(/ },
    { json: { id: 'a', displayName: 'Connector', passwordCredentials } },
  )
  await tenant.sync({ only: ['organization', 'users', 'licenses', 'registration'] })
  const { rows } = await tenant.report('overview')
  expect(rows.find(row => row.includes('secret_days_left'))).toEqual(
    expect.arrayContaining([132, 'on 2027-04-04']),
  )
  const status = await tenant.engine.call('connectors.status', { connector: connectorName })
  expect(status).toMatchObject({
    ok: true,
    value: [{ secretExpiresOn: '2027-04-04', secretExpirySource: 'registration' }],
  })
})
