import { z } from 'zod'
import { toldAll, toldBit } from '../../../core/graph/rows/told.ts'
import type { SyncMode } from '../../../core/sync/ports.ts'
import type { Writer } from '../connection.ts'
import { raw, type Sql, sql } from '../sql.ts'
import { unfoldedTables } from '../staging/people.ts'
import { countOf } from './counts.ts'
import type { StagedSource } from './staged.ts'
import { userColumns } from './user-columns.ts'

/**
 * Gives the unfolded people of a staging file the names by which a publication asks for them, for as long as
 * the file is attached. Where a row left something out, what is stored stands in for it, so that the
 * publication finds it unchanged.
 */
export function nameIncomingUsers(writer: Writer, { table }: StagedSource, mode: SyncMode): void {
  forgetIncomingUsers(writer)
  const staged = {
    user: table('incoming_user'),
    license: table('incoming_license'),
    state: table('incoming_state'),
  }
  const partial = sql`select count(*) as count from (
    select 1 from ${staged.user} where removed = 0 and told <> ${toldAll} limit 1)`
  if (countOf(writer, partial) > 0) {
    completeFromStored(writer, staged, mode)
    return
  }
  for (const name of unfoldedTables) {
    writer.run(sql`create temp view ${raw(name)} as select * from ${table(name)}`)
  }
}

const Named = z.object({ name: z.string(), type: z.enum(['table', 'view']) })

export function forgetIncomingUsers(writer: Writer): void {
  const names = JSON.stringify(unfoldedTables)
  const found = writer.all(
    Named,
    sql`select name, type from temp.sqlite_schema
      where type in ('table', 'view') and name in (select value from json_each(${names}))`,
  )
  for (const { name, type } of found) writer.run(raw(`drop ${type} temp.${name}`))
}

type StagedTables = { user: Sql; license: Sql; state: Sql }

const tables = `
  create temp table incoming_user (
    user_id text primary key, removed integer not null, ${userColumns.map(column => `${column} any`).join(', ')}
  ) strict, without rowid;
  create temp table incoming_license (
    user_id text not null, sku_id text not null, disabled_plan_count integer not null,
    disabled_plans text not null, primary key (user_id, sku_id)) strict, without rowid;
  create temp table incoming_state (
    user_id text not null, sku_id text not null, group_id text not null, state text, error text,
    disabled_plan_count integer not null, updated_at text, primary key (user_id, sku_id, group_id)
  ) strict, without rowid;`

const completed = userColumns
  .map(column => `iif(staged.told & ${toldBit(column)}, staged.${column}, known.${column})`)
  .join(', ')

/** A delta that knows nothing but the id of somebody who is not stored says nothing at all. */
const nobodyNew = 'staged.told = 0 and staged.removed = 0 and known.user_id is null'

function completeFromStored(writer: Writer, staged: StagedTables, mode: SyncMode): void {
  writer.script(tables)
  writer.run(sql`
    insert into temp.incoming_user (user_id, removed, ${raw(userColumns.join(', '))})
    select staged.user_id, staged.removed, ${raw(completed)}
    from ${staged.user} as staged left join user as known on known.user_id = staged.user_id
    ${raw(mode === 'incremental' ? `where not (${nobodyNew})` : '')}`)
  writer.run(sql`
    insert into temp.incoming_license (user_id, sku_id, disabled_plan_count, disabled_plans)
    select user_id, sku_id, disabled_plan_count, disabled_plans from ${staged.license}
    union all
    select held.user_id, held.sku_id, held.disabled_plan_count, held.disabled_plans
    from ${staged.user} as staged cross join assigned_license as held on held.user_id = staged.user_id
    where staged.removed = 0 and not staged.told & ${toldBit('licenses')}`)
  writer.run(sql`
    insert into temp.incoming_state (user_id, sku_id, group_id, state, error, disabled_plan_count, updated_at)
    select user_id, sku_id, group_id, state, error, disabled_plan_count, updated_at from ${staged.state}
    union all
    ${storedStates(staged)}`)
}

/** Of a product that somebody lost, the stored states that once were good are out of date. */
function storedStates(staged: StagedTables): Sql {
  return sql`
    select known.user_id, known.sku_id, known.group_id, known.state, known.error, known.disabled_plan_count,
      known.updated_at
    from ${staged.user} as staged cross join license_state as known on known.user_id = staged.user_id
    where staged.removed = 0 and not staged.told & ${toldBit('states')}
      and (known.state <> 'Active' or exists (
        select 1 from temp.incoming_license as held
        where held.user_id = known.user_id and held.sku_id = known.sku_id))`
}
