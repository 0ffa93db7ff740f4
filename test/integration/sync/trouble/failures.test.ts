import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { SyncRun } from '../../../../electron/contract/sync.ts'
import { type ConnectedEngine, connectEngine, resultOf } from '../../../support/connected-engine.ts'
import { expectTruth } from '../../../support/tenant-truth.ts'

const only = ['users', 'licenses', 'usage.email_activity', 'usage.teams_user_activity']
const report = 'getEmailActivityUserDetail'
const email = 'usage.email_activity'
const hour = 3600

let connected: ConnectedEngine

beforeAll(async () => {
  connected = await connectEngine({ people: 60 })
  await connected.sync({ mode: 'full', only })
})
afterAll(() => connected.close())
beforeEach(() => {
  connected.tenant.faults.clear()
  connected.tenant.clearRequests()
})

const stateOf = (dataset: string) =>
  connected.query(`select failures, problem from dataset_state where dataset = '${dataset}'`)[0]
const partialNotes = async () => {
  const page = await connected.report('app-activity')
  return page.notes.filter(({ kind }) => kind === 'partial').map(({ text }) => text)
}
/** Expects an hour from when it was asked for, which was within the run; a date has no milliseconds. */
function expectAnHour({ startedAt, finishedAt, retryAt }: SyncRun): void {
  const until = Date.parse(retryAt ?? '')
  expect(until).toBeGreaterThan(Date.parse(startedAt) + hour * 1000 - 1000)
  expect(until).toBeLessThanOrEqual(Date.parse(finishedAt ?? '') + hour * 1000)
}

describe('a dataset that fails', () => {
  test('leaves the others, its own last good rows, and a word about it in the reports', async () => {
    const before = connected.query("select * from v_usage_metrics where report = 'email_activity'")
    connected.tenant.change({ percent: 2, days: 1 })
    connected.tenant.faults.add({ kind: 'html', match: { report, times: 0 } })
    const run = await connected.sync({ only })
    expect(run).toMatchObject({ status: 'partial', error: null, retryAt: null })
    expect(resultOf(run, email)).toMatchObject({
      status: 'failed',
      error: { code: 'invalidAnswer', step: 'network', detail: { attempts: expect.any(String) } },
    })
    expect(run.datasets.filter(({ status }) => status === 'succeeded')).toHaveLength(only.length - 1)
    expect(connected.query("select * from v_usage_metrics where report = 'email_activity'")).toEqual(before)
    expectTruth(connected, ['teams'])
    expect(stateOf(email)).toEqual({ failures: 1, problem: 'failed' })
    expect(await partialNotes()).toEqual([expect.stringContaining('Email activity (data of')])
    expect(
      connected.query(
        `select status, error_code, error_fix from v_sync_dataset_runs where run_id = ${run.id} and dataset = '${email}'`,
      ),
    ).toEqual([{ status: 'failed', error_code: 'invalidAnswer', error_fix: resultOf(run, email).error?.fix }])
  })

  test('is counted until it succeeds again, which also takes the word away', async () => {
    connected.tenant.faults.add({ kind: 'redirect', to: 'foreign', match: { report, times: 0 } })
    await connected.sync({ only })
    expect(stateOf(email)).toEqual({ failures: 2, problem: 'failed' })
    connected.tenant.faults.clear()
    expect((await connected.sync({ only })).status).toBe('succeeded')
    expect(stateOf(email)).toEqual({ failures: 0, problem: null })
    expect(await partialNotes()).toEqual([])
    expectTruth(connected, ['exchange', 'teams'])
  })

  test('in each of its tries ends the run as failed only when nothing else came', async () => {
    connected.tenant.faults.add({ kind: 'redirect', to: 'foreign', match: { times: 0 } })
    const run = await connected.sync({ only: [email] })
    expect(run.status).toBe('failed')
    expect(resultOf(run, email).error).toMatchObject({ code: 'foreignLink' })
  })
})

describe('a dataset whose rows cannot be stored', () => {
  test('does not keep the others from being published', async () => {
    connected.tenant.change({ percent: 2, days: 1 })
    connected.execute(`
      create trigger stand_in_for_a_fault before insert on organization
      begin select raise(abort, 'no'); end`)
    connected.execute('delete from organization')
    const run = await connected.sync({ only: [...only, 'organization'] })
    expect(run.status).toBe('partial')
    expect(resultOf(run, 'organization')).toMatchObject({ status: 'failed', error: { code: 'unexpected' } })
    expect(run.datasets.filter(({ status }) => status === 'succeeded')).toHaveLength(only.length)
    expectTruth(connected, ['exchange', 'teams'])
    connected.execute('drop trigger stand_in_for_a_fault')
    expect((await connected.sync({ only: ['organization'] })).status).toBe('succeeded')
    expect(connected.query('select count(*) as tenants from v_organization')).toEqual([{ tenants: 1 }])
  })
})

describe('a wait that is longer than ten minutes', () => {
  test.each(['seconds', 'date'] as const)(
    'for a report (in %s) stops that report, and the run says when to come back',
    async as => {
      connected.tenant.change({ percent: 2, days: 1 })
      connected.tenant.faults.add({ kind: 'throttle', seconds: hour, as, match: { report, times: 0 } })
      const run = await connected.sync({ only })
      expect(run.status).toBe('partial')
      expectAnHour(run)
      expect(resultOf(run, email)).toMatchObject({
        status: 'failed',
        error: { code: 'throttled', step: 'service' },
      })
      expect(connected.tenant.requests.filter(({ path }) => path.includes(report))).toHaveLength(1)
      expectTruth(connected, ['teams'])
      expect(await partialNotes()).toHaveLength(1)
      expect(connected.query(`select retry_at from v_sync_runs where run_id = ${run.id}`)).toEqual([
        { retry_at: run.retryAt },
      ])
    },
  )

  test('for the directory stops the directory, while usage goes on', async () => {
    connected.tenant.change({ percent: 2, days: 1 })
    connected.tenant.faults.add({
      kind: 'throttle',
      seconds: hour,
      match: { path: '/subscribedSkus|/users' },
    })
    const run = await connected.sync({ only })
    expect(run.status).toBe('partial')
    expectAnHour(run)
    for (const dataset of ['users', 'licenses']) {
      expect(resultOf(run, dataset)).toMatchObject({ status: 'failed', error: { code: 'throttled' } })
    }
    const directory = connected.tenant.requests.filter(({ path }) => /subscribedSkus|\/users/.test(path))
    expect(directory).toHaveLength(1)
    connected.tenant.faults.clear()
    expect((await connected.sync({ only })).status).toBe('succeeded')
    expectTruth(connected, ['exchange', 'teams'])
  })

  test('at sign-in ends the run with that time', async () => {
    connected.tenant.faults.add({ kind: 'throttle', seconds: hour, match: { origin: 'login' } })
    const run = await connected.sync({ only })
    expect(run).toMatchObject({
      status: 'failed',
      error: { code: 'throttled', step: 'service' },
      datasets: [],
    })
    expectAnHour(run)
    expectTruth(connected, ['exchange', 'teams'])
  })
})
