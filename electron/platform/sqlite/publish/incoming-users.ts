import type { Writer } from '../connection.ts'
import { raw, sql } from '../sql.ts'
import type { StagedSource } from './staged.ts'
import { userColumns } from './user-columns.ts'

const ownColumns = userColumns.map(column => `  ${column} any`).join(',\n')

/**
 * Unfolds the staged people into temporary tables, so that they can be compared with the live ones: `incoming_user`, `incoming_license` and
 * `incoming_state`. Of several rows of one person the last one counts.
 */
export function unfoldIncomingUsers(writer: Writer, { rows }: StagedSource): void {
  dropIncomingUsers(writer)
  writer.script(`
    create temp table incoming_user (
      user_id text primary key,
      removed integer not null,
      arrival integer not null,
${ownColumns}
    ) strict, without rowid;
    create temp table incoming_license (
      user_id text not null, sku_id text not null, disabled_plan_count integer not null,
      disabled_plans text not null, primary key (user_id, sku_id)
    ) strict, without rowid;
    create temp table incoming_state (
      user_id text not null, sku_id text not null, group_id text not null, state text, error text,
      disabled_plan_count integer not null, updated_at text, primary key (user_id, sku_id, group_id)
    ) strict, without rowid;`)
  const values = raw(userColumns.map(column => `row ->> '${column}'`).join(', '))
  writer.run(sql`
    insert or replace into temp.incoming_user (user_id, removed, arrival, ${raw(userColumns.join(', '))})
    select key, coalesce(row ->> 'removed', 0), rowid, ${values} from ${rows} order by key, rowid`)
  const latest = sql`
    (select key, rowid, row from ${rows}) as staged
    join temp.incoming_user as incoming
      on incoming.user_id = staged.key and incoming.arrival = staged.rowid and incoming.removed = 0`
  writer.run(sql`
    insert or replace into temp.incoming_license (user_id, sku_id, disabled_plan_count, disabled_plans)
    select
      staged.key, lower(held.value ->> 'sku_id'),
      coalesce(json_array_length(held.value, '$.disabled_plans'), 0),
      coalesce(held.value -> 'disabled_plans', '[]')
    from ${latest}, json_each(staged.row, '$.licenses') as held`)
  writer.run(sql`
    insert or replace into temp.incoming_state (
      user_id, sku_id, group_id, state, error, disabled_plan_count, updated_at)
    select
      staged.key, lower(held.value ->> 'sku_id'), coalesce(held.value ->> 'group_id', ''), held.value ->> 'state',
      held.value ->> 'error', coalesce(held.value ->> 'disabled_plan_count', 0), held.value ->> 'updated_at'
    from ${latest}, json_each(staged.row, '$.states') as held`)
}

export function dropIncomingUsers(writer: Writer): void {
  writer.script(`
    drop table if exists temp.incoming_user;
    drop table if exists temp.incoming_license;
    drop table if exists temp.incoming_state`)
}
