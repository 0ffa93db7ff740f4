import { z } from 'zod'
import type { PlanInput } from '../../../contract/savings/plan.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import type { Money } from '../money/price.ts'
import { grades, rules } from '../rules/match.ts'
import { isInScope } from './scope.ts'

/** A claim as a plan sees it. */
export type PlanClaim = {
  readonly userId: string
  readonly skuId: string
  readonly rule: string
  readonly grade: string
  /** The smaller product of R8; null with every other rule. */
  readonly targetSkuId: string | null
  readonly department: string | null
  readonly country: string | null
  readonly cost: Money | null
  /** What was decided about the seat; null where nothing is, and where it is to be kept or asked about. */
  readonly decided: 'remove' | 'downgrade' | null
}

const Row = z.object({
  user_id: z.string(),
  sku_id: z.string(),
  rule: z.enum(rules),
  grade: z.enum(grades),
  target_sku_id: z.string().nullable(),
  department: z.string().nullable(),
  country: z.string().nullable(),
  cost_year: z.int().nullable(),
  currency: z.string().nullable(),
  decided: z.enum(['remove', 'downgrade']).nullable(),
})

/** Every claim that stands, of all grades. */
export function readPlanClaims(reader: Reader): PlanClaim[] {
  return reader
    .all(
      Row,
      sql`select claim.user_id, claim.sku_id, claim.rule, claim.grade, iif(claim.rule = 'R8', claim.target_sku_id, null) as target_sku_id,
          user.department, user.country, claim.cost_year, claim.currency,
          (select decision from decision where decision.user_id = claim.user_id and decision.sku_id = claim.sku_id
            and decision.withdrawn_at is null and decision.decision in ('remove', 'downgrade')) as decided
        from claim join user on user.user_id = claim.user_id
        where claim.class = 'claimed' order by claim.user_id, claim.sku_id`,
    )
    .map(({ cost_year: sum, currency, ...row }) => ({
      userId: row.user_id,
      skuId: row.sku_id,
      rule: row.rule,
      grade: row.grade,
      targetSkuId: row.target_sku_id,
      department: row.department,
      country: row.country,
      cost: sum === null || currency === null ? null : { sum, currency },
      decided: row.decided,
    }))
}

/** Whether a claim is one of those that the headline counts. */
export const isSure = ({ grade }: PlanClaim): boolean => grade !== 'weak'

/**
 * Divides the claims into those that a plan gives back and those that stay. Claims on a product that the plan
 * replaces are in neither, as the replacement takes their seats; but a seat that is given back for good, by
 * this plan or by what was decided before, needs no replacement.
 *
 * @param members the members of the plan's group; null without one
 */
export function divideClaims(
  claims: readonly PlanClaim[],
  plan: PlanInput,
  members: ReadonlySet<string> | null,
): { given: PlanClaim[]; kept: PlanClaim[] } {
  const replaced = new Set(plan.moves.map(({ from }) => from))
  const [wantedRules, wantedGrades] = [new Set(plan.rules), new Set<string>(plan.grades)]
  const groups = Map.groupBy(claims, claim => {
    if (!isInScope(claim, plan, members)) return 'kept'
    const isOfProduct = plan.scope.skuId === null || plan.scope.skuId === claim.skuId
    const isWanted = isOfProduct && wantedRules.has(claim.rule) && wantedGrades.has(claim.grade)
    if (!replaced.has(claim.skuId) || claim.decided === 'remove') return isWanted ? 'given' : 'kept'
    return isWanted && claim.targetSkuId === null && claim.decided === null ? 'given' : 'replaced'
  })
  return { given: groups.get('given') ?? [], kept: groups.get('kept') ?? [] }
}
