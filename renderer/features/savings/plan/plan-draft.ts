import { PlanInput } from '../../../../electron/contract/savings/plan.ts'

/** A replacement while it is edited; empty where nothing is chosen yet. */
export type DraftMove = { key: string; from: string; to: string; amount: string; currency: string }

/** The plan while its controls move. */
export type PlanDraft = {
  moves: readonly DraftMove[]
  department: string
  country: string
  groupId: string
  idleDays: number
  graceDays: number
  horizon: string
  isBlindUnused: boolean
  givesBack: boolean
}

export const newMove = (currency: string): DraftMove => ({
  key: crypto.randomUUID(),
  from: '',
  to: '',
  amount: '',
  currency,
})

const rules = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'] as const
const amountPattern = /^\d{1,9}([.,]\d{1,4})?$/

/** The question as it is asked: replacements of which both products are chosen. */
export function planOf(draft: PlanDraft): PlanInput {
  const textOf = (value: string) => (value.trim() === '' ? null : value.trim())
  return PlanInput.parse({
    rules: draft.givesBack ? rules : [],
    grades: ['certain', 'strong'],
    idleDays: draft.idleDays,
    graceDays: draft.graceDays,
    scope: {
      department: textOf(draft.department),
      country: textOf(draft.country),
      groupId: textOf(draft.groupId),
    },
    moves: draft.moves
      .filter(({ from, to }) => from !== '' && to !== '' && from !== to)
      .map(({ from, to, amount, currency }) => ({
        from,
        to,
        price: amountPattern.test(amount.trim())
          ? { amount: amount.trim().replace(',', '.'), currency, per: 'month' as const }
          : null,
      })),
    allBut: draft.isBlindUnused ? [] : null,
    horizon: textOf(draft.horizon),
  })
}

/** The controls as they stand for a saved plan. */
export function draftOf({ moves, scope, allBut, rules: given, horizon, ...days }: PlanInput): PlanDraft {
  return {
    moves: moves.map(({ from, to, price }) => ({
      key: crypto.randomUUID(),
      from,
      to,
      amount: price?.amount ?? '',
      currency: price?.currency ?? 'EUR',
    })),
    department: scope.department ?? '',
    country: scope.country ?? '',
    groupId: scope.groupId ?? '',
    idleDays: days.idleDays,
    graceDays: days.graceDays,
    horizon: horizon ?? '',
    isBlindUnused: allBut !== null,
    givesBack: given.length > 0,
  }
}
