import { isCurrency } from '../../../../electron/contract/entry/currency.ts'
import type { PriceInput, PriceList } from '../../../../electron/contract/savings/inputs.ts'
import { PlanInput } from '../../../../electron/contract/savings/plan.ts'

/** The rules whose candidates a plan can give back, and how sure these can be. */
export const planRules = ['R1', 'R2', 'R3', 'R4', 'R5', 'R6', 'R7', 'R8'] as const
export const planGrades = ['certain', 'strong', 'weak'] as const
export type PlanRule = (typeof planRules)[number]
export type PlanGrade = (typeof planGrades)[number]

/** A replacement while it is edited; empty where nothing is chosen yet. */
export type DraftMove = {
  key: string
  from: string
  to: string
  amount: string
  currency: string
  per: PriceInput['per']
}

/** Which plans that no report shows nobody uses: as it was stated, all, only some, or all but some. */
export const blindChoices = ['stated', 'all', 'only', 'allBut'] as const
export type BlindChoice = (typeof blindChoices)[number]

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
  blind: BlindChoice
  /** The plans that `blind` is about, by their names. */
  blindPlans: readonly string[]
  rules: readonly PlanRule[]
  grades: readonly PlanGrade[]
  /** Seats by product, and by subscription, as they were typed; empty takes what is stored. */
  reserve: Readonly<Record<string, string>>
  floors: Readonly<Record<string, string>>
}

/** The currency that is offered first: that of the entered prices. */
export const usualCurrency = ({ prices }: PriceList): string => prices[0]?.currency ?? 'EUR'

export const newMove = (currency: string): DraftMove => ({
  key: crypto.randomUUID(),
  from: '',
  to: '',
  amount: '',
  currency,
  per: 'month',
})

export function newDraft(days: { idleDays: number; graceDays: number }, currency: string): PlanDraft {
  return {
    ...days,
    moves: [newMove(currency)],
    department: '',
    country: '',
    groupId: '',
    horizon: '',
    product: '',
    blind: 'stated',
    blindPlans: [],
    rules: [],
    grades: ['certain', 'strong'],
    reserve: {},
    floors: {},
  }
}

const amountPattern = /^\d{1,9}([.,]\d{1,4})?$/
const dayPattern = /^\d{4}-\d{2}-\d{2}$/

/** What is wrong with the price of a replacement, which then counts at the stored one. */
export function priceProblem({ amount, currency }: DraftMove): 'badAmount' | 'badCurrency' | null {
  if (amount.trim() === '') return null
  if (!amountPattern.test(amount.trim())) return 'badAmount'
  return isCurrency(currency) ? null : 'badCurrency'
}

/** Whether a text is a day, or empty. */
export const isDay = (text: string): boolean => text === '' || dayPattern.test(text)

/** Whether a text is a count of seats, or empty. */
export const isSeatCount = (text: string): boolean => /^\d{0,7}$/.test(text.trim())

function countsOf(typed: Readonly<Record<string, string>>): Record<string, number> {
  const given = Object.entries(typed).filter(([, text]) => text.trim() !== '' && isSeatCount(text))
  return Object.fromEntries(given.map(([id, text]) => [id, Number(text)]))
}

const typedOf = (counts: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(counts).map(([id, count]) => [id, String(count)]))

/** The question as it is asked: replacements of which both products are chosen, and what is typed whole. */
export function planOf(draft: PlanDraft): PlanInput {
  const textOf = (value: string) => (value.trim() === '' ? null : value.trim())
  const reserve = countsOf(draft.reserve)
  const allBut = draft.blind === 'allBut' ? draft.blindPlans : null
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
      .map(move => ({ from: move.from, to: move.to, price: priceOf(move) })),
    unused: draft.blind === 'only' ? draft.blindPlans : [],
    allBut: draft.blind === 'all' ? [] : allBut,
    reserve: Object.keys(reserve).length === 0 ? null : reserve,
    floors: countsOf(draft.floors),
    horizon: isDay(draft.horizon) ? textOf(draft.horizon) : null,
  })
}

function priceOf(move: DraftMove): PlanInput['moves'][number]['price'] {
  const amount = move.amount.trim()
  if (amount === '' || priceProblem(move) !== null) return null
  return { amount: amount.replace(',', '.'), currency: move.currency, per: move.per }
}

/** The controls as they stand for a saved plan. */
export function draftOf(plan: PlanInput, currency: string): PlanDraft {
  const { moves, scope, allBut, unused, horizon, idleDays, graceDays } = plan
  return {
    moves:
      moves.length === 0
        ? [newMove(currency)]
        : moves.map(({ from, to, price }) => ({
            key: crypto.randomUUID(),
            from,
            to,
            amount: price?.amount ?? '',
            currency: price?.currency ?? currency,
            per: price?.per ?? 'month',
          })),
    department: scope.department ?? '',
    country: scope.country ?? '',
    groupId: scope.groupId ?? '',
    idleDays,
    graceDays,
    horizon: horizon ?? '',
    ...blindOf(unused, allBut),
    product: scope.skuId ?? '',
    rules: planRules.filter(rule => plan.rules.includes(rule)),
    grades: plan.grades,
    reserve: typedOf(plan.reserve ?? {}),
    floors: typedOf(plan.floors),
  }
}

function blindOf(
  unused: readonly string[],
  allBut: readonly string[] | null,
): Pick<PlanDraft, 'blind' | 'blindPlans'> {
  if (allBut !== null) return { blind: allBut.length === 0 ? 'all' : 'allBut', blindPlans: allBut }
  return { blind: unused.length === 0 ? 'stated' : 'only', blindPlans: unused }
}
