import { afterEach, describe, expect, test } from 'vitest'
import { resultOf } from '../../../support/connected-engine.ts'
import { type FedReports, type HandFedTenant, handFedTenant, person } from '../../../support/hand-fed.ts'
import {
  activityOf,
  ada,
  adaName,
  bo,
  boName,
  mail,
  namesOf,
  only,
  openTenant,
  row,
  seats,
} from '../support/report-answers.ts'

/** Usage reports that are worse than what is stored. */

let tenant: HandFedTenant | null = null
afterEach(async () => {
  await tenant?.close()
  tenant = null
})
async function open(reports: FedReports): Promise<HandFedTenant> {
  tenant = await openTenant(reports)
  return tenant
}

describe('a report that is suddenly worse (microsoft-graph-docs#3853, centreon-plugins#3610)', () => {
  const header = 'Report Refresh Date,User Id,User Principal Name,Last Activity Date,Is Deleted,Deleted Date'
  const reportDay = (day: string, key = adaName, activity = '2026-11-22') =>
    `${header}\r\n${day},,${key},${activity},False,\r\n`.replace(/^/, '\uFEFF')
  const dataset = 'usage.teams_user_activity'

  const answers: [report: string, dataset: string, kind: string, text: string, words: string][] = [
    [
      'getTeamsUserActivityUserDetail',
      dataset,
      'emptied',
      `\uFEFF${header}\r\n`,
      '3 rows of 2026-11-21, and none came',
    ],
    ['getEmailActivityUserDetail', 'usage.email_activity', 'empty', '', '3 rows of 2026-11-21'],
    [
      'getEmailAppUsageUserDetail',
      'usage.email_app_usage',
      'older',
      reportDay('2026-11-20'),
      'older (dated 2026-11-20)',
    ],
    [
      'getMailboxUsageDetail',
      'usage.mailbox_usage_detail',
      'future',
      reportDay('2099-01-01'),
      'future (dated 2099-01-01)',
    ],
    [
      'getOneDriveActivityUserDetail',
      'usage.one_drive_activity',
      'nameless',
      reportDay('2026-11-22', '--'),
      'name nobody',
    ],
    [
      'getSharePointActivityUserDetail',
      'usage.share_point_activity',
      'concealed',
      `${reportDay('2026-11-22', 'A'.repeat(32))}2026-11-22,,${'B'.repeat(32)},2026-11-20,False,\r\n`,
      'conceals the names',
    ],
    [
      'getYammerActivityUserDetail',
      'usage.yammer_activity',
      'unreadable',
      reportDay('2026-11-22', adaName, '22/11/2026'),
      'could not be read',
    ],
    [
      'getYammerDeviceUsageUserDetail',
      'usage.yammer_device_usage',
      'shortened',
      reportDay('2026-11-22'),
      'only 1 came',
    ],
    [
      'getTeamsDeviceUsageUserDetail',
      'usage.teams_device_usage',
      'jsonForCsv',
      '{"value":[]}',
      '3 rows of 2026-11-21',
    ],
  ]

  test('is set aside whatever is wrong with it; what was there stays with its date, and the next good one heals', async () => {
    const cy = person({ userPrincipalName: 'cy@contoso.example', licenses: ['SPB'] })
    const good = (activity: string) => {
      const rows = [adaName, boName, cy.userPrincipalName].map(name => row(String(name), activity))
      return Object.fromEntries(answers.map(([report]) => [report, rows]))
    }
    const opened = await handFedTenant({ users: [ada, bo, cy], reports: good('2026-11-18') })
    tenant = opened
    await opened.sync({ only })
    const before = opened.query('select * from v_app_activity order by user_principal_name, app')
    opened.day('2026-11-24')
    opened.change({ reports: Object.fromEntries(answers.map(([report, , , text]) => [report, text])) })
    const run = await opened.sync({ only })
    expect(run.status).toBe('partial')
    for (const [, name, kind, , words] of answers) {
      expect(resultOf(run, name)).toMatchObject({
        status: 'failed',
        error: { code: 'invalidAnswer', detail: { kind } },
      })
      expect(run.balance.filter(finding => finding.dataset === name)).toMatchObject([
        { verdict: 'flagged', expected: 3, explanation: expect.stringContaining(words) },
      ])
    }
    expect(opened.query('select * from v_app_activity order by user_principal_name, app')).toEqual(before)
    expect(await namesOf(opened, 'inactive')).toEqual([])
    opened.day('2026-11-25')
    opened.change({ reports: good('2026-11-22') })
    const healed = await opened.sync({ only })
    expect([healed.status, healed.balance]).toEqual(['succeeded', []])
    expect(opened.query(activityOf('teams'))).toMatchObject([
      { day: '2026-11-22' },
      { day: '2026-11-22' },
      { day: '2026-11-22' },
    ])
  })

  test('a tenant that never had a row: no alarm', async () => {
    const opened = await open({ ...mail(), getTeamsUserActivityUserDetail: `\uFEFF${header}\r\n` })
    for (const day of ['2026-11-23', '2026-11-24']) {
      opened.day(day)
      const run = await opened.sync({ only })
      expect([run.status, run.balance]).toEqual(['succeeded', []])
    }
  })

  test('a first report that is dated in the future counts, its date does not', async () => {
    const opened = await open({
      ...mail('2026-08-01'),
      getTeamsUserActivityUserDetail: reportDay('2099-01-01'),
    })
    const run = await opened.sync({ only })
    expect(run.balance).toMatchObject([{ dataset, verdict: 'flagged', subject: 'date' }])
    expect(opened.query(seats)).toEqual([{ active: 1, inactive: 1 }])
    expect(await namesOf(opened, 'inactive')).toEqual([boName])
  })

  test('cut in the middle of a line it is asked for again', async () => {
    const opened = await open({ ...mail(), getTeamsUserActivityUserDetail: [row(adaName, '2026-11-18')] })
    let asked = 0
    opened.feed(
      { path: /^\/data\/v1\.0\/download/, report: 'getTeamsUserActivityUserDetail', times: 1 },
      () => {
        asked += 1
        return { text: `${header}\r\n2026-11-21,,${adaName},2026-11-18,False,\r\n2026-11-21,,bo@con` }
      },
    )
    const run = await opened.sync({ only })
    expect([asked, resultOf(run, dataset).status]).toEqual([1, 'succeeded'])
    expect(opened.query(activityOf('teams'))).toHaveLength(1)
  })
})
