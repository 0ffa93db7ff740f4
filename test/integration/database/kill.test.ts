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
const longMs = pointsWanted(3) * 60_000

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

/** A database in which nothing is published. */
const nothing = {
  departments: null,
  people: 0,
  held: null,
  licenses: null,
  active: null,
  dates: null,
  activities: 0,
  summaries: 0,
  states: 0,
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

/** A database with the first version staged, after which the new one is staged on top of it when wanted. */
async function beginWith(folder: string, version: 'old' | 'new'): Promise<string> {
  const begun = join(folder, 'begun.sqlite')
  stageVersion(begun, 'old')
  if (version === 'old') return begun
  expect(await publish(begun, 'old', null, join(folder, 'first'))).toBe(0)
  stageVersion(begun, 'new')
  return begun
}

test.each([
  { publication: 'the first', version: 'old', before: nothing },
  { publication: 'a later', version: 'new', before: whole('old') },
] as const)(
  'a program that is killed in $publication publication leaves all of it or nothing',
  {
    timeout: longMs,
  },
  async ({ version, before: published }) => {
    const folder = temporaryFolder()
    const journal = join(folder, 'journal')
    const begun = await beginWith(folder, version)
    const staged = stagedIn(begun)
    expect(staged).toHaveLength(4)
    const file = join(folder, 'tenant.sqlite')
    cpSync(begun, file)
    expect(await publish(file, version, null, journal)).toBe(0)
    const lines = readFileSync(journal, 'utf8').trim().split('\n')
    // What comes behind the one transaction only cleans up.
    const commit = lines.indexOf('commit')
    const all = Array.from(lines, (_, statement) => statement)
    for (const before of new Set([...spread(all, pointsWanted(3)), commit + 1, commit])) {
      for (const ending of ['-wal', '-shm']) rmSync(file + ending, { force: true })
      cpSync(begun, file)
      expect(await publish(file, version, before, journal)).toBe('SIGKILL')
      const isThere = before > commit
      expect(readRows(file, facts), `before statement ${before} of ${lines.length}`).toEqual([
        isThere ? whole(version) : published,
      ])
      expect(readRows(file, 'pragma quick_check')).toEqual([{ quick_check: 'ok' }])
      expect(stagedIn(file)).toEqual(isThere ? [] : staged)
    }
    // The last one was killed before it committed; what is staged can still be published.
    expect(await publish(file, version, null, journal)).toBe(0)
    expect(readRows(file, facts)).toEqual([whole(version)])
  },
)
