import { PlanInput } from '../../../../electron/contract/savings/plan.ts'

/** The rules whose candidates a plan can give back, and how sure these can be. */
export const planRules = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'] as const
export const planGrades = ['certain', 'strong', 'weak'] as const
export type PlanRule = (typeof planRules)[number]
export type PlanGrade = (typeof planGrades)[number]

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
  /** The product whose candidates are given back; empty for all. */
  product: string
  isBlindUnused: boolean
  rules: readonly PlanRule[]
  grades: readonly PlanGrade[]
  /** Seats by product, and by subscription, as they were typed; empty takes what is stored. */
  reserve: Readonly<Record<string, string>>
  floors: Readonly<Record<string, string>>
}

export const newMove = (currency: string): DraftMove => ({
  key: crypto.randomUUID(),
  from: '',
  to: '',
  amount: '',
  currency,
})

const amountPattern = /^\d{1,9}([.,]\d{1,4})?$/

/** Whether a text is a count of seats, or empty. */
export const isSeatCount = (text: string): boolean => /^\d{0,7}$/.test(text.trim())

function countsOf(typed: Readonly<Record<string, string>>): Record<string, number> {
  const given = Object.entries(typed).filter(([, text]) => text.trim() !== '' && isSeatCount(text))
  return Object.fromEntries(given.map(([id, text]) => [id, Number(text)]))
}

const typedOf = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).map(([id, count]) => [id, String(count)]))

/** The question as it is asked: replacements of which both products are chosen. */
export function planOf(draft: PlanDraft): PlanInput {
  const textOf = (value: string) => (value.trim() === '' ? null : value.trim())
  const reserve = countsOf(draft.reserve)
  return PlanInput.parse({
    rules: draft.rules,
    grades: draft.grades,
    idleDays: draft.idleDays,
    graceDays: draft.graceDays,
    scope: {
      department: textOf(draft.department),
      country: textOf(draft.country),
      groupId: textOf(draft.groupId),
      skuId: textOf(draft.product),
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
    reserve: Object.keys(reserve).length === 0 ? null : reserve,
    floors: countsOf(draft.floors),
    horizon: textOf(draft.horizon),
  })
}

/** The controls as they stand for a saved plan. */
export function draftOf(plan: PlanInput): PlanDraft {
  const { moves, scope, allBut, horizon, ...days } = plan
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
    product: scope.skuId ?? '',
    rules: planRules.filter(rule => plan.rules.includes(rule)),
    grades: plan.grades,
    reserve: typedOf(plan.reserve ?? {}),
    floors: typedOf(plan.floors),
  }
}
