import type { Reader, Writer } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { bitsOf } from '../facts/bits.ts'
import type { Combinations } from '../facts/combinations.ts'
import type { Pattern } from '../facts/patterns.ts'
import { type Product, shippedPlans } from '../facts/products.ts'
import { productPrices } from '../money/product-prices.ts'
import { lostPlans } from '../products/coverage.ts'
import { isBelow, type Ladder, rungName } from '../products/ladder.ts'
import { isCosmetic, isExchangePlan, type Plan, witnessesIn, witnessesOf } from '../products/plan-kinds.ts'

/** What a person must be like for a smaller product to do, see {@link downgrades}. */
export type DowngradeTest = 'light' | 'frontline' | 'unusedPlans' | 'sharedMailbox' | 'mailOnly'

type Downgrade = {
  /** Part numbers; or every product that gives a mailbox and something else whose use is shown. */
  readonly from: readonly string[] | 'suites'
  readonly to: string
  readonly test: DowngradeTest
  /** How much the target's mailbox and OneDrive hold, in GB of 1,024³ bytes. */
  readonly mailboxGb: number
  readonly oneDriveGb: number
}

const e3 = ['SPE_E3', 'ENTERPRISEPACK']
const tera = 1024

/** Which product can take the place of which. */
export const downgrades: readonly Downgrade[] = [
  { from: e3, to: 'STANDARDPACK', test: 'light', mailboxGb: 50, oneDriveGb: tera },
  { from: e3, to: 'O365_BUSINESS_ESSENTIALS', test: 'light', mailboxGb: 50, oneDriveGb: tera },
  { from: e3, to: 'SPE_F1', test: 'frontline', mailboxGb: 2, oneDriveGb: 2 },
  { from: ['SPE_E5'], to: 'SPE_E3', test: 'unusedPlans', mailboxGb: 100, oneDriveGb: tera },
  {
    from: ['ENTERPRISEPREMIUM'],
    to: 'ENTERPRISEPACK',
    test: 'unusedPlans',
    mailboxGb: 100,
    oneDriveGb: tera,
  },
  { from: 'suites', to: 'EXCHANGEENTERPRISE', test: 'sharedMailbox', mailboxGb: 100, oneDriveGb: 0 },
  { from: 'suites', to: 'EXCHANGESTANDARD', test: 'mailOnly', mailboxGb: 50, oneDriveGb: 0 },
  { from: 'suites', to: 'EXCHANGEDESKLESS', test: 'mailOnly', mailboxGb: 2, oneDriveGb: 0 },
]

/** A smaller product with its plans and the year's price of a seat. */
export type Target = Downgrade & {
  readonly skuId: string
  readonly plans: readonly Plan[]
  readonly cost: { readonly sum: number; readonly currency: string }
}

/** The smaller products that have a price on a day; the tenant need not have them. */
export function readTargets(reader: Reader, products: readonly Product[], day: string): Target[] {
  const priceOf = productPrices(reader, day)
  return downgrades.flatMap(downgrade => {
    const own = products.find(({ partNumber }) => partNumber === downgrade.to)
    const found = own ?? shippedPlans(reader, downgrade.to)
    if (found === null || found === undefined) return []
    const cost = priceOf(found.skuId)
    return cost === null ? [] : [{ ...downgrade, skuId: found.skuId, plans: found.plans, cost }]
  })
}

/** Whether a downgrade is about a product, as far as that follows from what the product is. */
export function isFrom({ from }: Pick<Downgrade, 'from'>, { partNumber, plans }: SuiteFacts): boolean {
  if (from !== 'suites') return from.includes(partNumber)
  const shownBy = witnessesIn(plans)
  return plans.some(isExchangePlan) && plans.some(plan => shownBy(plan).some(app => app !== 'exchange'))
}

type SuiteFacts = Pick<Product, 'partNumber' | 'plans'>

/** What a downgrade takes away from somebody who holds certain products in certain ways. */
export type Loss = {
  /** Plans that are lost and that no report shows and nobody has said to be unused. */
  readonly blind: readonly Plan[]
  /** Apps whose use stands against the downgrade, as bits: their plans are lost without a lower rung. */
  readonly witnesses: number
}

/**
 * What is lost where the target takes the place of a product, beside the other products of the person. The
 * cosmetic companions of a suite are no loss, nor are the rungs of mail, files and Office whose lower one the
 * target has: those are judged by what is stored and used.
 *
 * @param isUnused whether a plan that no report shows was stated to be unused
 */
export function lossOf(
  ladder: Ladder,
  from: Pick<Pattern, 'on'>,
  others: readonly Pick<Pattern, 'on'>[],
  target: Target,
  isUnused: (plan: Plan) => boolean,
): Loss {
  const remaining = [...target.plans, ...others.flatMap(({ on }) => on)]
  const lost = lostPlans(ladder, from.on, remaining).filter(plan => !isCosmetic(plan))
  const hasLower = (plan: Plan) =>
    target.plans.some(({ name }) => isBelow(ladder, rungName(name), rungName(plan.name)))
  return {
    blind: lost.filter(plan => witnessesOf(plan).length === 0 && !isUnused(plan)),
    witnesses: bitsOf(lost.filter(plan => !hasLower(plan)).flatMap(plan => [...witnessesOf(plan)])),
  }
}

/**
 * Makes the table `temp.downgrade`: for each way of holding a product, beside each set of other products
 * that people hold, what each target would take away. Answers whether there is anything in it.
 */
export function enterDowngrades(
  writer: Writer,
  combinations: Combinations,
  targets: readonly Target[],
  ladder: Ladder,
  isUnused: (plan: Plan) => boolean,
): boolean {
  writer.script(`
    drop table if exists temp.downgrade;
    create temp table downgrade (
      combination text not null, pattern_id integer not null, target_sku_id text not null, test text not null,
      blind integer not null, witnesses integer not null, saving integer not null,
      mailbox_byte integer not null, onedrive_byte integer not null,
      primary key (combination, pattern_id, target_sku_id, test)) strict, without rowid`)
  const rows = [...combinations].flatMap(([combination, held]) =>
    held.flatMap(pattern =>
      targetsOf(pattern, targets).map(({ target, saving }) => {
        const others = held.filter(({ id }) => id !== pattern.id)
        const loss = lossOf(ladder, pattern, others, target, isUnused)
        return {
          combination,
          pattern: pattern.id,
          target: target.skuId,
          test: target.test,
          saving,
          blind: loss.blind.length,
          witnesses: loss.witnesses,
          mailbox: target.mailboxGb * 1024 ** 3,
          oneDrive: target.oneDriveGb * 1024 ** 3,
        }
      }),
    ),
  )
  writer.run(sql`
    insert into temp.downgrade (combination, pattern_id, target_sku_id, test, blind, witnesses, saving, mailbox_byte, onedrive_byte)
    select value ->> 'combination', value ->> 'pattern', value ->> 'target', value ->> 'test', value ->> 'blind',
      value ->> 'witnesses', value ->> 'saving', value ->> 'mailbox', value ->> 'oneDrive'
    from json_each(${JSON.stringify(rows)}) where true
    on conflict do nothing`)
  return rows.length > 0
}

/** The targets that cost less than the product of a pattern, with what a year saves. */
export function targetsOf(
  { product }: Pick<Pattern, 'product'>,
  targets: readonly Target[],
): { target: Target; saving: number }[] {
  return targets
    .filter(target => isFrom(target, product) && target.skuId !== product.skuId)
    .flatMap(target => {
      const saving = savingOf(product, target)
      return saving === null || saving <= 0 ? [] : [{ target, saving }]
    })
}

/** The difference of the years' prices; null where either is unknown or the currencies differ. */
function savingOf({ cost }: Product, target: Target): number | null {
  return cost === null || cost.currency !== target.cost.currency ? null : cost.sum - target.cost.sum
}
