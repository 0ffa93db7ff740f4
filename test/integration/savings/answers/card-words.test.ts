import { expect, test } from 'vitest'
import { cardText } from '../support/card-text.tsx'
import { product, type Someone } from '../support/example.ts'
import { type SavingsTenant, savingsTenant } from '../support/tenant.ts'

const active = { exchange: '2026-11-20', teams: '2026-11-20' }
const nobody = { success: null, interactive: null }
const e3 = { product: 'SPE_E3', amount: 36 }

const says = (tenant: SavingsTenant, ids: readonly string[], partNumber?: string) =>
  ids.map(id => cardText(tenant, id, partNumber).sentence.replaceAll('@contoso.example', ''))

/** The people of the worked examples whose prices do not touch each other. */
const people: Someone[] = [
  { id: 'ann', exchange: '2026-08-24', success: '2026-06-01' },
  { id: 'ben', teams: '2026-08-23', success: '2026-08-25' },
  {
    ...{ id: 'cyd', teams: '2026-08-23', success: '2026-11-20' },
    ...{ interactive: '2026-08-01', background: '2026-11-20' },
  },
  { id: 'dora', since: '2026-11-03', ...nobody },
  { id: 'eli', since: '2026-05-01', ...nobody },
  { id: 'fay', holds: [{ product: 'SPE_E3', assignedAt: '2026-11-10' }], ...nobody },
  { id: 'gil', since: '2026-05-01', success: null, interactive: '2026-11-20' },
  { id: 'gus', enabled: false, disabledSince: '2026-11-01', mailboxGb: 3, success: '2026-10-30' },
  { id: 'hal', enabled: false, disabledSince: '2026-11-15' },
  ...(['info', 'sales'] as const).map(id => ({
    ...{ id, enabled: false, mailbox: 'Shared' as const, disabledSince: '2026-03-01', success: null },
    mailboxGb: id === 'info' ? 12 : 61,
  })),
  {
    ...{ id: 'legal', enabled: false, mailbox: 'Shared', disabledSince: '2026-03-01', success: null },
    ...{ holds: ['EXCHANGEENTERPRISE'], mailboxGb: 20, archive: true },
  },
  { id: 'ida', holds: ['SPE_E5', 'SPE_E3'], ...active },
  { id: 'jon', holds: ['SPE_E5', 'POWER_BI_PRO'], ...active },
  { id: 'kai', holds: [{ product: 'SPE_E5', off: ['BI_AZURE_P2'] }, 'POWER_BI_PRO'], ...active },
  { id: 'ivo', guest: true, isReported: false, success: '2026-11-22' },
  { id: 'jil', guest: true, isReported: false, success: '2026-06-01' },
  { id: 'ned', isReported: false, success: '2026-06-01' },
  { id: 'paw', holds: ['SPE_E3', 'POWER_BI_PRO'], teams: '2026-06-01', success: '2026-06-01' },
]

test('the card says of each seat what was found, up to which day, and since when', () => {
  const tenant = savingsTenant({
    prices: [e3, { product: 'SPE_E5', amount: 57 }, { product: 'EXCHANGEENTERPRISE', amount: 8 }],
    people,
  })
  tenant.change(`insert or replace into meta (name, value) values ('first_activity_as_of', '2026-01-30')`)
  expect(
    says(
      tenant,
      people.map(({ id }) => id).filter(id => !'legal jon kai'.includes(id)),
    ),
  ).toEqual([
    'Microsoft 365 E3 of ann is in use: last used Aug 24, 2026, 89 days before Nov 21, 2026.',
    'Microsoft 365 E3 of ben looks idle: nothing in 90 days up to Nov 21, 2026, no successful sign-in since Aug 25, 2026.',
    'Microsoft 365 E3 of cyd looks idle: nothing in 90 days up to Nov 21, 2026, but a device or an app signed in on Nov 20, 2026.',
    'Microsoft 365 E3 of dora is too new, judged from Dec 3, 2026.',
    'Microsoft 365 E3 of eli looks unused: nothing on record since May 1, 2026 (205 days) up to Nov 21, 2026, no sign-in on record.',
    'Microsoft 365 E3 of fay looks unused: nothing on record since Feb 1, 2026 (294 days) up to Nov 21, 2026, no sign-in on record.',
    'Microsoft 365 E3 of gil looks unused: nothing on record since May 1, 2026 (205 days) up to Nov 21, 2026, only failed attempts to sign in, the last on Nov 20, 2026.',
    'Microsoft 365 E3 of gus belongs to an account that has been disabled since Nov 1, 2026, no successful sign-in since Oct 30, 2026.',
    'Microsoft 365 E3 of hal belongs to an account that has been disabled since Nov 15, 2026, judged from Nov 29, 2026.',
    'Microsoft 365 E3 of info is on a shared mailbox of 12 GB, which needs no license.',
    'Microsoft 365 E3 of sales could be replaced with Exchange Online (Plan 2): its shared mailbox of 61 GB needs a license, and nothing more.',
    'Microsoft 365 E3 of ida is covered by Microsoft 365 E5, which gives its plans or higher ones.',
    'Microsoft 365 E3 is held by the guest ivo, who signed in on Nov 22, 2026.',
    'Microsoft 365 E3 is held by the guest jil, no successful sign-in since Jun 1, 2026.',
    'Microsoft 365 E3 of ned looks idle: no report shows its use, no successful sign-in since Jun 1, 2026.',
    'Microsoft 365 E3 of paw looks idle: nothing in 90 days up to Nov 21, 2026, no successful sign-in since Jun 1, 2026.',
  ])
  expect(says(tenant, ['legal'], 'EXCHANGEENTERPRISE')).toEqual([
    'Exchange Online (Plan 2) of legal is on a shared mailbox of 20 GB with an archive, which needs a license.',
  ])
  expect(says(tenant, ['jon', 'kai', 'paw'], 'POWER_BI_PRO')).toEqual([
    'Power BI Pro of jon is covered by Microsoft 365 E5, which gives all of its plans.',
    'Power BI Pro of kai is not judged: no report shows its use.',
    'Power BI Pro of paw looks idle: no report shows its use, and another license of the user is idle, no successful sign-in since Jun 1, 2026.',
  ])

  const ben = cardText(tenant, 'ben')
  expect(ben.head.slice(1)).toEqual([
    'Strong · €432 a year',
    'Rests on: sign-ins, usage reports',
    'Counts as a seat that nobody seems to need.',
    'Held since Feb 1, 2026 or earlier, watched since Feb 1, 2026 (294 days)',
  ])
  expect(ben.lines('What is known')).toEqual(
    expect.arrayContaining([
      'Account: Enabled (Directory, Nov 23, 2026)',
      'Successful sign-in: Aug 25, 2026, 9:00 AM · for (Sign-ins, Nov 23, 2026)',
      'Teams: Aug 23, 2026 · for (Active users report, Nov 21, 2026)',
      'Viva Engage: Nothing on record since Feb 1, 2026 · for (Active users report, Nov 21, 2026)',
      'Mailbox size: 1 GB (Mailbox report, Nov 21, 2026)',
    ]),
  )
  expect(ben.lines('What happened')).toEqual([
    'Feb 1, 2026: First seen, already assigned',
    'May 1, 2024: Account made',
  ])
  // Whoever does not sign in cannot use web apps behind Entra ID, and whoever does is not on leave.
  const doubts = (id: string) => cardText(tenant, id).lines('Could be wrong because')
  expect(doubts('ben')).toContain('The user may be on holiday, on leave or seasonal')
  expect(doubts('ben')).not.toContain('The user may only use web apps behind Entra ID')
  expect(doubts('cyd')).toContain('The user may only use web apps behind Entra ID')
  expect(doubts('cyd')).not.toContain('The user may be on holiday, on leave or seasonal')
  expect(doubts('eli')).not.toContain('Reports do not name the user, who may have been renamed')
  expect(doubts('eli')).toContain('The license may have been bought ahead of a start')
  expect(doubts('gil')).not.toContain('The license may have been bought ahead of a start')
  expect(doubts('ida').slice(1)).toEqual([
    'A plan can mean more in one product than in another',
    'It may be a step-up, or the base of an add-on',
  ])
  expect(cardText(tenant, 'gil').lines('What is known')).toContain(
    'Attempt by the user: Nov 20, 2026, 9:00 AM, failed · against (Sign-ins, Nov 23, 2026)',
  )
  // An overlap lays the plans side by side, and neither use nor sign-ins speak of it.
  const ida = cardText(tenant, 'ida')
  expect(ida.lines('What would be lost').slice(0, 3)).toEqual([
    'Nothing: other licenses give all of it.',
    'Microsoft Defender for Cloud Apps Discovery: Microsoft Defender for Cloud Apps in Microsoft 365 E5',
    'Microsoft Defender for Endpoint Plan 1: Microsoft Defender for Endpoint in Microsoft 365 E5',
  ])
  expect(ida.lines('What is known').filter(line => /· (for|against)/.test(line))).toEqual([])
  expect(cardText(tenant, 'gus').lines('What happened')[0]).toBe('Nov 1, 2026: Account disabled')
  expect(cardText(tenant, 'ned').lines('What would be lost')[0]).toBe(
    'Exchange Online (Plan 2): use not measured',
  )
})

test('the card of Copilot says what its own report shows, and a missing report is no zero', () => {
  const copilot = { holds: ['Microsoft_365_Copilot'], teams: '2026-11-19' }
  const all: Someone[] = [
    { id: 'qi', ...copilot, since: '2026-06-01', copilot: null },
    { id: 'ron', ...copilot, copilot: '2026-08-10' },
    { id: 'sue', ...copilot, copilot: '2026-10-05' },
    { id: 'uma', ...copilot, since: '2026-03-01' },
  ]
  const ids = all.map(({ id }) => id)
  const report = 'usage.microsoft365_copilot_usage'
  const tenant = savingsTenant({ people: all, days: { [report]: '2026-11-20' } })
  const name = 'Microsoft Copilot for Microsoft 365 of'
  expect(says(tenant, ids, 'Microsoft_365_Copilot')).toEqual([
    `${name} qi looks unused: nothing on record since Jun 1, 2026 (173 days) up to Nov 20, 2026, while the user works with other apps.`,
    `${name} ron looks unused: nothing in 90 days up to Nov 20, 2026, last used Aug 10, 2026 (102 days before), while the user works with other apps.`,
    `${name} sue is in use: last used Oct 5, 2026, 46 days before Nov 20, 2026.`,
    `${name} uma is not judged: the reports do not name the user.`,
  ])
  const lost = (of: SavingsTenant, id: string) =>
    cardText(of, id, 'Microsoft_365_Copilot').lines('What would be lost')[0]
  expect(lost(tenant, 'ron')).toBe('Intelligent Search: last used Aug 10, 2026')
  expect(lost(tenant, 'uma')).toBe('Intelligent Search: use not measured')
  const without = savingsTenant({ people: all.slice(0, 1), days: { [report]: null } })
  expect(says(without, ['qi'], 'Microsoft_365_Copilot')).toEqual([
    `${name} qi is not judged: a report is missing.`,
  ])
})

test('the card of a smaller product says what fits, what is only lower there, and what is not known', () => {
  const mobile = {
    ...{ exchange: '2026-11-20', apps: '2026-11-20', word: 'mobile' as const, oneDriveGb: 0.3 },
    department: 'Warehouse',
  }
  const tenant = savingsTenant({
    prices: [e3, { product: 'SPE_F1', amount: 8 }, { product: 'SPE_E5', amount: 57 }],
    people: [
      { id: 'vic', ...mobile, mailboxGb: 1.2 },
      { id: 'wes', ...mobile, mailboxGb: 2.4 },
      { id: 'yan', ...mobile, mailboxGb: 1, word: 'windows' },
      { id: 'zed', holds: ['SPE_E5'], ...active },
      { id: 'abe', holds: [{ product: 'SPE_E5', off: ['MCOEV'] }], ...active },
    ],
  })
  tenant.change(
    `insert into frontline_mark (kind, value, made_at) values ('department', 'warehouse', '2026-11-01')`,
  )
  tenant.change(`insert into plan_statement (all_but, made_at) values ('["MCOEV"]', '2026-11-01')`)
  tenant.judge()
  const vic = cardText(tenant, 'vic')
  expect(vic.head.slice(0, 4)).toEqual([
    'Microsoft 365 E3 of vic@contoso.example could be replaced with Microsoft 365 F3: no use on Windows or a Mac in 180 days, mailbox 1.2 GB of 2 GB, OneDrive 307.2 MB of 2 GB.',
    'Strong · Saves €336 a year',
    'Rests on: usage reports, the activations report, the mailbox report, the OneDrive report, what was stated',
    'Counts as a seat for which a smaller product would do, with the difference of the prices.',
  ])
  expect(vic.lines('What is known')).toEqual(
    expect.arrayContaining([
      'Word: Nov 20, 2026 or earlier (Microsoft 365 apps report, Nov 21, 2026)',
      'Mailbox size: 1.2 GB of 2 GB · for (Mailbox report, Nov 21, 2026)',
      'Office on Windows or a Mac, 180 days: No · for (Microsoft 365 apps report, Nov 21, 2026)',
    ]),
  )
  expect(vic.lines('Could be wrong because')).toContain(
    'The frontline product has no desktop apps, archive, delegates or Teams Phone, and a OneDrive over 2 GB becomes read-only',
  )
  expect(vic.lines('What would be lost')).toContain(
    'Exchange Online (Plan 2): only Exchange Online Kiosk in Microsoft 365 F3',
  )
  // Of a seat in use it is said why the smaller product would not do.
  const wouldNot = (id: string, partNumber?: string) =>
    cardText(tenant, id, partNumber).head.filter(line => line.includes('would not do'))
  expect(wouldNot('wes')).toEqual(['Microsoft 365 F3 would not do: mailbox 2.4 GB of 2 GB.'])
  expect(wouldNot('yan')).toEqual(['Microsoft 365 F3 would not do: used on Windows or a Mac.'])
  expect(wouldNot('zed', 'SPE_E5')).toEqual([
    'Microsoft 365 E3 would not do: would lose Microsoft 365 Phone System.',
  ])
  expect(wouldNot('vic')).toEqual([])
  const abe = cardText(tenant, 'abe', 'SPE_E5')
  expect(abe.sentence).toBe(
    'Microsoft 365 E5 of abe@contoso.example could be replaced with Microsoft 365 E3: what it lacks is switched off or stated to be unused.',
  )
  expect(abe.head).toContain('Rests on: service plans, what was stated')
  expect(abe.lines('Could be wrong because')).toContain(
    'Some plans that would be lost are only stated to be unused',
  )
  expect(abe.lines('What would be lost')).toEqual(
    expect.arrayContaining([
      'Microsoft Entra ID P2: only Microsoft Entra ID P1 in Microsoft 365 E3',
      'Switched off: Microsoft 365 Phone System',
    ]),
  )
})

test('the card says who left a seat out until when, and why nothing is known', () => {
  const idle = { teams: '2026-06-01', success: '2026-06-01' }
  const tenant = savingsTenant({ prices: [e3], people: ['cal', 'dan'].map(id => ({ id, ...idle })) })
  tenant.change(
    `insert into exclusion (user_id, reason, made_at, valid_until) values ('cal', 'leave', '2026-11-23', '2026-12-31')`,
  )
  tenant.change(
    `insert into postponement values ('dan', ?, 'R5', 1, '2026-12-31', '2026-11-23')`,
    product('SPE_E3').skuId,
  )
  tenant.judge()
  expect(cardText(tenant, 'cal').head).toContain('Left out: On leave, until Dec 31, 2026.')
  expect(cardText(tenant, 'dan').head).toContain('Postponed, until Dec 31, 2026.')

  const concealed = savingsTenant({ prices: [e3], concealed: true, people: [{ id: 'a' }] })
  const card = cardText(concealed, 'a')
  expect(card.sentence).toBe(
    'Microsoft 365 E3 of a@contoso.example is not judged: names are concealed in the reports.',
  )
  // Where no report names anybody, nobody was watched.
  expect(card.head).toContain('Held since Feb 1, 2026 or earlier')
  expect(card.lines('What is known').find(line => line.startsWith('Exchange: '))).toMatch(
    /^Exchange: Names are concealed: clear Settings > Org settings .* · not known \(Active users report\)$/,
  )
  const unseen = savingsTenant({
    prices: [e3],
    signInKnown: false,
    days: { 'usage.m365_app_d180': null },
    people: [{ id: 'ben', teams: '2026-08-23' }],
  })
  unseen.change(`insert into dataset_state (dataset, rows, failures, problem)
    values ('sign_in_activity', 0, 0, 'notGranted')`)
  expect(cardText(unseen, 'ben').lines('What is known')).toEqual(
    expect.arrayContaining([
      'Successful sign-in: Not known: AuditLog.Read.All is not granted · not known (Sign-ins)',
      'Word: The report is missing · not known (Microsoft 365 apps report)',
    ]),
  )
})
