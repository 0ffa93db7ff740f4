import { mix, unit } from '../random.ts'
import type { Day } from './calendar.ts'
import { kindOf } from './identity.ts'
import { bitsOf, sku } from './products.ts'
import { createdDay, pastEnd, type World } from './world.ts'

const bit = (number: number): number => 1 << number

/** Days before the anchor on which the tenant bought Copilot, and gave it to its three groups of people. */
export const copilotBought = 305
const copilotWaves: readonly (readonly [share: number, daysBefore: number])[] = [
  [0.25, 300],
  [0.6, 190],
  [1, 75],
]

/** The weekend on which a subsidiary went from Office 365 E3 with EMS to Microsoft 365 E3. */
export const migrationBefore = 120

/** Another main product that a person had until a day. */
type MainChange = { readonly product: number; readonly before: number; readonly day: Day }

function mainChange(world: World, index: number, present: number): MainChange | null {
  const share = unit(world.seed, 301, index)
  const within = (days: number) => pastEnd(world) - 3 - (mix(world.seed, 302, index) % days)
  const change = (product: number, before: number, day: Day) =>
    createdDay(world, index) < day ? { product, before, day } : null
  if ((present & bit(sku.e3)) !== 0) {
    const suite = unit(world.seed, 303, index) < 0.7 ? bit(sku.mobilityE5) : 0
    if (share < 0.13) return change(sku.e3, bit(sku.officeE3) | suite, world.anchor - migrationBefore)
    return share < 0.17 ? change(sku.e3, bit(sku.e5), within(200)) : null
  }
  const upgraded = (present & bit(sku.e5)) !== 0 && share < 0.05
  return upgraded ? change(sku.e5, bit(sku.e3), within(300)) : null
}

const givenAtAnyTime = new Set<number>([
  sku.powerBiPro,
  sku.visio,
  sku.project,
  sku.phone,
  sku.flowFree,
  sku.fabricFree,
])

/**
 * The day on which a product came to a person of a tenant with a past, never before the account.
 *
 * @param present what the person holds today, as bits
 */
export function cameDay(world: World, index: number, product: number, present: number): Day {
  const created = createdDay(world, index)
  const change = mainChange(world, index, present)
  if (change?.product === product) return change.day
  if (product === sku.copilot) {
    const share = unit(world.seed, 304, index)
    const [, before = 0] = copilotWaves.find(([limit]) => share < limit) ?? []
    return Math.max(created, world.anchor - before + (mix(world.seed, 305, index) % 3))
  }
  const isLater = givenAtAnyTime.has(product) && unit(world.seed, 310 + product, index) < 0.25
  if (isLater) return Math.max(created, pastEnd(world) - 1 - (mix(world.seed, 306 + product, index) % 350))
  return created
}

/**
 * What a person held on a day of the past, as bits: what had come by then, and what they have lost since.
 *
 * @param present what the person holds today, as bits
 */
export function maskOn(world: World, index: number, day: Day, present: number): number {
  if (!world.hasPast || kindOf(world, index) !== 'member') return present
  let mask = 0
  for (const product of bitsOf(present)) {
    if (day >= cameDay(world, index, product, present)) mask |= bit(product)
  }
  if (day < createdDay(world, index)) return mask
  const change = mainChange(world, index, present)
  if (change !== null && day < change.day) mask |= change.before
  return day < visioLostDay(world, index, present) ? mask | bit(sku.visio) : mask
}

/** Some gave their Visio back; day 0 for all others. */
function visioLostDay(world: World, index: number, present: number): Day {
  const hasSuite = (present & (bit(sku.e5) | bit(sku.e3) | bit(sku.officeE3))) !== 0
  const had = hasSuite && (present & bit(sku.visio)) === 0 && unit(world.seed, 307, index) < 0.03
  return had ? pastEnd(world) - 1 - (mix(world.seed, 308, index) % 300) : 0
}
