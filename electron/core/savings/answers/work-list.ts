import { z } from 'zod'
import type { WorkList } from '../../../contract/savings/answers.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { followUp } from '../choices/decisions.ts'
import { purchasesAvoided } from '../follow-up/purchases.ts'
import { achieved } from '../money/achieved.ts'
import { wireMoney } from './wire-money.ts'

const Row = z.object({
  decision_id: z.int(),
  user_principal_name: z.string().nullable(),
  display_name: z.string().nullable(),
  product_name: z.string().nullable(),
  target: z.string().nullable(),
  note: z.string().nullable(),
})

/** Every decision with what the syncs after it saw, newest first, and the money so far. */
export function workList(reader: Reader, today: string): WorkList {
  const decisions = followUp(reader)
  const shown = new Map(
    reader
      .all(
        Row,
        sql`select decided.decision_id, user.display_name, coalesce(user.user_principal_name, (
              select user_principal_name from change where change.user_id = decided.user_id
                and user_principal_name is not null order by change_id desc limit 1)) as user_principal_name,
            coalesce(product.product_name, named.display_name) as product_name,
            coalesce(target.product_name, named_target.display_name) as target, decided.note
          from decision as decided
          left join user on user.user_id = decided.user_id
          left join v_licenses as product on product.sku_id = decided.sku_id
          left join product_name as named on named.sku_id = decided.sku_id
          left join v_licenses as target on target.sku_id = decided.target_sku_id
          left join product_name as named_target on named_target.sku_id = decided.target_sku_id`,
      )
      .map(row => [row.decision_id, row]),
  )
  const gone = decisions.filter(({ outcome }) => outcome === 'reclaimed' || outcome === 'downgraded')
  const { noLongerIdle, saved, savedPerYear } = achieved(reader, decisions, today)
  return {
    decisions: decisions.map(({ cost, ...decision }) => {
      const row = shown.get(decision.decisionId)
      return {
        ...decision,
        userPrincipalName: row?.user_principal_name ?? null,
        displayName: row?.display_name ?? null,
        productName: row?.product_name ?? decision.skuId,
        target: row?.target ?? null,
        note: row?.note ?? null,
        money: cost === null ? null : wireMoney(cost),
      }
    }),
    noLongerIdle: noLongerIdle.map(wireMoney),
    saved: saved.map(wireMoney),
    savedPerYear: savedPerYear.map(wireMoney),
    purchaseAvoided: purchasesAvoided(reader, gone, today),
  }
}
