import type { SavingsSummary } from '../../electron/contract/savings/answers.ts'
import type { LastUse, UsedSeats } from '../../electron/contract/savings/last-use.ts'

/** A tenant with prices, in which 54 seats are not needed. */
export function savingsSummary(changes: Partial<SavingsSummary> = {}): SavingsSummary {
  const money = [{ currency: 'EUR', amount: 23_328 }]
  const none = { seats: 0, money: [] }
  return {
    judgedDay: '2026-11-23',
    settings: { idleDays: 90, graceDays: 30, leaverDays: 14, fitPercent: 90, reserve: {}, leadDays: 14 },
    exposure: { seats: 54, money },
    toLookInto: { seats: 3, money: [] },
    leftOut: { seats: 0, money: [], exclusions: 0 },
    rules: [{ rule: 'R5', certain: none, strong: { seats: 54, money }, weak: { seats: 3, money: [] } }],
    lines: [],
    priced: 1,
    paid: 2,
    reports: [],
    demand: { seats: 0, now: 0, after: 0, money: [], unpriced: 0 },
    keptOut: { products: [], resourceAccounts: 0 },
    ...changes,
  }
}

/** E3 with seats on both sides of 90 days and of 60; nobody knows whether Power BI is used. */
export function lastUse(e3 = 'e3'): LastUse {
  const seats = (state: UsedSeats['state'], days: number | null, amount: number, isOpen = true) => ({
    state,
    days,
    isOpen,
    seats: amount,
  })
  return {
    asOf: '2026-11-21',
    settings: savingsSummary().settings,
    products: [
      {
        skuId: e3,
        productName: 'Microsoft 365 E3',
        isPaid: true,
        used: [
          seats('date', 0, 1000),
          seats('date', 7, 40),
          seats('date', 64, 5),
          seats('date', 89, 3),
          seats('date', 90, 2),
          seats('date', 180, 7),
          seats('activation', 100, 1),
          seats('none_on_record', null, 11),
          seats('none_on_record', null, 4, false),
          seats('not_measured', null, 6),
        ],
      },
      {
        skuId: 'pbi',
        productName: 'Power BI Pro',
        isPaid: true,
        used: [seats('not_measured', null, 30)],
      },
      { skuId: 'free', productName: 'Power Automate Free', isPaid: false, used: [seats('date', 0, 500)] },
    ],
  }
}
