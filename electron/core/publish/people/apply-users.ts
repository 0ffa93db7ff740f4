import { z } from 'zod'
import type { Counts } from '../../database/counts.ts'
import type { Writer } from '../../database/ports.ts'
import { raw, sql } from '../../database/sql.ts'
import { withoutIndexes } from '../../database/without-indexes.ts'
import { userColumns, userColumnsOf } from '../../datasets/staged-user.ts'

const removed = `select user_id from temp.touched_user where kind = 'removed'`

/** Makes the live tables what the comparison found; whoever is not touched keeps their rows as they are. */
export function applyUsers(writer: Writer): void {
  for (const table of ['user', 'assigned_license', 'license_state', 'sign_in', 'user_summary', 'overlap']) {
    writer.run(raw(`delete from ${table} where user_id in (${removed})`))
  }
  writer.run(
    raw(`
    insert or replace into user (user_id, ${userColumns.join(', ')})
    select incoming.user_id, ${userColumnsOf('incoming')}
    from temp.touched_user as touched
    cross join incoming_user as incoming on incoming.user_id = touched.user_id
    where touched.kind <> 'removed'`),
  )
  applyLicenses(writer)
}

/**
 * Fills the tables of a tenant that had nobody yet; there is nothing to compare with. What waits is let go of
 * on the way, so that its pages take the next rows and the file is not longer than what is in it.
 */
export function applyFirstUsers(writer: Writer): Counts {
  writer.script('drop table arriving_user')
  const inserted = writer.run(
    raw(`
    insert into user (user_id, ${userColumns.join(', ')})
    select user_id, ${userColumns.join(', ')} from incoming_user where removed = 0`),
  )
  writer.script('drop table incoming_user')
  takePlaceOf(writer, 'assigned_license', 'incoming_license')
  takePlaceOf(writer, 'license_state', 'incoming_state')
  return { inserted, updated: 0, removed: 0 }
}

/** Gives a table that waits the name and the indexes of the empty one with the same columns. */
function takePlaceOf(writer: Writer, live: string, incoming: string): void {
  withoutIndexes(writer, live, '%', () => {
    writer.script(`drop table ${live}; alter table ${incoming} rename to ${live}`)
  })
}

function applyLicenses(writer: Writer): void {
  writer.script(`
    delete from assigned_license
    where (user_id, sku_id) in (select user_id, sku_id from temp.touched_license where kind = 'removed');
    insert or replace into assigned_license (user_id, sku_id, disabled_plan_count, disabled_plans)
    select incoming.user_id, incoming.sku_id, incoming.disabled_plan_count, incoming.disabled_plans
    from temp.touched_license as touched
    cross join incoming_license as incoming
      on incoming.user_id = touched.user_id and incoming.sku_id = touched.sku_id;
    delete from license_state
    where user_id in (select user_id from temp.touched_user where kind = 'changed');
    insert into license_state (user_id, sku_id, group_id, state, error, disabled_plan_count, updated_at)
    select incoming.user_id, incoming.sku_id, incoming.group_id, incoming.state, incoming.error,
      incoming.disabled_plan_count, incoming.updated_at
    from temp.touched_user as touched
    cross join incoming_state as incoming on incoming.user_id = touched.user_id`)
}

const Kind = z.object({ kind: z.enum(['added', 'changed', 'removed']), people: z.int() })

export function countTouched(writer: Writer): Counts {
  const rows = writer.all(Kind, sql`select kind, count(*) as people from temp.touched_user group by kind`)
  const people = (kind: string) => rows.find(row => row.kind === kind)?.people ?? 0
  return { inserted: people('added'), updated: people('changed'), removed: people('removed') }
}
