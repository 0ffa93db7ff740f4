import type { SavingsSummary } from '../../electron/contract/savings/answers.ts'

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
    ...changes,
  }
}
