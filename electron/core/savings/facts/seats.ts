import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'

/** SQL for the day of the first successful sync, before which nobody was seen. */
export const firstSeen = `(select min(started_at) from sync_run where status in ('succeeded', 'partial'))`

/**
 * Makes the table `temp.holder`: a number for everybody who holds a product, in the order of the users' ids.
 * The tables of the facts are keyed by it, because a number is found and sorted quicker than an id.
 */
export function enterHolders(writer: Writer): void {
  writer.script(`
    drop table if exists temp.holder;
    create temp table holder (holder_id integer primary key, user_id text not null unique) strict;
    insert into temp.holder (user_id) select distinct user_id from assigned_license order by user_id`)
}

/**
 * A seat's way counts while it is in force, and so does a seat of which Graph names no way. Of several ways
 * the earliest time counts; the time that Graph gives moves forward whenever a group is processed again, so
 * that it is only an upper bound, as is the day on which a sync first saw the seat.
 */
const isInForce = `(state.state is null or state.state in ('Active', 'ActiveWithError'))`

/**
 * Makes the table `temp.seat`: a row for each product that somebody holds, with how it is held and since
 * when. `since` is an ISO 8601 time or day, null where nothing tells.
 */
export function enterSeats(writer: Writer): void {
  writer.script(`
    drop table if exists temp.seat_seen;
    create temp table seat_seen (
      user_id text not null, sku_id text not null, at text not null, primary key (user_id, sku_id)) strict, without rowid;
    insert into seat_seen (user_id, sku_id, at)
    select user_id, sku_id, max(at) from change
    where kind in ('license_assigned', 'license_swapped') and user_id is not null and sku_id is not null
    group by user_id, sku_id;
    drop table if exists temp.seat;
    create temp table seat (
      holder_id integer not null, sku_id text not null, pattern_id integer not null, since text,
      has_direct integer not null, primary key (holder_id, sku_id)) strict, without rowid`)
  writer.run(
    raw(`
    insert into temp.seat (holder_id, sku_id, pattern_id, since, has_direct)
    select holder_id, held.sku_id, pattern.pattern_id,
      nullif(min(coalesce(assigned_at, '9999'), coalesce(seen.at, ${firstSeen}, '9999')), '9999'), has_direct
    from (
      select holder.holder_id, held.user_id, held.sku_id, held.disabled_plans,
        count(state.user_id) as ways, max(${isInForce}) as in_force,
        min(iif(${isInForce}, state.updated_at, null)) as assigned_at,
        coalesce(max(state.group_id = ''), 1) as has_direct
      from temp.holder as holder
      cross join assigned_license as held on held.user_id = holder.user_id
      left join license_state as state on state.user_id = held.user_id and state.sku_id = held.sku_id
      group by holder.holder_id, held.sku_id
    ) as held
    cross join temp.seat_pattern as pattern
      on pattern.sku_id = held.sku_id and pattern.disabled_plans = held.disabled_plans
    left join temp.seat_seen as seen on seen.user_id = held.user_id and seen.sku_id = held.sku_id
    where ways = 0 or in_force`),
  )
}
