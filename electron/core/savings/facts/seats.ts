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
    create temp table holder (holder_id integer primary key, user_id text not null) strict;
    insert into temp.holder (user_id) select distinct user_id from assigned_license order by user_id`)
}

/**
 * SQL for whether a way of a seat, a row of `license_state`, is in force: only then it counts.
 *
 * @param way the name of the row in the statement
 */
export const isInForce = (way: string): string =>
  `(${way}.state is null or ${way}.state in ('Active', 'ActiveWithError'))`

/**
 * A seat's way counts while it is in force, and so does a seat of which Graph names no way. Of several ways
 * the earliest time counts; the time that Graph gives moves forward whenever a group is processed again, so
 * that it is only an upper bound, as is the day on which a sync first saw the seat.
 */
const hasNoWay = `not exists (
    select 1 from license_state as state where state.user_id = held.user_id and state.sku_id = held.sku_id)`

/**
 * SQL for whether whoever holds a `seat` with its `pattern` has another product in force as well.
 *
 * @param condition on its pattern, named `other`
 */
export const holdsBeside = (condition: string): string => `exists (
    select 1 from temp.holder as holder
    cross join assigned_license as held on held.user_id = holder.user_id
    cross join temp.seat_pattern as other
      on other.sku_id = held.sku_id and other.disabled_plans = held.disabled_plans
    where holder.holder_id = seat.holder_id and other.sku_id <> pattern.sku_id and other.is_live = 1
      and ${condition} and (${hasNoWay} or exists (
        select 1 from license_state as state
        where state.user_id = held.user_id and state.sku_id = held.sku_id and ${isInForce('state')})))`

/** Makes the table `temp.seat_seen`: when a sync last saw a seat that had not been there before. */
export function enterSeenSeats(writer: Writer): void {
  writer.script(`
    drop table if exists temp.seat_seen;
    create temp table seat_seen (
      user_id text not null, sku_id text not null, at text not null, primary key (user_id, sku_id)) strict, without rowid;
    insert into seat_seen (user_id, sku_id, at)
    select user_id, sku_id, max(at) from change
    where kind in ('license_assigned', 'license_swapped') and user_id is not null and sku_id is not null
    group by user_id, sku_id`)
}

/**
 * SQL for the seats in force of the holders in a table, in the order of the holders and products:
 * `holder_id`, `pattern_id` and since when it is held, an ISO 8601 time or day, null where nothing tells.
 */
export const heldSeatsOf = (holders: string): string => `
  select holder_id, pattern.pattern_id,
    nullif(min(coalesce(assigned_at, '9999'), coalesce(seen.at, ${firstSeen}, '9999')), '9999') as since
  from (
    select holder.holder_id, held.user_id, held.sku_id, held.disabled_plans,
      count(state.user_id) as ways, min(state.updated_at) as assigned_at
    from ${holders} as holder
    cross join assigned_license as held on held.user_id = holder.user_id
    left join license_state as state on state.user_id = held.user_id and state.sku_id = held.sku_id and ${isInForce('state')}
    group by holder.holder_id, held.sku_id
  ) as held
  cross join temp.seat_pattern as pattern
    on pattern.sku_id = held.sku_id and pattern.disabled_plans = held.disabled_plans
  left join temp.seat_seen as seen on seen.user_id = held.user_id and seen.sku_id = held.sku_id
  where ways > 0 or ${hasNoWay}`

export const heldSeats = heldSeatsOf('temp.holder')

/** More ways of holding products than a tenant can have; numbers of seats are made with it. */
const maxPatterns = 2 ** 20

/** SQL for the number of a seat: in the order of the holders, and each holder's in that of the patterns. */
export const seatNumber = (holder: string, pattern: string): string =>
  `(${holder} * ${maxPatterns} + ${pattern})`

/** SQL for the seats of one holder, as a condition on `seat`. */
export const isSeatOf = (holder: string): string =>
  `seat.seat_id between ${seatNumber(holder, '0')} and ${seatNumber(holder, String(maxPatterns - 1))}`

/**
 * Makes the table `temp.holding`: of everybody who holds a seat which ways of holding products they have
 * (numbers of patterns in the order of the products), and the newest day since when one of the seats is held,
 * `''` where nothing tells.
 */
export function enterHoldings(writer: Writer): void {
  writer.script(`
    drop table if exists temp.holding;
    create temp table holding (holder_id integer primary key, combination text not null, newest text not null) strict`)
  writer.run(
    raw(`
    insert into temp.holding
    select holder.holder_id, group_concat(seat.pattern_id, ' '), coalesce(substr(max(seat.since), 1, 10), '')
    from temp.holder as holder cross join temp.seat as seat on ${isSeatOf('holder.holder_id')}
    group by holder.holder_id`),
  )
}
