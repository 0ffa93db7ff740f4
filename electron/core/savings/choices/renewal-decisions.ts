import { z } from 'zod'
import { RenewalDecision } from '../../../contract/savings/answers.ts'
import { readMeta, writeMeta } from '../../database/meta.ts'
import type { Reader, Writer } from '../../database/ports.ts'

const decisionsName = 'renewal_decisions'
const Decisions = z.record(z.string(), RenewalDecision)

/** What was decided about renewals, by the subscription's id. */
export function readRenewalDecisions(reader: Reader): Readonly<Record<string, RenewalDecision>> {
  const text = readMeta(reader, decisionsName)
  return text === null ? {} : Decisions.parse(JSON.parse(text))
}

/** Decides about a renewal, or takes the decision back with null. */
export function storeRenewalDecision(
  writer: Writer,
  subscriptionId: string,
  decision: RenewalDecision | null,
): void {
  const { [subscriptionId]: _, ...others } = readRenewalDecisions(writer)
  const next = decision === null ? others : { ...others, [subscriptionId]: decision }
  writeMeta(writer, decisionsName, JSON.stringify(next))
}
