import { at } from '../random.ts'
import { apps } from '../tenant/activity.ts'
import type { CountReport } from './definition.ts'
import { mailMetrics } from './details-mail.ts'
import { active, app, daily, dayUsage, grown, share, summary } from './series.ts'
import { activeWithin } from './totals.ts'

export const mailCounts: readonly CountReport[] = [
  daily(
    'getEmailActivityCounts',
    'Report Refresh Date,Send,Receive,Read,Meeting Created,Meeting Interacted,Report Date,Report Period',
    (totals, place) => mailMetrics(dayUsage(app(totals, apps.exchange), place)),
  ),
  daily(
    'getEmailActivityUserCounts',
    'Report Refresh Date,Send,Receive,Read,Meeting Created,Meeting Interacted,Report Date,Report Period',
    (totals, place) => {
      const people = active(app(totals, apps.exchange), place)
      return [share(people, 0.86), people, people, share(people, 0.2), share(people, 0.55)]
    },
  ),
  summary(
    'getEmailAppUsageAppsUserCounts',
    'Report Refresh Date,Mail For Mac,Outlook For Mac,Outlook For Windows,Outlook For Mobile,Other For Mobile,Outlook For Web,POP3 App,IMAP4 App,SMTP App,Report Period',
    (totals, period) => totals.mailPrograms.map(series => activeWithin(series, period)),
  ),
  daily(
    'getEmailAppUsageUserCounts',
    'Report Refresh Date,Mail For Mac,Outlook For Mac,Outlook For Windows,Outlook For Mobile,Other For Mobile,Outlook For Web,POP3 App,IMAP4 App,SMTP App,Report Date,Report Period',
    (totals, place) => totals.mailPrograms.map(series => active(series, place)),
  ),
  summary(
    'getEmailAppUsageVersionsUserCounts',
    'Report Refresh Date,Outlook 2016,Outlook 2013,Outlook 2010,Outlook 2007,Undetermined,Report Period,Outlook M365,Outlook 2019',
    (totals, period) => {
      const people = activeWithin(at(totals.mailPrograms, 2), period)
      const old = share(people, 0.03)
      const unknown = share(people, 0.01)
      return [old, 0, 0, 0, unknown, people - 2 * old - unknown, old]
    },
  ),
  daily(
    'getMailboxUsageMailboxCounts',
    'Report Refresh Date,Total,Active,Report Date,Report Period',
    (totals, place) => [totals.mailboxes, active(app(totals, apps.exchange), place)],
  ),
  daily(
    'getMailboxUsageQuotaStatusMailboxCounts',
    'Report Refresh Date,Under Limit,Warning Issued,Send Prohibited,Send/Receive Prohibited,Indeterminate,Report Date,Report Period',
    totals => [...totals.mailboxQuota, 0],
  ),
  daily(
    'getMailboxUsageStorage',
    'Report Refresh Date,Storage Used (Byte),Report Date,Report Period',
    (totals, place) => [grown(totals.mailboxBytes, place)],
  ),
]
