import { PlanInput } from '../../../../electron/contract/savings/plan.ts'
import { planAnswer, readGround } from '../../../../electron/core/savings/plan/answer.ts'
import { readPlanClaims } from '../../../../electron/core/savings/plan/claims.ts'
import { readHoldings } from '../../../../electron/core/savings/plan/consolidations.ts'
import { readMembers } from '../../../../electron/core/savings/plan/moves.ts'
import { readHolders } from '../../../../electron/core/savings/plan/read-people.ts'
import { openWriter } from '../../../../electron/platform/sqlite/open.ts'
import { claimsOnTrial } from '../../../../electron/platform/sqlite/savings/trial.ts'
import { product } from './example.ts'
import type { SavingsTenant } from './tenant.ts'

export const day = '2026-11-23'
export const e3 = product('SPE_E3').skuId
export const e1 = product('STANDARDPACK').skuId
export const prices = [
  { product: 'SPE_E3', amount: 36 },
  { product: 'STANDARDPACK', amount: 10 },
]
export const active = { exchange: '2026-11-20', teams: '2026-11-20', onedrive: '2026-11-20' }

/** What a plan comes to on the day of the examples. */
export function ask(tenant: SavingsTenant, plan: Parameters<typeof PlanInput.parse>[0]) {
  const writer = openWriter(tenant.file)
  try {
    return planAnswer(writer, PlanInput.parse(plan), day, {
      ground: () => readGround(writer, day),
      holdersOf: skuId => readHolders(writer, skuId, day),
      membersOf: groupId => readMembers(writer, groupId),
      holdingsOf: groupId => readHoldings(writer, groupId),
      claimsOf: asked => (asked === null ? readPlanClaims(writer) : claimsOnTrial(tenant.file, asked)),
    })
  } finally {
    writer.close()
  }
}

export const move = { moves: [{ from: e3, to: e1 }] }
