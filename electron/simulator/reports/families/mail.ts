import { at, mix } from '../../random.ts'
import { apps, type Usage } from '../../tenant/activity.ts'
import { workloads } from '../../tenant/products.ts'
import { createdDay } from '../../tenant/world.ts'
import type { CountReport, DetailReport } from '../report.ts'
import {
  betaEnding,
  deletedCells,
  displayNameCell,
  hasHabit,
  isMailboxOnly,
  isReported,
  productsCell,
  type Scope,
  upnCell,
  usage,
} from '../scope.ts'
import { active, activeWithin, app, daily, dayUsage, grown, share, summary } from '../series.ts'

/** What a day's or a period's mail activity consists of; also the base of the tenant's daily mail counts. */
function mailMetrics({
  days,
  volume,
}: Usage): readonly [sent: number, received: number, read: number, created: number, interacted: number] {
  return [volume, volume * 3 + days, volume * 2, volume >> 4, days]
}

function mailRow(scope: Scope, index: number): string {
  const use = usage(scope, index, apps.exchange)
  return `${scope.refreshed},${upnCell(scope, index)},${displayNameCell(scope, index)},${deletedCells(scope, index)},${scope.dateText(use.last)},${mailMetrics(use).join(',')},${productsCell(scope, index)},${scope.period}`
}

/**
 * Which mail programs a person uses: Mac mail, Outlook on Mac, Windows and phone, other phone, web, POP,
 * IMAP, SMTP.
 */
export function mailPrograms(scope: Scope, index: number): readonly boolean[] {
  const onMac = hasHabit(scope, index, 1, 14)
  const phone = hasHabit(scope, index, 2, 58)
  const programs = [
    onMac && hasHabit(scope, index, 4, 30),
    onMac,
    !onMac,
    phone && hasHabit(scope, index, 5, 75),
    phone && !hasHabit(scope, index, 5, 75),
    hasHabit(scope, index, 3, 45),
    hasHabit(scope, index, 6, 1),
    hasHabit(scope, index, 7, 3),
    hasHabit(scope, index, 8, 2),
  ]
  return programs
}

function mailProgramRow(scope: Scope, index: number): string {
  const use = usage(scope, index, apps.exchange)
  const cells = mailPrograms(scope, index).map((used, program) => {
    if (program === 2) return use.days > 0 && used ? 'ProPlus' : ''
    return use.days > 0 && used ? 'Yes' : 'No'
  })
  return `${scope.refreshed},${upnCell(scope, index)},${displayNameCell(scope, index)},${deletedCells(scope, index)},${scope.dateText(use.last)},${cells.join(',')},${scope.period}`
}

const gigabyte = 1_073_741_824

/** Bytes used in a mailbox; grows a little with every day. */
export function mailboxBytes(scope: Scope, index: number): number {
  const { seed } = scope.world
  const years = Math.max(0.02, (scope.until - createdDay(scope.world, index)) / 365)
  const spread = 1 / (0.05 + mix(seed, 480, index) / 0x1_0000_0000)
  return Math.floor(Math.min(120 * gigabyte, years * spread * 0.9 * gigabyte))
}

/** Warning, send and send/receive quotas of a mailbox in bytes; plan 1 mailboxes hold half as much. */
export function mailboxQuotas(scope: Scope, index: number): readonly [number, number, number] {
  const half = mix(scope.world.seed, 481, index) % 5 === 0
  return half
    ? [49 * gigabyte, 49.5 * gigabyte, 50 * gigabyte]
    : [98 * gigabyte, 99 * gigabyte, 100 * gigabyte]
}

/** @param type the cell that only beta has, with the comma behind it */
function mailboxRow(scope: Scope, index: number, type = ''): string {
  const { world } = scope
  const bytes = mailboxBytes(scope, index)
  const items = Math.ceil(bytes / 90_000)
  const last = scope.service.activity.last(index, apps.exchange, scope.until)
  const quotas = mailboxQuotas(scope, index).join(',')
  const deletedItems = Math.floor(items / 9)
  const archive = mix(world.seed, 482, index) % 4 === 0 ? 'True' : 'False'
  return `${scope.refreshed},${upnCell(scope, index)},${displayNameCell(scope, index)},${deletedCells(scope, index)},${scope.dateText(createdDay(world, index))},${scope.dateText(last)},${items},${bytes},${quotas},${deletedItems},${Math.floor(bytes / 8)},${30 * gigabyte},${type}${archive},${scope.period}`
}

const mailboxUsage: DetailReport = {
  kind: 'detail',
  name: 'getMailboxUsageDetail',
  parameters: 'period',
  header:
    'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Created Date,Last Activity Date,Item Count,Storage Used (Byte),Issue Warning Quota (Byte),Prohibit Send Quota (Byte),Prohibit Send/Receive Quota (Byte),Deleted Item Count,Deleted Item Size (Byte),Deleted Item Quota (Byte),Has Archive,Report Period',
  workloads: workloads.exchange,
  apps: [apps.exchange],
  alsoLists: (scope, index) => isMailboxOnly(scope, index) && isReported(scope, index),
  row: (scope, index) => mailboxRow(scope, index),
}

export const mailDetails: readonly DetailReport[] = [
  {
    kind: 'detail',
    name: 'getEmailActivityUserDetail',
    parameters: 'periodOrDate',
    header:
      'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Last Activity Date,Send Count,Receive Count,Read Count,Meeting Created Count,Meeting Interacted Count,Assigned Products,Report Period',
    workloads: workloads.exchange,
    apps: [apps.exchange],
    row: mailRow,
  },
  {
    kind: 'detail',
    name: 'getEmailAppUsageUserDetail',
    parameters: 'periodOrDate',
    header:
      'Report Refresh Date,User Principal Name,Display Name,Is Deleted,Deleted Date,Last Activity Date,Mail For Mac,Outlook For Mac,Outlook For Windows,Outlook For Mobile,Other For Mobile,Outlook For Web,POP3 App,IMAP4 App,SMTP App,Report Period',
    workloads: workloads.exchange,
    apps: [apps.exchange],
    row: mailProgramRow,
  },
  mailboxUsage,
  {
    ...mailboxUsage,
    name: `getMailboxUsageDetail${betaEnding}`,
    header: mailboxUsage.header.replace(',Has Archive', ',Recipient Type,Has Archive'),
    row: (scope, index) => mailboxRow(scope, index, `${isMailboxOnly(scope, index) ? 'Shared' : 'User'},`),
  },
]

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
