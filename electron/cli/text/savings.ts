import { addMoney } from '../../contract/savings/add-money.ts'
import type { Money, SavingsFigure, SavingsSummary, TrustLine } from '../../contract/savings/answers.ts'
import { printable } from './width.ts'

const ruleNames: Readonly<Record<string, string>> = {
  R1: 'Disabled accounts',
  R2: 'Shared mailboxes',
  R3: 'Redundant licenses',
  R4: 'Nothing on record',
  R5: 'Idle',
  R6: 'Guests',
  R7: 'Unused products',
  R8: 'A smaller product would do',
  P1: 'Unassigned seats',
}

/** The name of a rule as people read it. */
export function ruleName(rule: string): string {
  return ruleNames[rule] ?? rule
}

/** Money as a list, one amount per currency; nothing where there are no prices. */
export function moneyText(money: readonly Money[]): string {
  return money
    .map(
      ({ currency, amount }) =>
        `${new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay: 'code' }).format(amount)}`,
    )
    .join(' + ')
    .replaceAll(' ', ' ')
}

function figureText({ seats, money }: SavingsFigure): string {
  const amount = moneyText(money)
  return amount === '' ? `${seats} seats` : `${seats} seats, ${amount} a year`
}

/** The head of the savings as lines of text. */
export function savingsText(summary: SavingsSummary): string {
  const { exposure, toLookInto, leftOut, rules, lines, priced, paid, settings, judgedDay } = summary
  if (judgedDay === null) return 'Nothing was judged yet: run a sync first.'
  const found = rules.flatMap(({ rule, certain, strong, weak }) => {
    const sure = certain.seats + strong.seats
    if (sure + weak.seats === 0) return []
    const money = moneyText(addMoney([...certain.money, ...strong.money]))
    return [
      `  ${`${rule}  ${ruleName(rule)}`.padEnd(34)}${String(sure).padStart(7)} sure${String(weak.seats).padStart(7)} to look into  ${money}`,
    ]
  })
  const sumOf = (key: 'unassigned' | 'freeAfter') => lines.reduce((sum, line) => sum + line[key], 0)
  const unsafe = lines
    .filter(
      line =>
        line.assigned !==
        line.certain + line.strong + line.weak + line.inUse + line.tooNew + line.leftOut + line.notJudged,
    )
    .map(
      ({ productName }) => `  The classes of ${printable(productName)} do not add up to its assigned seats.`,
    )
  return [
    `Possible savings: ${figureText(exposure)}.`,
    `To look into: ${figureText(toLookInto)}. Left out: ${figureText(leftOut)} by ${leftOut.exclusions} exclusions.`,
    `Reassignable: ${sumOf('unassigned')} seats now, ${sumOf('freeAfter')} after removing what is certain and strong.`,
    ...demandText(summary),
    ...keptOutText(summary),
    `Idle means ${settings.idleDays} days without use; seats younger than ${settings.graceDays} days are too new. As of ${judgedDay}.`,
    priced === paid
      ? ''
      : `${priced} of ${paid} products have a price. Set one: m365-connector price SPE_E3 36 EUR`,
  ]
    .filter(line => line !== '')
    .concat('', found, unsafe, ...freePoolText(lines))
    .join('\n')
}

/** One product of a kind, and several. */
const kindNames: Readonly<Record<string, readonly [string, string]>> = {
  free: ['free product', 'free products'],
  trial: ['trial', 'trials'],
  capacity: ['product of the whole company', 'products of the whole company'],
  device: ['product for rooms and devices', 'products for rooms and devices'],
}

const counted = (count: number, [one, several]: readonly [string, string]) =>
  `${count} ${count === 1 ? one : several}`

/** What no rule looks at; nothing where there is nothing. */
function keptOutText({ keptOut: { products, resourceAccounts } }: SavingsSummary): string[] {
  const parts = [
    ...products.map(
      ({ kind, products: count, seats }) =>
        `${counted(count, kindNames[kind] ?? [kind, kind])} (${counted(seats, ['seat', 'seats'])} assigned)`,
    ),
    ...(resourceAccounts === 0
      ? []
      : [counted(resourceAccounts, ['account of a room or phone', 'accounts of rooms and phones'])]),
  ]
  return parts.length === 0 ? [] : [`Left out by themselves: ${parts.join(', ')}.`]
}

/** Asks about products with very many unused seats and no price, until somebody answers. */
function freePoolText(lines: readonly TrustLine[]): string[] {
  return lines.flatMap(({ looksFree, productName, partNumber, bought, assigned }) =>
    looksFree
      ? [
          `Looks like a free pool? ${printable(productName)}: ${bought ?? 0} seats, ${assigned} assigned. If it is, enter its price: m365-connector price ${printable(partNumber)} 0 EUR. If not: m365-connector savings --not-free ${printable(partNumber)}`,
        ]
      : [],
  )
}

/** What is asked for, and what of it needs no purchase; nothing where nothing is asked for. */
function demandText({ demand, lines }: SavingsSummary): string[] {
  const { seats, now, after, money, unpriced } = demand
  if (seats === 0) return []
  const of = (count: (line: TrustLine) => number) => lines.reduce((sum, line) => sum + count(line), 0)
  const waiting = of(line => line.demand.waiting)
  const joiners = of(line => line.demand.joiners)
  const parts = `${waiting} waiting, ${of(({ over }) => over)} over-assigned, ${joiners} joiners`
  const text = moneyText(money)
  const avoided = [
    ...(text === '' ? [] : [`${text} a year`]),
    ...(unpriced === 0 ? [] : [`${unpriced} seats without a price`]),
  ].join(' and ')
  return [
    `Needed: ${seats} seats (${parts}). Without buying: ${now} now, ${after} after removing; to buy: ${seats - after}.`,
    ...(avoided === '' ? [] : [`Purchases avoided by reassigning: ${avoided}.`]),
  ]
}
