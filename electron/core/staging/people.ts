import { countOf } from '../database/counts.ts'
import type { Writer } from '../database/ports.ts'
import { raw, type Sql, sql } from '../database/sql.ts'
import type { StagedUser } from '../datasets/staged-user.ts'
import { toldAll, toldBit, toldBits, userColumns } from '../datasets/staged-user.ts'

/**
 * People as they arrive: appended, so that each page costs the same. What they hold stays JSON until all
 * are there, because handing values over one by one costs more than storing them.
 */
const arrivingTable = 'arriving_user'
/** People once all are there, sorted, as a publication wants them. */
const unfoldedTables = ['incoming_user', 'incoming_license', 'incoming_state'] as const

export const peopleTables: readonly string[] = [arrivingTable, ...unfoldedTables]

const ownColumns = userColumns.map(column => `${column} any`).join(', ')

export function makePeopleTables(writer: Writer): void {
  dropPeopleTables(writer)
  writer.script(`
    create table arriving_user (
      arrival integer primary key, user_id text not null, removed integer not null, told integer not null, ${ownColumns},
      licenses text not null, states text not null) strict;
    create table incoming_user (
      user_id text primary key, removed integer not null, told integer not null, arrival integer not null, ${ownColumns}
    ) strict, without rowid;
    create table incoming_license (
      user_id text not null, sku_id text not null, disabled_plan_count integer not null,
      disabled_plans text not null, primary key (user_id, sku_id)) strict, without rowid;
    create table incoming_state (
      user_id text not null, sku_id text not null, group_id text not null, state text, error text,
      disabled_plan_count integer not null, updated_at text, primary key (user_id, sku_id, group_id)
    ) strict, without rowid;`)
}

export function dropPeopleTables(writer: Writer): void {
  for (const table of peopleTables) {
    writer.run(raw(`drop table if exists ${table}`))
  }
}

const arrivingColumns = ['user_id', 'removed', 'told', ...userColumns, 'licenses', 'states']
const appendStatement = `insert into arriving_user (${arrivingColumns.join(', ')})
  values (${arrivingColumns.map(() => '?').join(', ')})`

/** Adds a person behind those who have arrived. */
export function appendPerson(writer: Writer, person: StagedUser): void {
  writer.run({
    text: appendStatement,
    values: [
      person.user_id,
      person.removed,
      person.told,
      ...userColumns.map(column => person[column]),
      JSON.stringify(person.licenses),
      JSON.stringify(person.states),
    ],
  })
}

/**
 * Sorts all that has arrived into the tables of {@link unfoldedTables}. Of several rows of one person the
 * last one counts, and of what it leaves out the last one that says it; whatever a removed person's row says
 * besides does not count.
 */
export function unfoldPeople(writer: Writer): void {
  if (countOf(writer, someLeftOut) > 0) foldRepeated(writer)
  writer.script('delete from incoming_user; delete from incoming_license; delete from incoming_state')
  writer.script(`
    insert or replace into incoming_user (user_id, removed, told, arrival, ${userColumns.join(', ')})
    select user_id, removed, told, arrival, ${userColumns.join(', ')} from arriving_user order by user_id, arrival`)
  const latest = latestOnly(writer)
  writer.run(sql`
    insert or replace into incoming_license (user_id, sku_id, disabled_plan_count, disabled_plans)
    select arriving.user_id, lower(held.value ->> 'sku_id'), json_array_length(held.value, '$.disabled_plans'),
      held.value -> 'disabled_plans'
    from arriving_user as arriving ${latest}, json_each(arriving.licenses) as held order by 1, 2`)
  writer.run(sql`
    insert or replace into incoming_state (
      user_id, sku_id, group_id, state, error, disabled_plan_count, updated_at)
    select arriving.user_id, lower(held.value ->> 'sku_id'), held.value ->> 'group_id', held.value ->> 'state',
      held.value ->> 'error', held.value ->> 'disabled_plan_count', held.value ->> 'updated_at'
    from arriving_user as arriving ${latest}, json_each(arriving.states) as held order by 1, 2, 3`)
}

const someLeftOut = sql`select count(*) as count from (
  select 1 from arriving_user where removed = 0 and told <> ${toldAll} limit 1)`

/** What the rows of `one` say of a member: the latest that says anything. */
const latestOf = (member: (typeof foldedMembers)[number]) => `(
  select said.${member} from arriving_user as said
  where said.user_id = one.user_id and said.removed = 0 and said.told & ${toldBit(member)}
  order by said.arrival desc limit 1)`
const foldedMembers = [...userColumns, 'licenses', 'states'] as const

/** Adds one row behind the others for everybody whose last row leaves out what an earlier one says. */
function foldRepeated(writer: Writer): void {
  const values = foldedMembers.map(member =>
    member === 'licenses' || member === 'states' ? `coalesce(${latestOf(member)}, '[]')` : latestOf(member),
  )
  writer.script(`
    create index arriving_by_user on arriving_user (user_id, arrival);
    insert into arriving_user (user_id, removed, told, ${foldedMembers.join(', ')})
    select one.user_id, 0, one.told, ${values.join(', ')}
    from (
      select arriving.user_id, ${toldBits.map(bit => `max(iif(removed, 0, told & ${bit}))`).join(' | ')} as told
      from arriving_user as arriving group by user_id having count(*) > 1 and min(told) <> ${toldAll}
    ) as one
    where (select removed from arriving_user as last
      where last.user_id = one.user_id order by last.arrival desc limit 1) = 0;
    drop index arriving_by_user`)
}

/** The rows that count only need looking for where somebody came twice or was removed. */
function latestOnly(writer: Writer): Sql {
  const plain = countOf(writer, sql`select count(*) as count from incoming_user where removed = 0`)
  if (plain === countOf(writer, sql`select count(*) as count from arriving_user`)) return raw('')
  return raw(`join incoming_user as incoming
    on incoming.user_id = arriving.user_id and incoming.arrival = arriving.arrival and incoming.removed = 0`)
}

export const countPeople = sql`select count(distinct user_id) as count from arriving_user`
/** Whoever came back after they were removed is there. */
export const countRemovedPeople = sql`select count(*) as count from (
  select removed, max(arrival) from arriving_user group by user_id) where removed = 1`
