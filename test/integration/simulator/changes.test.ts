import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { body, type Client, type Item, startClient } from './client.ts'

let client: Client

beforeEach(async () => {
  client = await startClient({ people: 1_000 })
})
afterEach(() => client.close())

const select = '$select=id,userPrincipalName,displayName,department,accountEnabled,assignedLicenses'

type Round = { readonly rows: readonly Item[]; readonly link: string; readonly pages: number }

async function delta(path: string): Promise<Round> {
  const rows: Item[] = []
  let pages = 0
  for (let next = path; ; ) {
    const reply = await client.graph(next)
    if (reply.status !== 200) throw new Error(`${reply.status} ${reply.text}`)
    const page: { value: Item[]; '@odata.nextLink'?: string; '@odata.deltaLink'?: string } = JSON.parse(
      reply.text,
    )
    rows.push(...page.value)
    pages += 1
    const { '@odata.deltaLink': link, '@odata.nextLink': following } = page
    if (link !== undefined) return { rows, link, pages }
    next = following ?? ''
  }
}

/** The listing of everybody as a table, which deltas must lead to. */
async function everybody(): Promise<Map<string, Item>> {
  const users = await client.list(`/users?$top=999&${select}`)
  return new Map(users.map(user => [user.id, user]))
}

function apply(people: Map<string, Item>, rows: readonly Item[]): void {
  for (const row of rows) {
    if ('@removed' in row) people.delete(row.id)
    else people.set(row.id, row)
  }
}

describe('a delta query', () => {
  test('that starts from now tells of nobody, then of exactly the people changed', async () => {
    const people = await everybody()
    const start = await delta(`/users/delta?$deltatoken=latest&${select}`)
    expect(start.rows).toEqual([])
    client.simulator.change({ percent: 4 })
    const round = await delta(start.link)
    expect(new Set(round.rows.map(row => row.id))).toEqual(client.simulator.truth().changedSince(0))
    expect(round.rows.length).toBeGreaterThan(35)
    apply(people, round.rows)
    expect(people).toEqual(await everybody())
  })

  test('changes every person it tells about', async () => {
    const before = await everybody()
    const start = await delta(`/users/delta?$deltatoken=latest&${select}`)
    client.simulator.change({ percent: 10 })
    const round = await delta(start.link)
    for (const row of round.rows) expect(row).not.toEqual(before.get(row.id))
  })

  test('gathers several rounds of changes, repeats rows, and tells both kinds of removal', async () => {
    const people = await everybody()
    const start = await delta(`/users/delta?$deltatoken=latest&${select}`)
    for (let round = 0; round < 4; round += 1) client.simulator.change({ percent: 12 })
    const { rows, pages } = await delta(start.link)
    expect(pages).toBeGreaterThan(1)
    expect(rows.length).toBeGreaterThan(new Set(rows.map(row => row.id)).size)
    const reasons = rows.flatMap(row => ('@removed' in row ? [JSON.stringify(row['@removed'])] : []))
    expect(new Set(reasons)).toEqual(new Set(['{"reason":"changed"}', '{"reason":"deleted"}']))
    apply(people, rows)
    expect(people).toEqual(await everybody())
  })

  test('from the beginning lists everybody without empty properties', async () => {
    const people = new Map<string, Item>()
    const round = await delta(`/users/delta?${select}`)
    apply(people, round.rows)
    expect(people.size).toBe(1_000)
    expect(round.rows.every(row => Object.values(row).every(value => value !== null))).toBe(true)
    expect((await delta(round.link)).rows).toEqual([])
  })

  test('remembers its selection', async () => {
    const start = await delta('/users/delta?$deltatoken=latest&$select=displayName')
    client.simulator.change()
    const { rows } = await delta(start.link)
    const present = rows.filter(row => !('@removed' in row))
    expect(present.every(row => Object.keys(row).toSorted().join() === 'displayName,id')).toBe(true)
  })

  test.each(['$top=5', '$orderby=displayName', '$expand=manager', '$select=signInActivity'])(
    'refuses %s',
    async option => {
      expect((await client.graph(`/users/delta?${option}`)).status).toBe(400)
    },
  )

  test('has to start again after a week', async () => {
    const start = await delta('/users/delta?$deltatoken=latest')
    client.simulator.change({ days: 8 })
    const reply = await client.graph(start.link)
    expect(reply.status).toBe(410)
    expect(reply.headers['location']).toContain('/v1.0/users/delta')
  })

  test('keeps quiet about a licence that only comes by one more group', async () => {
    const start = await delta('/users/delta?$deltatoken=latest&$select=licenseAssignmentStates')
    const states = () => [...client.simulator.truth().assignments()].length
    const before = states()
    client.simulator.change({ percent: 0, hiddenPercent: 30 })
    expect((await delta(start.link)).rows).toEqual([])
    expect(states()).toBeGreaterThan(before)
  })
})

describe('a tenant that moves on', () => {
  test('keeps its books', async () => {
    for (let round = 0; round < 3; round += 1) client.simulator.change({ percent: 20, days: 2 })
    const held = new Map<string, number>()
    for (const user of client.simulator.truth().users()) {
      for (const skuId of user.skuIds) held.set(skuId, (held.get(skuId) ?? 0) + 1)
    }
    for (const sku of await client.list('/subscribedSkus')) {
      expect([sku['skuPartNumber'], sku['consumedUnits']]).toEqual([
        sku['skuPartNumber'],
        held.get(String(sku['skuId'])) ?? 0,
      ])
    }
    const count = await client.graph('/users/$count', { consistencylevel: 'eventual' })
    expect(Number(count.text)).toBe(client.simulator.truth().people())
  })

  test('has newer reports, in which those who left are deleted and the renamed keep the old name for two days', async () => {
    const before = new Map(
      [...client.simulator.truth().users()].map(user => [user.id, user.userPrincipalName]),
    )
    client.simulator.change({ percent: 30, days: 1 })
    const renamed = [...client.simulator.truth().users()].find(
      user => before.has(user.id) && before.get(user.id) !== user.userPrincipalName && user.skuIds.length > 0,
    )
    const old = before.get(renamed?.id ?? '')
    const report = async () =>
      (await client.report("/reports/getOffice365ActiveUserDetail(period='D180')")).toLowerCase()
    expect(await report()).toContain(`2026-11-22,${old}`)
    client.simulator.change({ percent: 0, days: 2 })
    const later = await report()
    expect(later).toContain(`2026-11-24,${renamed?.userPrincipalName.toLowerCase()}`)
    expect(later).not.toContain(`,${old},`)
    expect(later).toContain(',true,2026-11-24,')
  })

  test('is the same again for the same seeds', async () => {
    const other = await startClient({ people: 1_000 })
    try {
      client.simulator.change({ percent: 5, seed: 9 })
      other.simulator.change({ percent: 5, seed: 9 })
      expect([...other.simulator.truth().users()]).toEqual([...client.simulator.truth().users()])
      client.simulator.change({ percent: 5, seed: 1 })
      other.simulator.change({ percent: 5, seed: 2 })
      expect([...other.simulator.truth().users()]).not.toEqual([...client.simulator.truth().users()])
    } finally {
      await other.close()
    }
  })
})

test('an organization without Copilot has neither the product nor rows in its reports', async () => {
  const other = await startClient({ people: 200, copilot: false })
  try {
    const skus = await other.list('/subscribedSkus')
    expect(skus.map(sku => sku['skuPartNumber'])).not.toContain('Microsoft_365_Copilot')
    const csv = await other.report("/copilot/reports/getMicrosoft365CopilotUsageUserDetail(period='D30')")
    expect(csv.trim().split('\r\n')).toHaveLength(1)
    expect(body(await other.graph('/organization'))['value']).toHaveLength(1)
  } finally {
    await other.close()
  }
})

describe('the usage reports of a day', () => {
  const report = () => client.report("/reports/getOffice365ActiveUserDetail(period='D30')")
  const withoutDates = (text: string) => text.replaceAll(/\d{4}-\d\d-\d\d/g, '')

  test('stay as they were made while the directory changes', async () => {
    const made = await report()
    client.simulator.change({ percent: 20, days: 0 })
    expect(await report()).toBe(made)
  })

  test('tell of a change once they are made for a later day', async () => {
    const before = withoutDates(await report())
    client.simulator.change({ percent: 20, days: 0 })
    client.simulator.change({ percent: 0, days: 3 })
    expect(withoutDates(await report())).not.toBe(before)
  })
})
