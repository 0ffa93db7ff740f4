import { expect, test } from 'vitest'
import type { Product } from '../../../electron/core/savings/facts/products.ts'
import { evaluateMove, type Move } from '../../../electron/core/savings/plan/evaluate.ts'
import type { Holder } from '../../../electron/core/savings/plan/read-people.ts'
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
}
/** A hundred products beside the suite; each third one gives Teams. */
const others = Array.from({ length: 100 }, (_, place) =>
  product(`other${place}`, place % 3 === 0 ? plan('TEAMS1') : plan(`BLIND${place}`)),
)

function holder(place: number): Holder {
  return {
    userId: `u${place}`,
    department: null,
    country: null,
    combination: JSON.stringify({ off: [], others: [{ sku: `other${place}`, off: [] }] }),
    measured: -1,
    idle: Array.from({ length: 15 }, () => 1),
    usesDesktop: false,
    mailboxByte: 0,
    hasArchive: false,
    oneDriveByte: 0,
    seatAge: 900,
  }
}

test('what a product loses is asked once for each way of holding it, whatever else is held beside it', () => {
  const asked: string[] = []
  const products = new Map([suite, small, ...others].map(one => [one.skuId, one]))
  const moved = evaluateMove(
    move,
    others.map((_, place) => holder(place)),
    products,
    createLadder(),
    ({ name }) => {
      asked.push(name)
      return name === 'INTUNE_A'
    },
    { idleDays: 90, graceDays: 30 },
    text => JSON.parse(text),
  )
  // A statement is about what no report shows.
  expect(asked).toEqual(['MCOEV', 'INTUNE_A'])
  expect(moved.slice(0, 2).map(({ loses, blind }) => ({ loses, blind }))).toEqual([
    { loses: [], blind: ['MCOEV'] },
    { loses: ['TEAMS1'], blind: ['MCOEV'] },
  ])
})
