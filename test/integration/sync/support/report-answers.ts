import type { FedReports, HandFedTenant } from '../../../support/hand-fed.ts'
import { handFedTenant, person } from '../../../support/hand-fed.ts'

export const [adaName, boName] = ['ada@contoso.example', 'bo@contoso.example']
export const ada = person({ userPrincipalName: adaName, licenses: ['SPB'] })
export const bo = person({ userPrincipalName: boName, licenses: ['SPB'] })
export const only = ['directory', 'usage']

export const row = (key: string, activity: string, more: Record<string, unknown> = {}) => ({
  'User Principal Name': key,
  'Last Activity Date': activity,
  ...more,
})
export const mail = (activity = '2026-11-20') => ({
  getEmailActivityUserDetail: [adaName, boName].map(name => row(name, activity, { 'Send Count': 3 })),
})

/** A tenant of Ada and Bo, who hold a license each. */
export const openTenant = (reports: FedReports): Promise<HandFedTenant> =>
  handFedTenant({ users: [ada, bo], reports })

export const seats = 'select active_users_30d as active, inactive_users_30d as inactive from v_licenses'
export const activityOf = (
  app: string,
) => `select user_principal_name as person, last_activity_date as day, report_refresh_date as known
  from v_app_activity where app = '${app}' order by 1`
export const namesOf = async (opened: HandFedTenant, report: string) => {
  const page = await opened.report(report)
  const place = page.columns.findIndex(({ key }) => key === 'user_principal_name')
  return page.rows.map(cells => cells[place])
}
export const textsOf = async (opened: HandFedTenant, report: string) =>
  (await opened.report(report)).notes.map(({ text }) => text).join('\n')
