import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { copyDatabase } from '../../../electron/platform/sqlite/copy.ts'
import { licenses, people } from './support/people.ts'
import { report } from './support/reports.ts'
import { stageDatasets } from './support/staged.ts'
import { openTestTenant, readRows } from './support/tenant.ts'

const calm = () => new AbortController().signal
const named = (key: string) => report('usage.email_activity', [{ key, last_activity_date: '2026-11-01' }])

test('a copy that is made while a sync runs holds what is published, and not a trace of what is not', async () => {
  const tenant = openTestTenant()
  tenant.publish([
    people({ user_id: 'u1', display_name: 'Shown', job_title: 'Left-long-ago' }),
    licenses({ sku_id: 'e3' }),
    named('u1@contoso.example'),
  ])
  tenant.publish([people({ user_id: 'u1', display_name: 'Shown' })])
  stageDatasets(tenant.writer.staging, [
    people({ user_id: 'u1' }, { user_id: 'u2', display_name: 'Waiting-to-be-seen' }),
    { ...licenses({ sku_id: 'waiting-product' }), complete: false },
    named('waiting-person@contoso.example'),
  ])
  const target = join(tenant.folder, 'copy.sqlite')
  const bytes = await copyDatabase(tenant.file, target, calm())

  const content = readFileSync(target)
  expect(bytes).toBe(content.length)
  for (const text of ['Waiting-to-be-seen', 'waiting-product', 'waiting-person', 'Left-long-ago']) {
    expect(content.includes(text), text).toBe(false)
  }
  const tables = "select name from sqlite_schema where name glob 'shadow_*' or name glob '*ing_user'"
  expect(readRows(target, tables)).toEqual([])
  for (const table of ['staged_dataset', 'staged_chain', 'staged_row']) {
    expect(readRows(target, `select * from ${table}`)).toEqual([])
  }
  for (const view of ['v_users', 'v_licenses', 'v_app_activity', 'v_changes']) {
    expect(readRows(target, `select * from ${view}`)).toEqual(tenant.read(`select * from ${view}`))
  }
  for (const [pragma, value] of [
    ['journal_mode', 'delete'],
    ['freelist_count', 0],
    ['integrity_check', 'ok'],
  ]) {
    expect(readRows(target, `pragma ${pragma}`).map(row => Object.values(row))).toEqual([[value]])
  }
  expect(readdirSync(tenant.folder).filter(name => name.startsWith('copy'))).toEqual(['copy.sqlite'])

  // What was left out is still there to be published.
  expect(tenant.writer.staging.recover().map(({ dataset }) => dataset)).toHaveLength(3)
})

test('a copy that is given up is said to be, and not written on', async () => {
  const tenant = openTestTenant()
  tenant.publish([people(...Array.from({ length: 500 }, (_, id) => ({ user_id: `u${id}` })))])
  const target = join(tenant.folder, 'copy.sqlite')
  const stop = new AbortController()
  const copying = copyDatabase(tenant.file, target, stop.signal)
  stop.abort()
  await expect(copying).rejects.toMatchObject({ code: 'cancelled' })
  await expect(copyDatabase(tenant.file, join(tenant.folder, 'other'), stop.signal)).rejects.toMatchObject({
    code: 'cancelled',
  })
  expect(existsSync(join(tenant.folder, 'other'))).toBe(false)
})
