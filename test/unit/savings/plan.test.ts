import { expect, test } from 'vitest'
import type { Product } from '../../../electron/core/savings/facts/products.ts'
import { evaluateMove, type Move, type Replacements } from '../../../electron/core/savings/plan/evaluate.ts'
import { type Holder, type Holders, placesOf } from '../../../electron/core/savings/plan/read-people.ts'
import { createLadder } from '../../../electron/core/savings/products/ladder.ts'
import type { Plan } from '../../../electron/core/savings/products/plan-kinds.ts'

const plan = (name: string): Plan => ({ id: name.toLowerCase(), name, friendlyName: name })

function product(skuId: string, ...plans: Plan[]): Product {
  return {
    skuId,
    partNumber: skuId,
    kind: 'paid',
    isLive: true,
    isEnabled: true,
    bought: null,
    consumed: null,
    enabled: null,
    plans,
    prices: [],
    cost: null,
    subscriptions: [],
  }
}

const suite = product('suite', plan('EXCHANGE_S_ENTERPRISE'), plan('TEAMS1'), plan('MCOEV'), plan('INTUNE_A'))
const small = product('small', plan('EXCHANGE_S_STANDARD'))
const move: Move = {
  from: suite,
  target: { skuId: 'small', name: 'Small', plans: small.plans },
  perSeat: null,
  plannedCost: null,
}
/** A hundred products beside the suite; each third one gives Teams. */
const others = Array.from({ length: 100 }, (_, place) =>
  product(`other${place}`, place % 3 === 0 ? plan('TEAMS1') : plan(`BLIND${place}`)),
)

function holder(place: number, beside = [`other${place}`]): Holder {
  return {
    userId: `u${place}`,
    department: null,
    country: null,
    combination: JSON.stringify({ off: [], others: beside.map(sku => ({ sku, off: [] })) }),
    measured: -1,
    idle: Array.from({ length: 15 }, () => 1),
    usesDesktop: false,
    mailboxByte: 0,
    hasArchive: false,
    oneDriveByte: 0,
    seatAge: 900,
    isJustDisabled: false,
  }
}

const holders = (people: readonly Holder[]): Holders => ({ people, placeOf: placesOf(people) })

const plansOf = new Map([suite, small, ...others].map(({ skuId, plans }) => [skuId, plans]))
const replacements: Replacements = {
  moves: [move],
  ladder: createLadder(),
  plansOf: skuId => plansOf.get(skuId) ?? [],
  leavingOf: () => new Map(),
  isUnused: () => true,
  readCombination: text => JSON.parse(text),
}
const days = { idleDays: 90, graceDays: 30 }

test('what a product loses is asked once for each way of holding it, whatever else is held beside it', () => {
  const asked: string[] = []
  const isUnused = ({ name }: Plan) => {
    asked.push(name)
    return name === 'INTUNE_A'
  }
  const moved = evaluateMove(
    move,
    holders(others.map((_, place) => holder(place))),
    { ...replacements, isUnused },
    days,
  ).people
  // A statement is about what no report shows.
  expect(asked).toEqual(['MCOEV', 'INTUNE_A'])
  expect(moved.slice(0, 2).map(({ loses, blind }) => ({ loses, blind }))).toEqual([
    { loses: [], blind: ['MCOEV'] },
    { loses: ['TEAMS1'], blind: ['MCOEV'] },
  ])
})

test('what else the plan takes from a person keeps nothing of what they use', () => {
  const standing = (more: Partial<Replacements>, beside?: string[]) => {
    const [person] = evaluateMove(
      move,
      holders([holder(0, beside)]),
      { ...replacements, ...more },
      days,
    ).people
    return [person?.loses, person?.hasTarget]
  }
  const [other] = others
  if (other === undefined) throw new Error('There is no product beside the suite.')
  // The product beside the suite has Teams, until the plan gives it back or replaces it as well.
  expect(standing({})).toEqual([[], false])
  const gone = (target: string | null) => () => new Map([[0, new Map([['other0', target]])]])
  expect(standing({ leavingOf: gone(null) })).toEqual([['TEAMS1'], false])
  expect(standing({ leavingOf: gone('other3') })).toEqual([[], false])
  expect(standing({ leavingOf: gone('small') })).toEqual([['TEAMS1'], true])
  // Whoever gives the seat itself up for good is counted alone.
  const own = () => new Map([[0, new Map([['suite', null]])]])
  const { people, leaving } = evaluateMove(
    move,
    holders([holder(0), holder(1)]),
    { ...replacements, leavingOf: own },
    days,
  )
  expect([people.map(({ userId }) => userId), leaving]).toEqual([['u1'], 1])
  const second = { ...move, from: other }
  // One seat of the product that takes both places is enough: the first replacement brings it.
  expect(standing({ moves: [move, second] })).toEqual([['TEAMS1'], false])
  expect(standing({ moves: [second, move] })).toEqual([['TEAMS1'], true])
  expect(standing({}, ['small'])).toEqual([['TEAMS1'], true])
  const away = { ...move, from: small, target: { ...move.target, skuId: 'other1' } }
  expect(standing({ moves: [move, away] }, ['small'])).toEqual([['TEAMS1'], false])
})
