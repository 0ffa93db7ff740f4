import type { Writer } from '../../database/ports.ts'
import { raw } from '../../database/sql.ts'

/** SQL for the day of the first successful sync, before which nobody was seen. */
export const firstSeen = `(select min(started_at) from sync_run where status in ('succeeded', 'partial'))`

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
      user_id text not null, sku_id text not null, pattern_id integer not null, since text,
      has_direct integer not null, primary key (user_id, sku_id)) strict, without rowid`)
  writer.run(
    raw(`
    insert into temp.seat (user_id, sku_id, pattern_id, since, has_direct)
    select user_id, sku_id, pattern_id, nullif(min(coalesce(assigned_at, '9999'), coalesce(seen_at, '9999')), '9999'), has_direct
    from (
      select held.user_id, held.sku_id, pattern.pattern_id,
        (select min(state.updated_at) from license_state as state
          where state.user_id = held.user_id and state.sku_id = held.sku_id and ${isInForce}) as assigned_at,
        coalesce(seen.at, ${firstSeen}) as seen_at,
        not exists (select 1 from license_state as state
          where state.user_id = held.user_id and state.sku_id = held.sku_id and state.group_id <> '')
        or exists (select 1 from license_state as state
          where state.user_id = held.user_id and state.sku_id = held.sku_id and state.group_id = '') as has_direct
      from assigned_license as held
      join temp.seat_pattern as pattern on pattern.sku_id = held.sku_id and pattern.disabled_plans = held.disabled_plans
      left join temp.seat_seen as seen on seen.user_id = held.user_id and seen.sku_id = held.sku_id
      where not exists (
        select 1 from license_state as state where state.user_id = held.user_id and state.sku_id = held.sku_id)
      or exists (
        select 1 from license_state as state
        where state.user_id = held.user_id and state.sku_id = held.sku_id and ${isInForce}))
    order by user_id, sku_id`),
  )
}
