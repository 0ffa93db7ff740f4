import { expect, test } from 'vitest'
import { SyncRun } from '../../../electron/contract/sync.ts'
import { createReportReader } from '../../../electron/core/reports/reader.ts'
import { openReader } from '../../../electron/platform/sqlite/open.ts'
import { clock, makeReportTenant } from './tenant.ts'

test('runs come newest first with their datasets and books; the one under way is left out', () => {
  const { reader } = makeReportTenant()
  const runs = reader.runs('connector', 50)
  expect(runs.map(({ id, status }) => [id, status])).toEqual([
    [4, 'failed'],
    [3, 'partial'],
    [2, 'failed'],
    [1, 'succeeded'],
  ])
  for (const run of runs) expect(SyncRun.parse(run)).toEqual(run)
  expect(runs[0]).toMatchObject({ connector: 'connector', error: { code: 'consentMissing' }, datasets: [] })
  expect(runs[1]?.datasets.map(({ dataset, throttledMs }) => [dataset, throttledMs])).toEqual([
    ['renewals', 0],
    ['users', 250],
  ])
  expect(runs[1]?.datasets[0]?.error).toMatchObject({ code: 'timedOut' })
  expect(runs[1]?.balance.map(({ verdict }) => verdict)).toEqual(['flagged', 'explained'])
})

test('a run that a later one followed without an end was interrupted', () => {
  const { reader } = makeReportTenant()
  expect(reader.runs('connector', 50)[2]?.error?.code).toBe('engineStopped')
})

test('no more runs than asked for', () => {
  const { reader } = makeReportTenant()
  expect(reader.runs('connector', 1).map(({ id }) => id)).toEqual([4])
})

test('the secrets that the registration lists, without certificates', () => {
  const { reader } = makeReportTenant()
  expect(new Set(reader.registeredSecrets().map(({ hint }) => hint))).toEqual(new Set(['abc', 'xyz']))
})

test('a registration that was never read, or in an odd shape, tells nothing', () => {
  const { reader, change } = makeReportTenant()
  change(`update registration set document = '{"passwordCredentials": "none"}'`)
  expect(reader.registeredSecrets()).toEqual([])
  change('delete from registration')
  expect(reader.registeredSecrets()).toEqual([])
})

test('the reader cannot write and does not open what is not there', () => {
  const { file } = makeReportTenant()
  expect(() => createReportReader(() => openReader(`${file}.missing`), clock)).toThrow(
    expect.objectContaining({ code: 'notFound' }),
  )
})
