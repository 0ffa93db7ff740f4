import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTenantDatabase } from '../../../electron/platform/sqlite/tenant.ts'
import { pointsWanted, spread } from '../../support/kill/point.ts'
import { licenses, people } from './support/people.ts'
import { report } from './support/reports.ts'
import { stageDatasets } from './support/staged.ts'
import { readRows, temporaryFolder } from './support/tenant.ts'

const size = 300
/** A guard: each of the programs takes a second or so. */
const longMs = pointsWanted(6) * 60_000

/** Stages a tenant in which every figure says which version it belongs to. */
function stageVersion(file: string, version: 'old' | 'new'): void {
  const ids = Array.from({ length: size + (version === 'new' ? 100 : 0) }, (_, id) => `user-${id}`)
  const date = version === 'new' ? '2026-11-20' : '2026-11-10'
  const rows = ids.map(id => ({ key: `${id}@contoso.example`, last_activity_date: date }))
  const writer = openTenantDatabase(file)
  stageDatasets(writer.staging, [
    people(
      ...ids.map(user_id => ({ user_id, department: version, holds: [version === 'new' ? 'e5' : 'e3'] })),
    ),
    licenses({ sku_id: version === 'new' ? 'e5' : 'e3', consumed_units: ids.length }),
    report('usage.email_activity', rows),
    report('usage.teams_user_activity', rows),
  ])
  writer.close()
}

const facts = `
  select
    (select group_concat(distinct department) from v_users) as departments,
    (select count(*) from v_users) as people,
    (select group_concat(distinct sku_id) from v_license_assignments) as held,
    (select group_concat(sku_id || consumed_units) from v_licenses) as licenses,
    (select sum(active_users_30d) from v_licenses) as active,
    (select group_concat(distinct last_activity_date) from v_app_activity) as dates,
    (select count(*) from v_app_activity) as activities,
    (select count(*) from user_summary where license_count = 1) as summaries,
    (select count(distinct fingerprint) from dataset_state) as states`

const whole = (version: 'old' | 'new') => {
  const people = size + (version === 'new' ? 100 : 0)
  const sku = version === 'new' ? 'e5' : 'e3'
  return {
    departments: version,
    people,
    held: sku,
    licenses: `${sku}${people}`,
    active: people,
    dates: version === 'new' ? '2026-11-20' : '2026-11-10',
    activities: people * 2,
    summaries: people,
    states: 1,
  }
}

const program = join(import.meta.dirname, 'support', 'publish-once.ts')

/** Publishes what is staged, or as much of it as comes before the statement, and tells how it ended. */
async function publish(
  file: string,
  version: 'old' | 'new',
  before: number | null,
  journal: string,
): Promise<unknown> {
  const child = spawn(process.execPath, [program, file, version, String(before), journal], {
    stdio: 'inherit',
  })
  const [status, signal] = await once(child, 'close')
  return signal ?? status
}

/** What the next sync finds in staging. */
function stagedIn(file: string): string[] {
  const writer = openTenantDatabase(file)
  const found = writer.staging.recover().filter(({ complete }) => complete)
  writer.close()
  return found.map(({ dataset }) => dataset)
}

test('a program that is killed while it publishes leaves all of the old or all of the new', {
  timeout: longMs,
}, async () => {
  const folder = temporaryFolder()
  const begun = join(folder, 'begun.sqlite')
  const journal = join(folder, 'journal')
  stageVersion(begun, 'old')
  expect(await publish(begun, 'old', null, join(folder, 'first'))).toBe(0)
  stageVersion(begun, 'new')
  const staged = stagedIn(begun)
  expect(staged).toHaveLength(4)
  const file = join(folder, 'tenant.sqlite')
  cpSync(begun, file)
  expect(await publish(file, 'new', null, journal)).toBe(0)
  const lines = readFileSync(journal, 'utf8').trim().split('\n')
  // What comes behind the one transaction only cleans up.
  const commit = lines.indexOf('commit')
  const all = Array.from(lines, (_, statement) => statement)
  for (const before of new Set([...spread(all, pointsWanted(6)), commit + 1, commit])) {
    for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true })
    cpSync(begun, file)
    expect(await publish(file, 'new', before, journal)).toBe('SIGKILL')
    const isNew = before > commit
    expect(readRows(file, facts), `before statement ${before} of ${lines.length}`).toEqual([
      whole(isNew ? 'new' : 'old'),
    ])
    expect(readRows(file, 'pragma quick_check')).toEqual([{ quick_check: 'ok' }])
    expect(stagedIn(file)).toEqual(isNew ? [] : staged)
  }
  // The last one was killed before it committed; what is staged can still be published.
  expect(await publish(file, 'new', null, journal)).toBe(0)
  expect(readRows(file, facts)).toEqual([whole('new')])
})
