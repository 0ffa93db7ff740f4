import Database from 'better-sqlite3'
import { expect, test } from 'vitest'
import { licenses, people, peopleDelta } from '../database/support/people.ts'
import { openTestTenant } from '../database/support/tenant.ts'

const holding = (sku: string) => ({ user_id: 'u1', holds: [sku] })

test('verdicts are made again on another day or after something was published, and else left as they are', () => {
  const tenant = openTestTenant()
  const syncedOn = (day: string) => {
    const id = tenant.writer.startRun({ mode: 'full', startedAt: `${day}T06:00:00.000Z` })
    const finishedAt = `${day}T06:05:00.000Z`
    tenant.writer.finishRun(id, { status: 'succeeded', finishedAt, error: null, retryAt: null })
  }
  const seats = () => tenant.read('select count(*) as seats from claim')[0]?.['seats']
  const loseVerdicts = () => {
    const database = new Database(tenant.file)
    database.exec('delete from claim')
    database.close()
  }
  tenant.publish([licenses({ sku_id: 'e3' }), people(holding('e3'))])
  syncedOn('2026-11-23')
  expect(seats()).toBe(1)

  loseVerdicts()
  tenant.publish([peopleDelta([holding('e3')])])
  syncedOn('2026-11-23')
  expect(seats()).toBe(0)

  syncedOn('2026-11-24')
  expect(seats()).toBe(1)

  loseVerdicts()
  tenant.publish([peopleDelta([{ ...holding('e3'), department: 'Sales' }])])
  syncedOn('2026-11-24')
  expect(seats()).toBe(1)
})
