import type { PlanAnswer } from '../../../electron/contract/savings/plan.ts'
import type { showSavings } from './support.tsx'

const product = (skuId: string, name: string, kind = 'paid') => ({
  skuId,
  partNumber: name,
  name,
  kind,
  bought: kind === 'paid' ? 100 : null,
  subscriptions:
    kind === 'paid'
      ? [
          {
            subscriptionId: 's1',
            seats: 40,
            nextDay: '2027-06-30',
            guess: null,
            term: null,
            channel: null,
            minLicenses: 20,
          },
        ]
      : [],
})
const dollars = {
  skuId: 'e1',
  subscriptionId: null,
  amount: '9',
  currency: 'USD',
  per: 'month' as const,
  validFrom: null,
  validTo: null,
  note: null,
}
export const eur = (amount: number) => [{ currency: 'EUR', amount }]
const nothing: PlanAnswer = {
  moves: [],
  totals: {
    all: { seats: 0, money: [] },
    withoutLosers: { seats: 0, money: [] },
    clean: { seats: 0, money: [] },
  },
  removed: { seats: 0, money: [] },
  exposure: { before: { seats: 0, money: [] }, after: { seats: 0, money: [] } },
  products: [],
  people: [],
  consolidation: [],
}
export const answer: PlanAnswer = {
  ...nothing,
  moves: [
    {
      from: 'e3',
      to: 'e1',
      fromName: 'Microsoft 365 E3',
      toName: 'Office 365 E1',
      people: 4,
      leaving: 2,
      loses: 1,
      blocked: 1,
      unknown: 1,
      buy: 4,
      perSeat: { currency: 'EUR', amount: 312 },
    },
  ],
  totals: {
    all: { seats: 4, money: eur(1248) },
    withoutLosers: { seats: 2, money: eur(624) },
    clean: { seats: 1, money: eur(312) },
  },
  exposure: { before: { seats: 30, money: eur(12_960) }, after: { seats: 12, money: eur(5184) } },
  products: [
    {
      skuId: 'e3',
      name: 'Microsoft 365 E3',
      bought: 100,
      before: 82,
      after: 70,
      buy: 0,
      exposureBefore: { seats: 30, money: eur(12_960) },
      exposureAfter: { seats: 12, money: eur(5184) },
      byDate: [
        {
          subscriptionId: 's1',
          day: '2027-06-30',
          before: { seats: 5, money: eur(2160) },
          after: { seats: 15, money: [...eur(6480), { currency: 'USD', amount: 12.5 }] },
          openBefore: { seats: 9, money: [] },
          openAfter: { seats: 0, money: [] },
        },
        {
          subscriptionId: 's2',
          day: null,
          before: { seats: 0, money: [] },
          after: { seats: 1, money: eur(312) },
          openBefore: { seats: 1, money: [] },
          openAfter: { seats: 1, money: eur(432) },
        },
      ],
    },
    {
      skuId: 'e1',
      name: 'Office 365 E1',
      bought: 0,
      before: 0,
      after: 4,
      buy: 4,
      exposureBefore: { seats: 0, money: [] },
      exposureAfter: { seats: 0, money: [] },
      byDate: [],
    },
  ],
  people: [
    {
      userId: 'kim',
      name: 'Kim',
      fromName: 'Microsoft 365 E3',
      verdict: 'loses',
      loses: ['desktop apps'],
      blocked: [],
      unknown: [],
      blind: [],
    },
  ],
}

/** What the planner asks, of a tenant with two products. */
export const answers: Parameters<typeof showSavings>[1] = {
  'savings.prices': () => ({
    prices: [dollars],
    products: [product('e3', 'Microsoft 365 E3'), product('e1', 'Office 365 E1', 'target')],
  }),
  'savings.statements': () => ({
    unused: [],
    allBut: null,
    marks: [],
    plans: [],
    departments: ['Sales'],
    jobTitles: [],
  }),
  'savings.planChoices': () => ({
    departments: ['Sales'],
    countries: ['DE', 'FR'],
    groups: [{ groupId: 'g1', users: 1200, products: ['Microsoft 365 E3'] }],
  }),
  'savings.plan': ({ plan }) => ((plan.moves ?? []).length === 0 ? nothing : answer),
}
