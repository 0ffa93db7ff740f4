import { z } from 'zod'
import { hiddenText } from '../../../contract/entry/made-up-names.ts'
import { RenewalDecision } from '../../../contract/savings/answers.ts'
import type { Reader, Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'

const Row = RenewalDecision.extend({ subscriptionId: z.string() })

/** What was decided about renewals, by the subscription's id. */
export function readRenewalDecisions(reader: Reader): Readonly<Record<string, RenewalDecision>> {
  const rows = reader.all(
    Row,
    sql`select subscription_id as subscriptionId, kind, seats, note, decided_at as decidedAt, for_day as forDay
      from renewal_decision order by subscription_id`,
  )
  return Object.fromEntries(rows.map(({ subscriptionId, ...decision }) => [subscriptionId, decision]))
}

/** Decides about a renewal, or takes the decision back with null. A note that was hidden stays as it is. */
export function storeRenewalDecision(
  writer: Writer,
  subscriptionId: string,
  decision: RenewalDecision | null,
): void {
  const stored = readRenewalDecisions(writer)[subscriptionId]?.note ?? null
  writer.run(sql`delete from renewal_decision where subscription_id = ${subscriptionId}`)
  if (decision === null) return
  const { kind, seats, decidedAt, forDay } = decision
  const note = decision.note === hiddenText ? stored : decision.note
  writer.run(sql`
    insert into renewal_decision (subscription_id, kind, seats, note, decided_at, for_day)
    values (${subscriptionId}, ${kind}, ${seats}, ${note}, ${decidedAt}, ${forDay})`)
}
