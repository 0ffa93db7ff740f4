import type { Writer } from '../connection.ts'
import { raw, type Sql, sql } from '../sql.ts'
import { countOf } from './counts.ts'
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
  const latest = latestRows(writer, rows)
  writer.run(sql`
    insert or replace into temp.incoming_license (user_id, sku_id, disabled_plan_count, disabled_plans)
    select
      staged.key, lower(held.value ->> 'sku_id'),
      coalesce(json_array_length(held.value, '$.disabled_plans'), 0),
      coalesce(held.value -> 'disabled_plans', '[]')
    from ${latest}, json_each(staged.row, '$.licenses') as held order by staged.key, staged.rowid`)
  writer.run(sql`
    insert or replace into temp.incoming_state (
      user_id, sku_id, group_id, state, error, disabled_plan_count, updated_at)
    select
      staged.key, lower(held.value ->> 'sku_id'), coalesce(held.value ->> 'group_id', ''), held.value ->> 'state',
      held.value ->> 'error', coalesce(held.value ->> 'disabled_plan_count', 0), held.value ->> 'updated_at'
    from ${latest}, json_each(staged.row, '$.states') as held order by staged.key, staged.rowid`)
  forgetRemoved(writer)
}

/** Whatever a removed person's row says besides does not count. */
function forgetRemoved(writer: Writer): void {
  const removed = 'select user_id from temp.incoming_user where removed = 1'
  writer.script(`
    delete from temp.incoming_license where user_id in (${removed});
    delete from temp.incoming_state where user_id in (${removed})`)
}

/** The staged rows that count, under the name `staged`; they only need looking for where somebody came twice. */
function latestRows(writer: Writer, rows: Sql): Sql {
  const people = countOf(writer, sql`select count(*) as count from temp.incoming_user`)
  if (people === countOf(writer, sql`select count(*) as count from ${rows}`)) return sql`${rows} as staged`
  return sql`${rows} as staged
    join temp.incoming_user as incoming
      on incoming.user_id = staged.key and incoming.arrival = staged.rowid`
}

export function dropIncomingUsers(writer: Writer): void {
  writer.script(`
    drop table if exists temp.incoming_user;
    drop table if exists temp.incoming_license;
    drop table if exists temp.incoming_state`)
}
