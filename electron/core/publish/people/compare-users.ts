import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'
import { userColumnsOf } from '../../datasets/staged-user.ts'
import type { SyncMode } from '../../sync/ports.ts'

/** The tables that a comparison leaves behind. */
const touchedTables = `
  create temp table touched_user (user_id text primary key, kind text not null) strict, without rowid;
  create temp table touched_license (
    user_id text not null, sku_id text not null, kind text not null, primary key (user_id, sku_id)
  ) strict, without rowid;
  create temp table touched_key (upn_key text primary key) strict, without rowid;`

const dropTouchedTables = `
  drop table if exists temp.touched_user;
  drop table if exists temp.touched_license;
  drop table if exists temp.touched_key;`

/** Makes the tables of {@link compareUsers} anew, without anything in them. */
export function clearTouched(writer: Writer): void {
  writer.script(dropTouchedTables + touchedTables)
}

/**
 * Finds out, before anything is changed, whom the incoming people concern: `touched_user` says who is
 * `added`, `removed` or `changed` (in any field, license or state), `touched_license` which licenses are
 * `assigned`, `removed` or have other plans switched off (`plans`), and `touched_key` under which keys the
 * usage reports have to be matched again.
 *
 * When everybody was listed, whoever is missing was removed; a delta names them.
 */
export function compareUsers(writer: Writer, mode: SyncMode): void {
  markPeople(writer, mode)
  markLicenses(writer)
  markStates(writer)
  writer.script(`
    insert or ignore into temp.touched_user (user_id, kind)
    select distinct user_id, 'changed' from temp.touched_license;
    insert or ignore into temp.touched_key (upn_key)
    select upn_key from temp.touched_user cross join user using (user_id) where upn_key is not null
    union
    select upn_key from temp.touched_user cross join incoming_user using (user_id) where upn_key is not null
    union
    select upn_key from temp.touched_user cross join former_name using (user_id)`)
}

function markPeople(writer: Writer, mode: SyncMode): void {
  const gone =
    mode === 'full'
      ? `select user_id, 'removed' from user
        where user_id not in (select user_id from incoming_user where removed = 0)`
      : `select user_id, 'removed' from incoming_user cross join user using (user_id)
        where incoming_user.removed = 1`
  writer.run(raw(`insert into temp.touched_user (user_id, kind) ${gone}`))
  writer.run(
    raw(`
    insert into temp.touched_user (user_id, kind)
    select incoming.user_id, case when known.user_id is null then 'added' else 'changed' end
    from incoming_user as incoming
    left join user as known on known.user_id = incoming.user_id
    where incoming.removed = 0
      and (known.user_id is null or (${userColumnsOf('incoming')}) is not (${userColumnsOf('known')}))`),
  )
}

/** Licenses of people who were neither listed nor removed are left out: a delta says nothing about them. */
function markLicenses(writer: Writer): void {
  writer.run(
    raw(`
    insert into temp.touched_license (user_id, sku_id, kind)
    select incoming.user_id, incoming.sku_id, case when held.user_id is null then 'assigned' else 'plans' end
    from incoming_license as incoming
    left join assigned_license as held on held.user_id = incoming.user_id and held.sku_id = incoming.sku_id
    where held.user_id is null or held.disabled_plans <> incoming.disabled_plans`),
  )
  writer.run(
    raw(`
    insert into temp.touched_license (user_id, sku_id, kind)
    select held.user_id, held.sku_id, 'removed'
    from (
      select user_id from incoming_user where removed = 0
      union all select user_id from temp.touched_user where kind = 'removed'
    ) as concerned
    cross join assigned_license as held on held.user_id = concerned.user_id
    where not exists (
      select 1 from incoming_license as incoming
      where incoming.user_id = held.user_id and incoming.sku_id = held.sku_id)`),
  )
}

function markStates(writer: Writer): void {
  const columns = (alias: string) =>
    ['state', 'error', 'disabled_plan_count', 'updated_at'].map(column => `${alias}.${column}`).join(', ')
  writer.run(
    raw(`
    insert or ignore into temp.touched_user (user_id, kind)
    select incoming.user_id, 'changed'
    from incoming_state as incoming
    left join license_state as known
      on known.user_id = incoming.user_id and known.sku_id = incoming.sku_id and known.group_id = incoming.group_id
    where known.user_id is null or (${columns('incoming')}) is not (${columns('known')})
    union all
    select known.user_id, 'changed'
    from incoming_user as concerned
    cross join license_state as known on known.user_id = concerned.user_id
    where concerned.removed = 0 and not exists (
      select 1 from incoming_state as incoming
      where incoming.user_id = known.user_id and incoming.sku_id = known.sku_id
        and incoming.group_id = known.group_id)`),
  )
}
