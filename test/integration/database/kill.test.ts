import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openTenantDatabase } from '../../../electron/platform/sqlite/tenant.ts'
import { licenses, people } from './support/people.ts'
import { report } from './support/reports.ts'
import { writeStagingFile } from './support/staging-file.ts'
import { readRows, temporaryFolder } from './support/tenant.ts'

const moments = 12
const size = 1500

/** A tenant in which every figure says which version it belongs to. */
function stageVersion(file: string, version: 'old' | 'new'): string {
  const ids = Array.from({ length: size + (version === 'new' ? 100 : 0) }, (_, id) => `user-${id}`)
  const date = version === 'new' ? '2026-11-20' : '2026-11-10'
  const rows = ids.map(id => ({ key: `${id}@contoso.example`, last_activity_date: date }))
  return writeStagingFile(file, [
    people(
      ...ids.map(user_id => ({ user_id, department: version, holds: [version === 'new' ? 'e5' : 'e3'] })),
    ),
    licenses({ sku_id: version === 'new' ? 'e5' : 'e3', consumed_units: ids.length }),
    report('usage.email_activity', rows),
    report('usage.teams_user_activity', rows),
  ])
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

async function publishedOnce(child: ChildProcess): Promise<void> {
  if (child.stdout === null) throw new Error('The program has no output.')
  await once(child.stdout, 'data')
}

test('a program that is killed while it publishes leaves all of the old or all of the new', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'tenant.sqlite')
  const versions = [
    stageVersion(join(folder, 'old.sqlite'), 'old'),
    stageVersion(join(folder, 'new.sqlite'), 'new'),
  ]
  const program = join(import.meta.dirname, 'support', 'publish-until-killed.ts')
  for (let moment = 0; moment < moments; moment += 1) {
    const child = spawn(process.execPath, [program, file, ...versions], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    await publishedOnce(child)
    await new Promise(resolve => setTimeout(resolve, moment * 37))
    child.kill('SIGKILL')
    await once(child, 'close')
    const [found] = readRows(file, facts)
    expect([whole('old'), whole('new')]).toContainEqual(found)
    expect(readRows(file, 'pragma quick_check')).toEqual([{ quick_check: 'ok' }])
  }
  openTenantDatabase(file).close()
})
