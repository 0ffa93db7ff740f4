import type { Writer } from '../connection.ts'
import { countOf } from '../publish/counts.ts'
import { userColumns } from '../publish/user-columns.ts'
import { raw, type Sql, sql } from '../sql.ts'

const ownColumns = userColumns.map(column => `  ${column} any`).join(',\n')

/** The tables of {@link unfoldPeople}. */
export const unfoldedTables = ['incoming_user', 'incoming_license', 'incoming_state'] as const

/**
 * Unfolds the staged people into tables of their own within the staging file, so that a publication has them sorted and out of their JSON:
 * `incoming_user`, `incoming_license` and `incoming_state`. Of several rows of one person the last one counts.
 *
 * @param rows the table of the staged rows
 */
export function unfoldPeople(writer: Writer, rows: Sql): void {
  dropUnfoldedPeople(writer)
  writer.script(`
    create table incoming_user (
      user_id text primary key,
      removed integer not null,
      arrival integer not null,
${ownColumns}
    ) strict, without rowid;
    create table incoming_license (
      user_id text not null, sku_id text not null, disabled_plan_count integer not null,
      disabled_plans text not null, primary key (user_id, sku_id)
    ) strict, without rowid;
    create table incoming_state (
      user_id text not null, sku_id text not null, group_id text not null, state text, error text,
      disabled_plan_count integer not null, updated_at text, primary key (user_id, sku_id, group_id)
    ) strict, without rowid;`)
  const values = raw(userColumns.map(column => `row ->> '${column}'`).join(', '))
  writer.run(sql`
    insert or replace into incoming_user (user_id, removed, arrival, ${raw(userColumns.join(', '))})
    select key, coalesce(row ->> 'removed', 0), rowid, ${values} from ${rows} order by key, rowid`)
  const latest = latestRows(writer, rows)
  writer.run(sql`
    insert or replace into incoming_license (user_id, sku_id, disabled_plan_count, disabled_plans)
    select
      staged.key, lower(held.value ->> 'sku_id'),
      coalesce(json_array_length(held.value, '$.disabled_plans'), 0),
      coalesce(held.value -> 'disabled_plans', '[]')
    from ${latest}, json_each(staged.row, '$.licenses') as held order by staged.key, staged.rowid`)
  writer.run(sql`
    insert or replace into incoming_state (
      user_id, sku_id, group_id, state, error, disabled_plan_count, updated_at)
    select
      staged.key, lower(held.value ->> 'sku_id'), coalesce(held.value ->> 'group_id', ''), held.value ->> 'state',
      held.value ->> 'error', coalesce(held.value ->> 'disabled_plan_count', 0), held.value ->> 'updated_at'
    from ${latest}, json_each(staged.row, '$.states') as held order by staged.key, staged.rowid`)
  forgetRemoved(writer)
}

/** Whatever a removed person's row says besides does not count. */
function forgetRemoved(writer: Writer): void {
  const removed = 'select user_id from incoming_user where removed = 1'
  writer.script(`
    delete from incoming_license where user_id in (${removed});
    delete from incoming_state where user_id in (${removed})`)
}

/** The staged rows that count, under the name `staged`; they only need looking for where somebody came twice. */
function latestRows(writer: Writer, rows: Sql): Sql {
  const people = countOf(writer, sql`select count(*) as count from incoming_user`)
  if (people === countOf(writer, sql`select count(*) as count from ${rows}`)) return sql`${rows} as staged`
  return sql`${rows} as staged
    join incoming_user as incoming
      on incoming.user_id = staged.key and incoming.arrival = staged.rowid`
}

export function dropUnfoldedPeople(writer: Writer): void {
  for (const table of unfoldedTables) writer.run(raw(`drop table if exists ${table}`))
}
