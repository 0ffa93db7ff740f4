import { z } from 'zod'
import type { SubscriptionFact } from '../../../contract/savings/inputs.ts'
import type { Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { AppError } from '../../errors.ts'

const Subscription = z.object({ subscription_id: z.string(), total_licenses: z.int().nullable() })

/**
 * Stores what the person knows of subscriptions and Microsoft Graph does not say: all of them or, where one
 * cannot stand, none. A subscription of which nothing is known any more loses its row.
 *
 * @throws AppError `badRequest` for a subscription that the tenant does not have, or one that has fewer seats
 * than its contract is said to ask for
 */
export function storeSubscriptionFacts(writer: Writer, facts: readonly SubscriptionFact[]): void {
  const known = new Map(
    writer
      .all(Subscription, sql`select subscription_id, total_licenses from subscription`)
      .map(row => [row.subscription_id, row.total_licenses]),
  )
  for (const { subscriptionId, minLicenses } of facts) {
    const seats = known.get(subscriptionId)
    if (seats === undefined) throw unknownSubscription(subscriptionId)
    if (seats !== null && (minLicenses ?? 0) > seats) throw tooMany(seats)
  }
  writer.run(sql`
    insert into subscription_fact (subscription_id, term, channel, min_licenses)
    select value ->> 'subscriptionId', value ->> 'term', value ->> 'channel', value ->> 'minLicenses'
    from json_each(${JSON.stringify(facts)}) where true
    on conflict (subscription_id) do update set
      term = excluded.term, channel = excluded.channel, min_licenses = excluded.min_licenses`)
  writer.script(
    'delete from subscription_fact where term is null and channel is null and coalesce(min_licenses, 0) = 0',
  )
}

function unknownSubscription(id: string): AppError {
  return new AppError('badRequest', `The tenant has no subscription "${id}".`, {
    fix: 'Sync again: it may have ended meanwhile.',
  })
}

function tooMany(seats: number): AppError {
  return new AppError(
    'badRequest',
    `A contract cannot ask for more than the ${seats} seats that are bought.`,
    {
      fix: 'Enter how many seats the contract asks for at least, or leave it empty.',
    },
  )
}
