import {
  activityOf,
  dailyCounts,
  dates,
  flags,
  integers,
  optional,
  personReport,
  platformsOf,
  presences,
  summaryCounts,
  texts,
} from './build.ts'
import type { UsageReport } from './types.ts'

const emailActivity = personReport({
  graphFunction: 'getEmailActivityUserDetail',
  cells: [
    ...flags('Is Deleted'),
    ...dates('Deleted Date', 'Last Activity Date'),
    ...integers(
      'Send Count',
      'Receive Count',
      'Read Count',
      'Meeting Created Count',
      'Meeting Interacted Count',
    ),
  ],
  activity: [activityOf('exchange')],
})

const mailClients = [
  'Mail For Mac',
  'Outlook For Mac',
  'Outlook For Windows',
  'Outlook For Mobile',
  'Other For Mobile',
  'Outlook For Web',
  'POP3 App',
  'IMAP4 App',
  'SMTP App',
] as const

/** An unused client's column is empty; a used one's can hold the client's generation. */
const emailApps = personReport({
  graphFunction: 'getEmailAppUsageUserDetail',
  cells: [
    ...flags('Is Deleted'),
    ...dates('Deleted Date', 'Last Activity Date'),
    ...presences(...mailClients),
  ],
  activity: [activityOf('exchange')],
  platforms: platformsOf('exchange', {
    windows: ['outlook_for_windows'],
    mac: ['mail_for_mac', 'outlook_for_mac'],
    mobile: ['outlook_for_mobile', 'other_for_mobile'],
    web: ['outlook_for_web'],
  }),
})

/**
 * Shared and resource mailboxes are rows too; the recipient type, where the column is sent, tells them
 * apart. What v1.0 leaves out of it, beta has.
 */
const mailboxes = personReport({
  graphFunction: 'getMailboxUsageDetail',
  cells: [
    ...flags('Is Deleted', 'Has Archive'),
    ...dates('Deleted Date', 'Created Date', 'Last Activity Date'),
    ...integers(
      'Item Count',
      'Storage Used (Byte)',
      'Issue Warning Quota (Byte)',
      'Prohibit Send Quota (Byte)',
      'Prohibit Send/Receive Quota (Byte)',
      'Deleted Item Count',
      'Deleted Item Size (Byte)',
      'Deleted Item Quota (Byte)',
    ),
    ...optional(texts('Recipient Type')),
  ],
  betaColumn: 'Recipient Type',
  activity: [activityOf('exchange')],
})

const emailCells = integers('Send', 'Receive', 'Read', 'Meeting Created', 'Meeting Interacted')

const counts = [
  dailyCounts({
    graphFunction: 'getEmailActivityCounts',
    cells: emailCells,
    app: 'exchange',
    unit: 'count',
  }),
  dailyCounts({
    graphFunction: 'getEmailActivityUserCounts',
    cells: emailCells,
    app: 'exchange',
    unit: 'users',
  }),
  summaryCounts({
    graphFunction: 'getEmailAppUsageAppsUserCounts',
    cells: integers(...mailClients),
    app: 'exchange',
    unit: 'users',
  }),
  dailyCounts({
    graphFunction: 'getEmailAppUsageUserCounts',
    cells: integers(...mailClients),
    app: 'exchange',
    unit: 'users',
  }),
  summaryCounts({
    graphFunction: 'getEmailAppUsageVersionsUserCounts',
    cells: integers(
      'Outlook 2016',
      'Outlook 2013',
      'Outlook 2010',
      'Outlook 2007',
      'Undetermined',
      'Outlook M365',
      'Outlook 2019',
    ),
    app: 'exchange',
    unit: 'users',
  }),
  dailyCounts({
    graphFunction: 'getMailboxUsageMailboxCounts',
    cells: integers('Total', 'Active'),
    app: 'exchange',
    unit: 'mailboxes',
  }),
  dailyCounts({
    graphFunction: 'getMailboxUsageQuotaStatusMailboxCounts',
    cells: integers(
      'Under Limit',
      'Warning Issued',
      'Send Prohibited',
      'Send/Receive Prohibited',
      'Indeterminate',
    ),
    app: 'exchange',
    unit: 'mailboxes',
  }),
  dailyCounts({
    graphFunction: 'getMailboxUsageStorage',
    cells: integers('Storage Used (Byte)'),
    app: 'exchange',
  }),
]

/** Reports about mail, mail clients and mailboxes. */
export const exchangeReports: readonly UsageReport[] = [emailActivity, emailApps, mailboxes, ...counts]
