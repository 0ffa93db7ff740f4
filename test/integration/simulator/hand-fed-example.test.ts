import { expect, onTestFinished, test } from 'vitest'
import { handFedTenant, person } from '../../support/hand-fed.ts'

test('a report with a column that no page documents (microsoft-graph-docs-contrib#8622)', async () => {
  const tenant = await handFedTenant({ users: [person({ userPrincipalName: 'ada@contoso.example' })] })
  onTestFinished(tenant.close)
  const text =
    'Report Refresh Date,User Principal Name,Site Id,Last Activity Date\r\n2026-11-21,ada@contoso.example,7,2026-11-20\r\n'
  tenant.feed({ report: 'getTeamsUserActivityUserDetail' }, { text })
  await tenant.sync()
  const found = tenant.query('select app, last_activity_date from v_app_activity')
  expect(found).toEqual([{ app: 'teams', last_activity_date: '2026-11-20' }])
})
