import { z } from 'zod'
import { type Evidence, SeatEvent } from '../../../contract/savings/evidence.ts'
import type { Reader } from '../../database/ports.ts'
import { raw, sql } from '../../database/sql.ts'
import { firstSeen } from '../facts/seats.ts'
import type { CardSeat } from './seat.ts'

type Event = Evidence['timeline'][number]

/** At most so many lines of what syncs noticed. */
const maxEvents = 50

const At = z.object({ at: z.string().nullable() })

/**
 * What happened to the seat and its user, the newest first: what syncs noticed, since when Microsoft says
 * that it is assigned, when it was first seen, and what was decided about it.
 */
export function eventsOf(reader: Reader, seat: CardSeat): Event[] {
  const changes = reader.all(SeatEvent, changesOf(seat))
  const events = [
    ...withSwitches(changes, seat.account_enabled),
    ...reader.all(SeatEvent, decisionsOf(seat)),
    ...reader.all(SeatEvent, assignmentsOf(seat)).filter(({ at }) => !isNoticed(changes, at)),
    ...firstSight(reader, changes),
    ...(seat.created_at === null ? [] : [eventOf(seat.created_at, 'account_made')]),
  ]
  return events.toSorted((one, other) => (one.at < other.at ? 1 : one.at > other.at ? -1 : 0))
}

const eventOf = (at: string, kind: string, detail: string | null = null): Event => ({
  at,
  kind,
  productName: null,
  fromProductName: null,
  detail,
  note: null,
  by: null,
})

const isAssigned = ({ kind }: Event) => kind === 'license_assigned' || kind === 'license_swapped'

/** A sync that saw the seat come says so itself. */
const isNoticed = (changes: readonly Event[], at: string) =>
  changes.some(change => isAssigned(change) && change.at.slice(0, 10) === at.slice(0, 10))

/** What was there when the app first looked is older than anybody can tell. */
function firstSight(reader: Reader, changes: readonly Event[]): Event[] {
  if (changes.some(change => isAssigned(change))) return []
  const { at } = reader.first(At, raw(`select ${firstSeen} as at`)) ?? { at: null }
  return at === null ? [] : [eventOf(at, 'first_seen')]
}

/**
 * A change of whether an account is enabled says no more than that it changed: the latest made it what it is,
 * the one before made it the opposite.
 */
function withSwitches(changes: readonly Event[], isEnabled: number | null): Event[] {
  if (isEnabled === null) return [...changes]
  let state = isEnabled === 1
  return changes.flatMap(change => {
    const fields = change.kind === 'user_changed' ? (change.detail ?? '').split(', ') : []
    if (!fields.includes('account_enabled')) return [change]
    const switched = eventOf(change.at, state ? 'account_enabled' : 'account_disabled')
    state = !state
    const others = fields.filter(field => field !== 'account_enabled')
    return others.length === 0 ? [switched] : [switched, { ...change, detail: others.join(', ') }]
  })
}

const changesOf = ({ userId, skuId }: CardSeat) => sql`
  select change.at, change.kind, product.product_name as productName, lost.product_name as fromProductName,
    iif(change.kind = 'license_swapped', null, change.detail) as detail, null as note, null as by
  from v_changes as change
  left join v_licenses as product on product.sku_id = change.sku_id
  left join v_licenses as lost on change.kind = 'license_swapped' and lost.sku_id = change.detail
  where change.user_id = ${userId} and (change.sku_id is null or change.sku_id = ${skuId}
    or change.kind = 'license_swapped' and change.detail = ${skuId})
  order by change.at desc limit ${maxEvents}`

const decisionsOf = ({ userId, skuId }: CardSeat) => sql`
  select decided_at as at, 'decided' as kind, null as productName, null as fromProductName, decision as detail, note,
    decided_by as by
  from decision where user_id = ${userId} and sku_id = ${skuId}
  union all
  select withdrawn_at, 'withdrawn', null, null, decision, null, null
  from decision where user_id = ${userId} and sku_id = ${skuId} and withdrawn_at is not null`

const assignmentsOf = ({ userId, skuId }: CardSeat) => sql`
  select updated_at as at, 'assigned' as kind, null as productName, null as fromProductName,
    nullif(group_id, '') as detail, null as note, null as by
  from license_state where user_id = ${userId} and sku_id = ${skuId} and updated_at is not null`
