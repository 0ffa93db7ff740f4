import { at, mix, unit } from '../random.ts'
import { type Day, timeText } from './calendar.ts'
import { kindOf, profileShare } from './identity.ts'
import { cameDay, maskOn } from './past-licenses.ts'
import { bitsOf, sku } from './products.ts'
import { createdDay, type World } from './world.ts'

const bit = (number: number): number => 1 << number

/** Chance of each extra product for holders of the main products named. */
const extras: readonly {
  readonly product: number
  readonly of: readonly number[]
  readonly chance: number
}[] = [
  { product: sku.powerBiPro, of: [sku.e3, sku.officeE3], chance: 0.08 },
  // E5 already includes Power BI Pro's service plan: money spent twice.
  { product: sku.powerBiPro, of: [sku.e5], chance: 0.06 },
  { product: sku.officeE1, of: [sku.e3], chance: 0.02 },
  { product: sku.mobilityE5, of: [sku.officeE3], chance: 0.7 },
  { product: sku.entraP1, of: [sku.officeE1, sku.exchangePlan1], chance: 0.15 },
  { product: sku.visio, of: [sku.e5, sku.e3, sku.officeE3], chance: 0.055 },
  { product: sku.project, of: [sku.e5, sku.e3, sku.officeE3], chance: 0.045 },
  { product: sku.phone, of: [sku.e3], chance: 0.14 },
  { product: sku.phone, of: [sku.e5], chance: 0.02 },
  { product: sku.fabricFree, of: [sku.e3, sku.officeE3, sku.officeE1], chance: 0.22 },
  { product: sku.flowFree, of: [sku.e5, sku.e3, sku.officeE3, sku.officeE1], chance: 0.3 },
  { product: sku.fieldSuite, of: [sku.f3], chance: 0.2 },
  { product: sku.copilot, of: [sku.e5, sku.e3], chance: 0.12 },
]

/** The product that decides most of what a member can do, or -1. */
function mainProduct(share: number): number {
  if (share < 0.2) return sku.e5
  if (share < 0.56) return sku.e3
  if (share < 0.66) return sku.officeE3
  if (share < 0.75) return sku.officeE1
  if (share < 0.9) return sku.f3
  if (share < 0.93) return sku.exchangePlan1
  return share < 0.95 ? sku.teamsExploratory : -1
}

function firstMask(world: World, index: number): number {
  const chance = unit(world.seed, 51, index)
  switch (kindOf(world, index)) {
    case 'guest':
      return guestMask(chance)
    case 'shared':
      return chance < 0.12 ? bit(sku.exchangePlan1) : 0
    case 'room':
      return chance < 0.8 ? bit(sku.rooms) : 0
    case 'service':
      return chance < 0.3 ? bit(sku.officeE1) : 0
    case 'member':
      return memberMask(world, index)
  }
}

/** An eighth of the guests holds something, mostly by mistake. */
function guestMask(chance: number): number {
  if (chance < 0.03) return bit(sku.powerBiPro)
  if (chance < 0.05) return bit(sku.e3)
  return chance < 0.12 ? bit(sku.flowFree) : 0
}

/** The extras of each main product, by its bit, each with the stream of its draw. */
const extrasOf = Array.from({ length: 32 }, (_, main) =>
  extras.flatMap((extra, order) => (extra.of.includes(main) ? [{ ...extra, stream: 60 + order }] : [])),
)

function memberMask(world: World, index: number): number {
  const main = mainProduct(profileShare(world, index))
  if (main < 0) return 0
  let mask = bit(main)
  for (const { product, stream, chance } of at(extrasOf, main)) {
    if (unit(world.seed, stream, index) < chance) mask |= bit(product)
  }
  return world.hasCopilot ? mask : mask & ~bit(sku.copilot)
}

/**
 * The products a person holds, as bits. People who have left keep the bits they had, for the reports.
 *
 * @param day as it was on that day: a report that was made before a change does not tell of it
 */
export function licenseMask(world: World, index: number, day = world.today): number {
  const changed = world.overlays.get(index)?.licenses
  const mask = maskOn(world, index, day, firstMask(world, index))
  return changed === undefined || changed.day > day ? mask : (mask | changed.added) & ~changed.removed
}

/** What the person could use on that day, as bits of `workloads`. */
export function usableWorkloads(world: World, index: number, day = world.today): number {
  return world.maskFacts(licenseMask(world, index, day)).usable
}

/** A group that hands out one product. */
export type LicenseGroup = { readonly id: string; readonly displayName: string; readonly bit: number }

/** One group for each product, and a second one for Microsoft 365 E3. */
export function licenseGroups(world: World): readonly LicenseGroup[] {
  const first = world.products.map(product => ({
    id: groupOf(world, product.bit),
    displayName: `LIC-${product.partNumber}`,
    bit: product.bit,
  }))
  const second = { id: secondGroup(world), displayName: 'LIC-SPE_E3-Subsidiaries', bit: sku.e3 }
  return [...first, second]
}

function groupOf(world: World, product: number): string {
  return at(world.groupIds, product)
}

function secondGroup(world: World): string {
  return at(world.groupIds, world.products.length)
}

export type AssignmentState = {
  readonly skuId: string
  readonly state: 'Active' | 'ActiveWithError' | 'Disabled' | 'Error'
  readonly error: string
  readonly assignedByGroup: string | null
  readonly disabledPlans: readonly string[]
  readonly lastUpdatedDateTime: string
}

/** How one held product reaches its holder. */
type Path = {
  readonly group: string | null
  readonly state: AssignmentState['state']
  readonly error: string
}

function pathsOf(world: World, index: number, product: number): Path[] {
  const overlay = world.overlays.get(index)
  const group = groupOf(world, product)
  const direct: Path = { group: null, state: 'Active', error: 'None' }
  const byGroup: Path = { group, state: 'Active', error: 'None' }
  if (((overlay?.licenses?.added ?? 0) & bit(product)) !== 0) return [direct]
  const groupShare = product <= sku.f3 ? 0.66 : 0.25
  const chance = unit(world.seed, 80 + product, index)
  const paths = chance < groupShare ? [byGroup] : chance < 0.96 ? [direct] : [direct, byGroup]
  if (product === sku.e3 && (overlay?.extraGroup || mix(world.seed, 73, index) % 40 === 0)) {
    paths.push({ ...byGroup, group: secondGroup(world) })
  }
  return mix(world.seed, 74, index) % 250 === 0 ? paths.map(withError) : paths
}

function withError(path: Path): Path {
  return path.group === null ? path : { ...path, state: 'ActiveWithError', error: 'DependencyViolation' }
}

const refusals = [
  'CountViolation',
  'MutuallyExclusiveViolation',
  'DependencyViolation',
  'ProhibitedInUsageLocationViolation',
  'UniquenessViolation',
  'Others',
] as const

/** Plans an administrator would switch off, by the start of their names. */
const oftenDisabled =
  /^(SWAY|KAIZALA|BPOS_S_TODO|VIVA_LEARNING|POWER_VIRTUAL|MICROSOFTBOOKINGS|STREAM|CLIPCHAMP)/

/** The service plans of a product that are switched off for a person: none for nine in ten. */
export function disabledPlans(world: World, index: number, product: number): string[] {
  const chance = mix(world.seed, 75 + product, index)
  if (chance % 10 !== 0) return []
  return at(world.products, product)
    .plans.filter(
      (plan, position) => oftenDisabled.test(plan.name) && ((chance >>> (8 + (position % 16))) & 1) === 1,
    )
    .map(plan => plan.id)
}

/**
 * `licenseAssignmentStates` of a person: an entry for each way in which a product is, or failed to be,
 * assigned.
 */
export function assignmentStates(world: World, index: number): AssignmentState[] {
  const mask = licenseMask(world, index)
  const held = bitsOf(mask).flatMap(product =>
    pathsOf(world, index, product).map(path => stateOf(world, index, product, path)),
  )
  const refused = refusedProduct(world, index, mask)
  return refused === null ? held : [...held, refused]
}

function stateOf(world: World, index: number, product: number, path: Path): AssignmentState {
  return {
    skuId: at(world.products, product).skuId,
    state: path.state,
    error: path.error,
    assignedByGroup: path.group,
    disabledPlans: disabledPlans(world, index, product),
    lastUpdatedDateTime: timeText(
      world.dateText(assignedDay(world, index, product)),
      mix(world.seed, 76, index),
    ),
  }
}

/** A group's licence that could not be assigned: in the states, but not held and not counted as consumed. */
function refusedProduct(world: World, index: number, mask: number): AssignmentState | null {
  const chance = mix(world.seed, 77, index)
  if (mask === 0 || chance % 120 !== 0) return null
  const product = [sku.phone, sku.visio, sku.mobilityE5].find(candidate => (mask & bit(candidate)) === 0)
  if (product === undefined) return null
  const error = at(refusals, (chance >>> 8) % refusals.length)
  const path: Path = { group: groupOf(world, product), state: 'Error', error }
  return { ...stateOf(world, index, product, path), disabledPlans: [] }
}

/** The day a product came to a person, as was known on a day: never before the account, never after today. */
export function assignedDay(world: World, index: number, product: number, day = world.today): Day {
  const changed = world.overlays.get(index)?.licenses
  const isNew = changed !== undefined && changed.day <= day && (changed.added & bit(product)) !== 0
  if (isNew) return changed.day
  if (world.hasPast) return Math.min(day, cameDay(world, index, product, firstMask(world, index)))
  const created = createdDay(world, index)
  const span = Math.max(1, world.anchor - created)
  return created + (mix(world.seed, 78 + product, index) % Math.min(span, 400))
}
