import { z } from 'zod'
import type { Evidence } from '../../../contract/savings/evidence.ts'
import type { Reader } from '../../database/ports.ts'
import { sql } from '../../database/sql.ts'
import { bitOf } from '../facts/bits.ts'
import { readProducts } from '../facts/products.ts'
import { readLadder } from '../products/own-rungs.ts'
import { type Plan, witnessApps, witnessesOf } from '../products/plan-kinds.ts'
import { downgrades, lossOf, readTargets, type Target, targetsOf } from '../rules/downgrades.ts'
import { readStatements } from '../statements.ts'
import type { Fit } from './fit-signals.ts'
import type { CardSeat } from './seat.ts'
import { readHeldPlans } from './seat-plans.ts'
import type { Signal } from './signal.ts'

type Smaller = Evidence['smaller'][number]
type Reason = Smaller['reasons'][number]

const asked: readonly string[] = ['light', 'frontline', 'unusedPlans']
const giga = 1024 ** 3
const Named = z.object({ name: z.string().nullable() })

/**
 * Of a seat in use that no rule claims: why each smaller product with a price would not do. What nobody
 * measured is said so.
 *
 * @param day `YYYY-MM-DD`, whose prices count
 */
export function smallerOf(
  reader: Reader,
  seat: CardSeat,
  signals: readonly Signal[],
  read: () => Fit,
  fitPercent: number,
  day: string,
): Smaller[] {
  const isAsked =
    seat.class === 'in_use' &&
    seat.rule === null &&
    seat.account_enabled !== 0 &&
    downgrades.some(
      ({ from, test }) => asked.includes(test) && from !== 'suites' && from.includes(seat.part_number),
    )
  if (!isAsked) return []
  const products = readProducts(reader, day)
  const product = products.find(({ skuId }) => skuId === seat.skuId)
  if (product === undefined) return []
  const targets = targetsOf({ product }, readTargets(reader, products, day)).filter(({ target }) =>
    asked.includes(target.test),
  )
  if (targets.length === 0) return []
  const [own, others] = readHeldPlans(reader, seat)
  const known = read()
  const ladder = readLadder(reader)
  const isUnused = readStatements(reader)
  return targets.flatMap(({ target }) => {
    const loss = lossOf(ladder, { on: own }, [{ on: others }], target, isUnused)
    const reasons = [
      ...(target.test === 'unusedPlans' ? [] : storageReasons(target, known, fitPercent / 100)),
      ...useReasons(own, loss.witnesses, signals),
      ...(target.test === 'unusedPlans' && loss.blind.length > 0
        ? [reasonOf('loses', { plans: loss.blind.map(({ friendlyName }) => friendlyName) })]
        : []),
    ]
    return reasons.length === 0 ? [] : [{ product: nameOf(reader, target), reasons }]
  })
}

const reasonOf = (kind: Reason['kind'], rest: Partial<Reason> = {}): Reason => ({
  ...{ kind, size: null, limit: null, plans: [] },
  ...rest,
})

function storageReasons({ mailboxGb, oneDriveGb }: Target, fit: Fit, share: number): Reason[] {
  const stored = (kind: 'mailbox' | 'oneDrive', size: number | null, limit: number): Reason[] =>
    size !== null && size > limit * share ? [reasonOf(kind, { size, limit })] : []
  const isKnown = Object.values(fit).every(value => value !== null)
  return [
    ...(fit.usesDesktop === true ? [reasonOf('desktop')] : []),
    ...(fit.isActivated === true ? [reasonOf('activated')] : []),
    ...stored('mailbox', fit.mailbox, mailboxGb * giga),
    ...stored('oneDrive', fit.oneDrive, oneDriveGb * giga),
    ...(fit.hasArchive === true ? [reasonOf('archive')] : []),
    ...(isKnown ? [] : [reasonOf('unknown')]),
  ]
}

/** The plans that would be lost and that are used, or of which that is not known. */
function useReasons(own: readonly Plan[], witnesses: number, signals: readonly Signal[]): Reason[] {
  const lostApps = witnessApps.filter(app => (witnesses & bitOf(app)) !== 0)
  const stateOf = (app: string) => signals.find(({ key }) => key === `app:${app}`)
  const used = lostApps.filter(app => stateOf(app)?.days != null)
  const isOpen = lostApps.some(app => stateOf(app)?.speaks === 'unknown')
  const plans = own.filter(plan => witnessesOf(plan).some(app => used.includes(app)))
  return [
    ...(plans.length === 0
      ? []
      : [reasonOf('loses', { plans: plans.map(({ friendlyName }) => friendlyName) })]),
    ...(isOpen ? [reasonOf('unknown')] : []),
  ]
}

/** The tenant need not have the smaller product. */
function nameOf(reader: Reader, { skuId, to }: Target): string {
  const found = reader.first(
    Named,
    sql`select coalesce((select product_name from v_licenses where sku_id = ${skuId}),
      (select display_name from product_name where sku_id = ${skuId})) as name`,
  )
  return found?.name ?? to
}
