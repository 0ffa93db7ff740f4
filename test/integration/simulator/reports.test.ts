import { readFileSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { parseCsv } from '../../../electron/simulator/csv.ts'
import { body, type Client, graphErrorOf, startClient } from './client.ts'

type Expected = { readonly parameters: 'none' | 'period' | 'periodOrDate'; readonly columns: string }

const expected: Record<string, Expected> = JSON.parse(
  readFileSync(new URL('./report-headers.json', import.meta.url), 'utf8'),
)
const names = Object.keys(expected)

let client: Client

beforeAll(async () => {
  client = await startClient({ people: 1_200 })
})
afterAll(() => client.close())
afterEach(() => client.simulator.set({ concealNames: false, quota: false, reportLinkSeconds: 120 }))

function pathOf(name: string, period = 'D30'): string {
  const folder = name.includes('Copilot') ? '/copilot/reports' : '/reports'
  return `${folder}/${name}${expected[name]?.parameters === 'none' ? '' : `(period='${period}')`}`
}

type Row = Readonly<Record<string, string>>

async function rows(path: string): Promise<Row[]> {
  const [header = [], ...lines] = parseCsv(await client.report(path))
  return lines.map(line => Object.fromEntries(header.map((name, place) => [name, line[place] ?? ''])))
}

describe('every report', () => {
  test.each(names)('%s has the documented header and whole rows', async name => {
    const [header = [], ...lines] = parseCsv(await client.report(pathOf(name)))
    expect(header.map(column => column.replaceAll(/\s+/g, ' ')).join(',')).toBe(expected[name]?.columns)
    expect(lines.length).toBeGreaterThan(0)
    for (const line of lines) {
      expect(line).toHaveLength(header.length)
      expect(line[0]).toBe('2026-11-21')
    }
  })

  test('comes over a redirect to the third host, with a mark, CR LF, and without the need of a token', async () => {
    client.simulator.clearRequests()
    const first = await client.graph(pathOf('getEmailActivityUserDetail'))
    expect(first.status).toBe(302)
    const location = String(first.headers['location'])
    expect(new URL(location).origin).toBe(client.simulator.reportsUrl)
    const reply = await client.get(location)
    expect(reply.text.startsWith('\ufeffReport Refresh Date,')).toBe(true)
    expect(reply.text.endsWith('\r\n')).toBe(true)
    expect(client.simulator.requests.map(({ origin, authorization }) => [origin, authorization])).toEqual([
      ['graph', true],
      ['reports', false],
    ])
  })

  test('of Copilot comes at once', async () => {
    expect((await client.graph(pathOf('getMicrosoft365CopilotUsageUserDetail'))).status).toBe(200)
  })
})

describe('a call that Graph refuses', () => {
  test.each([
    ["/reports/getNothing(period='D7')"],
    ["/reports/getEmailActivityUserDetail(period='D8')"],
    ['/reports/getEmailActivityUserDetail'],
    ["/reports/getMicrosoft365CopilotUsageUserDetail(period='D7')"],
    ["/copilot/reports/getEmailActivityUserDetail(period='D7')"],
    ['/reports/getMailboxUsageDetail(date=2026-11-20)'],
    ['/reports/getEmailActivityUserDetail(date=2026-01-01)'],
    ['/reports/getEmailActivityUserDetail(date=2026-11-22)'],
    ["/reports/getEmailActivityUserDetail(period='D7')?$format=application/json"],
  ])('%s', async path => {
    expect((await client.graph(path)).status).toBe(400)
  })

  test('is the fifteenth of a function within ten minutes, when limits are on', async () => {
    client.simulator.set({ quota: true })
    const path = pathOf('getYammerActivityCounts', 'D7')
    for (let call = 0; call < 14; call += 1) expect((await client.graph(path)).status).toBe(302)
    const refused = await client.graph(path)
    expect(refused.status).toBe(429)
    expect(graphErrorOf(refused).code).toBe('TooManyRequests')
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(500)
    expect((await client.graph(pathOf('getYammerActivityUserCounts', 'D7'))).status).toBe(302)
  })
})

describe('a download address', () => {
  test('is refused once it is too old, and when it was never given', async () => {
    client.simulator.set({ reportLinkSeconds: -1 })
    const { headers } = await client.graph(pathOf('getEmailActivityUserDetail'))
    expect((await client.get(String(headers['location']))).status).toBe(403)
    expect((await client.get(`${client.simulator.reportsUrl}/data/v1.0/download?token=x.y`)).status).toBe(403)
  })
})

describe('the people in a report', () => {
  test('hold a licence, and their last activity is the truth', async () => {
    const truth = new Map(
      [...client.simulator.truth().activity()].map(one => [one.userPrincipalName.toLowerCase(), one.last]),
    )
    const found = await rows(pathOf('getOffice365ActiveUserDetail', 'D180'))
    let present = 0
    for (const row of found) {
      if (row['Is Deleted'] === 'True') continue
      present += 1
      const last = truth.get(String(row['User Principal Name']).toLowerCase())
      expect(last).toBeDefined()
      expect(row['Exchange Last Activity Date']).toBe(last?.exchange ?? '')
      expect(row['Teams Last Activity Date']).toBe(last?.teams ?? '')
      expect(row['Yammer Last Activity Date']).toBe(last?.viva_engage ?? '')
    }
    expect(present).toBeGreaterThan(900)
    expect(found.length).toBeGreaterThan(present)
  })

  test('are spelled differently from the directory now and then', async () => {
    const directory = new Set([...client.simulator.truth().users()].map(user => user.userPrincipalName))
    const names = (await rows(pathOf('getEmailActivityUserDetail'))).map(
      row => row['User Principal Name'] ?? '',
    )
    expect(
      names.some(name => !directory.has(name) && directory.has(name.charAt(0).toLowerCase() + name.slice(1))),
    ).toBe(true)
  })

  test('do more in a longer period', async () => {
    const totals: number[] = []
    for (const period of ['D7', 'D30', 'D90', 'D180']) {
      const found = await rows(pathOf('getTeamsUserActivityUserDetail', period))
      totals.push(found.reduce((sum, row) => sum + Number(row['Private Chat Message Count']), 0))
    }
    expect(totals).toEqual(totals.toSorted((one, other) => one - other))
    expect(totals[0]).toBeGreaterThan(0)
  })

  test('of a single day are the ones active on it', async () => {
    const day = '2026-11-19'
    const found = await rows(`/reports/getTeamsUserActivityUserDetail(date=${day})`)
    expect(new Set(found.map(row => row['Last Activity Date']))).toEqual(new Set([day]))
    expect(found.length).toBeGreaterThan(300)
    const counts = await rows(pathOf('getOffice365ActiveUserCounts', 'D7'))
    expect(counts.find(row => row['Report Date'] === day)?.['Teams']).toBe(String(found.length))
  })

  test('are counted in the totals', async () => {
    const [services] = await rows(pathOf('getOffice365ServicesUserCounts'))
    const mail = await rows(pathOf('getEmailActivityUserDetail'))
    const active = mail.filter(row => String(row['Last Activity Date']) > '2026-10-22')
    expect(Number(services?.['Exchange Active'])).toBe(active.length)
  })

  test('include shared mailboxes among the mailboxes only', async () => {
    const shared = (found: Row[]) =>
      found.filter(row => String(row['Display Name']).endsWith(' mailbox')).length
    expect(shared(await rows(pathOf('getMailboxUsageDetail')))).toBeGreaterThan(5)
    expect(shared(await rows(pathOf('getEmailActivityUserDetail')))).toBeLessThan(5)
  })
})

describe('daily totals', () => {
  test('reach back 180 days, newest first, with quiet weekends', async () => {
    const found = await rows(pathOf('getOffice365ActiveUserCounts', 'D180'))
    expect(found).toHaveLength(180)
    expect(found[0]?.['Report Date']).toBe('2026-11-21')
    const teams = (date: string) => Number(found.find(row => row['Report Date'] === date)?.['Teams'])
    expect(teams('2026-11-18')).toBeGreaterThan(5 * teams('2026-11-15'))
    expect(found.every(row => row['Skype For Business'] === '')).toBe(true)
  })
})

describe('concealed names', () => {
  test('are hashes that cannot be joined, and totals stay', async () => {
    const before = await rows(pathOf('getOffice365ServicesUserCounts'))
    client.simulator.set({ concealNames: true })
    const found = await rows(pathOf('getTeamsUserActivityUserDetail'))
    for (const row of found) {
      expect(row['User Principal Name']).toMatch(/^[0-9A-F]{32}$/)
      expect(row['User Id']).toBe('00000000-0000-0000-0000-000000000000')
    }
    const [mail] = await rows(pathOf('getEmailActivityUserDetail'))
    expect(mail?.['Display Name']).toMatch(/^[0-9A-F]{32}$/)
    expect(mail?.['Display Name']).not.toBe(mail?.['User Principal Name'])
    const [drive] = await rows(pathOf('getOneDriveUsageAccountDetail'))
    expect(drive).toMatchObject({ 'Site URL': '', 'Site Id': '00000000-0000-0000-0000-000000000000' })
    expect(await rows(pathOf('getOffice365ServicesUserCounts'))).toEqual(before)
  })
})

test('the app reports also come as JSON, page by page', async () => {
  const people = await client.list("/reports/getM365AppUserDetail(period='D30')?$format=application/json")
  const csv = await rows(pathOf('getM365AppUserDetail'))
  expect(people).toHaveLength(csv.length)
  const details = people[0]?.['details']
  expect(Array.isArray(details) ? details[0] : null).toMatchObject({
    reportPeriod: 30,
    outlookWeb: expect.any(Boolean),
  })
  const counts = body(
    await client.graph("/reports/getM365AppUserCounts(period='D7')?$format=application/json"),
  )
  expect(counts['value']).toMatchObject([
    {
      reportPeriod: 7,
      userCounts: expect.arrayContaining([expect.objectContaining({ reportDate: '2026-11-21' })]),
    },
  ])
})

test('the period ALL of Copilot gives a row for each period', async () => {
  const found = await rows(pathOf('getMicrosoft365CopilotUsageUserDetail', 'ALL'))
  expect(new Set(found.map(row => row['Report Period']))).toEqual(new Set(['7', '30', '90', '180']))
})

test('names need no repair: commas and foreign scripts survive', async () => {
  const directory = new Map(
    [...client.simulator.truth().users()].map(user => [
      user.userPrincipalName.toLowerCase(),
      user.displayName,
    ]),
  )
  const found = (await rows(pathOf('getEmailActivityUserDetail'))).filter(
    row => row['Is Deleted'] === 'False',
  )
  for (const row of found)
    expect(row['Display Name']).toBe(directory.get(String(row['User Principal Name']).toLowerCase()))
  expect(found.some(row => row['Display Name']?.includes(','))).toBe(true)
  expect(found.some(row => !/^\p{Script=Latin}/u.test(row['Display Name'] ?? ''))).toBe(true)
})
