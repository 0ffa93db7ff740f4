import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { messyNames } from '../../../../electron/simulator/faults/csv-faults.ts'
import type { FaultKind } from '../../../../electron/simulator/index.ts'
import { type ConnectedEngine, connectEngine, resultOf } from '../../../support/connected-engine.ts'
import { expectTruth } from '../../../support/tenant-truth.ts'

const only = ['users', 'licenses', 'usage.email_activity']
const report = 'getEmailActivityUserDetail'

let connected: ConnectedEngine

beforeAll(async () => {
  connected = await connectEngine({ people: 60 })
})
afterAll(() => connected.close())
beforeEach(() => connected.tenant.faults.clear())

const sync = (fault: FaultKind) => {
  connected.tenant.faults.add({ ...fault, match: { report, origin: 'reports', times: 0 } })
  return connected.sync({ mode: 'full', only })
}
const figures = (except = '') =>
  connected.query(
    `select user_principal_name, metric, value from v_usage_metrics
      where report = 'email_activity' and metric <> '${except}' order by 1, 2`,
  )

describe('a report whose form Microsoft has changed', () => {
  let usual: ReturnType<typeof figures>

  beforeAll(async () => {
    await connected.sync({ mode: 'full', only })
    usual = figures()
    expect(usual.length).toBeGreaterThan(50)
  })

  test.each<[string, FaultKind]>([
    ['new columns', { kind: 'columns', added: ['Copilot Count', 'Report Colour'] }],
    ['columns in another order', { kind: 'columns', reordered: true }],
    ['new columns in another order', { kind: 'columns', added: ['A', 'B', 'C'], reordered: true }],
    ['no byte order mark', { kind: 'withoutByteOrderMark' }],
    ['quotes, commas and line breaks in names', { kind: 'messyValues' }],
  ])('with %s says the same', async (_what, fault) => {
    const run = await sync(fault)
    expect(run.status).toBe('succeeded')
    expect(figures()).toEqual(usual)
    expectTruth(connected, ['exchange'])
  })

  test('without one of its columns loses that column only', async () => {
    const run = await sync({ kind: 'columns', missing: ['Read Count'] })
    expect(run.status).toBe('succeeded')
    expect(figures()).toEqual(usual.filter(({ metric }) => metric !== 'read_count'))
    expectTruth(connected, ['exchange'])
  })

  test('without the column that names people fails, and what was known of it stays', async () => {
    await connected.sync({ mode: 'full', only })
    const run = await sync({ kind: 'columns', missing: ['User Principal Name'] })
    expect(run.status).toBe('partial')
    expect(resultOf(run, 'usage.email_activity')).toMatchObject({
      status: 'failed',
      error: { code: 'invalidAnswer', fix: expect.stringContaining('new version') },
    })
    expect(figures()).toEqual(usual)
    expectTruth(connected, ['exchange'])
  })
})

describe('people with names that break careless readers', () => {
  test('keep them as they are', async () => {
    connected.tenant.faults.add({ kind: 'messyValues', match: { path: '/users\\?' } })
    const run = await connected.sync({ mode: 'full', only })
    expect(run.status).toBe('succeeded')
    const names = connected.query('select distinct display_name as name from v_users').map(({ name }) => name)
    expect(names.toSorted()).toEqual([...messyNames].toSorted())
  })

  test('and are themselves again with the next listing', async () => {
    expect((await connected.sync({ mode: 'full', only })).status).toBe('succeeded')
    expectTruth(connected, ['exchange'])
  })
})

describe('values that are missing wherever they may be', () => {
  test('are not known rather than zero, and nobody is lost', async () => {
    for (const match of [{ path: '/users\\?' }, { report }]) {
      connected.tenant.faults.add({ kind: 'nulls', match })
    }
    const run = await connected.sync({ mode: 'full', only })
    expect(run.status).toBe('succeeded')
    const [users] = connected.query(
      'select count(*) as people, count(user_principal_name) as named, count(account_enabled) as judged from v_users',
    )
    expect(users).toEqual({ people: connected.tenant.truth().people(), named: 0, judged: 0 })
    expect(figures()).toEqual([])
    for (const name of ['overview', 'licenses', 'users', 'app-activity', 'inactive']) {
      expect((await connected.report(name)).report).toBe(name)
    }
  })

  test('come back with the next listing', async () => {
    expect((await connected.sync({ mode: 'full', only })).status).toBe('succeeded')
    expectTruth(connected, ['exchange'])
  })
})

describe('the kind of a mailbox, which v1.0 leaves out', () => {
  const mailboxes = ['users', 'licenses', 'usage.mailbox_usage_detail']
  const kinds = () =>
    connected.query(
      'select recipient_type as kind, count(*) as boxes from v_mailboxes group by 1 order by 1 desc',
    )
  const betaCalls = () =>
    connected.tenant.requests.filter(({ path, origin }) => origin === 'graph' && path.startsWith('/beta/'))

  test('comes from beta, which is asked once for a new report, and is null where beta refuses', async () => {
    const { tenant } = connected
    const dataset = { mode: 'full', only: mailboxes } as const
    const stop = tenant.feed(
      { origin: 'graph', path: /^\/beta\// },
      { status: 404, json: { error: { code: 'BadRequest', message: 'Resource not found.' } } },
    )
    expect(resultOf(await connected.sync(dataset), 'usage.mailbox_usage_detail').status).toBe('succeeded')
    const [{ kind, boxes } = {}] = kinds()
    expect(kind).toBeNull()
    expect(kinds()).toHaveLength(1)
    expect(betaCalls()).toHaveLength(1)
    stop()
    expect(resultOf(await connected.sync(dataset), 'usage.mailbox_usage_detail').status).toBe('succeeded')
    expect(betaCalls()).toHaveLength(2)
    expect(kinds().map(one => one['kind'])).toEqual(['User', 'Shared'])
    expect(kinds().reduce((sum, one) => sum + Number(one['boxes']), 0)).toBe(boxes)
    // The same report of v1.0 is not downloaded again, from neither version.
    const again = await connected.sync({ mode: 'incremental', only: mailboxes })
    expect(resultOf(again, 'usage.mailbox_usage_detail').status).toBe('unchanged')
    expect(betaCalls()).toHaveLength(2)
  })
})
