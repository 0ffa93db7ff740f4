import { guid, mix, unit } from '../random.ts'
import { createDateTexts, type Day, dayOf, monthStart } from './calendar.ts'
import { createNames, type Names } from './names/names.ts'
import { createMaskFacts, createProducts, type MaskFacts, type Product } from './products.ts'

/** What happened to one person since the tenant began. A person without an entry is as the seed made them. */
export type Overlay = {
  joined?: Day
  left?: { readonly day: Day; readonly reason: 'changed' | 'deleted' }
  renamed?: { readonly day: Day; readonly times: number }
  /** Steps along the list of departments. */
  departmentSteps?: number
  enabled?: boolean
  /**
   * The first day on which the account was disabled after the start: from then on nothing is done with it.
   */
  quietFrom?: Day
  licenses?: { readonly added: number; readonly removed: number; readonly day: Day }
  /** A group now also carries a licence the person already had: invisible to delta queries. */
  extraGroup?: boolean
}

/** A change that delta queries tell about. */
export type Change = { readonly version: number; readonly index: number }

export type Company = {
  readonly tenantId: string
  readonly displayName: string
  readonly domain: string
  readonly initialDomain: string
}

/**
 * The tenant as data: a seed from which every person can be computed by index, and the changes since.
 *
 * Indexes: `0 … people-1` are there from the start, the next `ghosts` had left shortly before it, and the
 * `joined` after them have come since.
 */
export type World = {
  readonly seed: number
  readonly people: number
  readonly ghosts: number
  readonly company: Company
  readonly names: Names
  readonly products: readonly Product[]
  readonly maskFacts: (mask: number) => MaskFacts
  /** `YYYY-MM-DD` of a day, empty for day 0. */
  readonly dateText: (day: Day) => string
  /** The group that hands out each product, by bit, and at the end the second group of Microsoft 365 E3. */
  readonly groupIds: readonly string[]
  /** Where the evenly filling draws begin. */
  readonly offsets: { readonly kind: number; readonly profile: number; readonly enabled: number }
  /**
   * Relative dates hang on this day, so the tenant stays as it was when the simulator is started again
   * tomorrow.
   */
  readonly anchor: Day
  readonly hasCopilot: boolean
  /** Whether every day of the last year was different, see `past.ts`. */
  readonly hasPast: boolean
  readonly overlays: Map<number, Overlay>
  readonly changes: Change[]
  today: Day
  joined: number
  /** Counts calls of `change`. */
  version: number
}

export type WorldOptions = {
  readonly seed: number
  readonly people: number
  readonly today: Day
  readonly copilot: boolean
  readonly past?: boolean
}

/** Shares of the people who had left: of the last days only, or of a whole year. */
const recentGhosts = 0.006
const yearsGhosts = 0.07

const companies = [
  ['Alder & Finch Instruments', 'alderfinch'],
  ['Nordlicht Werke', 'nordlichtwerke'],
  ['Beaumont Textiles', 'beaumonttextiles'],
  ['Harbour Lane Foods', 'harbourlane'],
  ['Tamarind Shipping', 'tamarindshipping'],
] as const

/** Makes the tenant of a seed; costs the same whatever the number of people. */
export function createWorld(options: WorldOptions): World {
  const products = createProducts()
  const [displayName, short] = companies[mix(options.seed, 1) % companies.length] ?? companies[0]
  return {
    seed: options.seed,
    people: options.people,
    ghosts: Math.ceil(options.people * (options.past ? yearsGhosts : recentGhosts)),
    company: {
      tenantId: guid(options.seed, 2),
      displayName,
      domain: `${short}.example`,
      initialDomain: `${short}.onmicrosoft.com`,
    },
    names: createNames(options.seed),
    products,
    maskFacts: createMaskFacts(products),
    dateText: createDateTexts(),
    groupIds: [...products.map(product => guid(options.seed, 71, product.bit)), guid(options.seed, 72)],
    offsets: {
      kind: unit(options.seed, 31),
      profile: unit(options.seed, 32),
      enabled: unit(options.seed, 33),
    },
    anchor: monthStart(options.today),
    hasCopilot: options.copilot,
    hasPast: options.past ?? false,
    overlays: new Map(),
    changes: [],
    today: options.today,
    joined: 0,
    version: 0,
  }
}

/** One more than the highest index in use. */
export function endIndex(world: World): number {
  return world.people + world.ghosts + world.joined
}

/** Whether the person is in the directory now. */
export function isPresent(world: World, index: number): boolean {
  if (world.hasPast) return isPresentThen(world, index)
  if (isGhost(world, index)) return false
  return index < endIndex(world) && world.overlays.get(index)?.left === undefined
}

/** On earlier days people who have left were still there, and others had not come yet. */
function isPresentThen(world: World, index: number): boolean {
  if (index >= endIndex(world)) return false
  const left = leftDay(world, index)
  return createdDay(world, index) <= world.today && (left === 0 || world.today < left)
}

function isGhost(world: World, index: number): boolean {
  return index >= world.people && index < world.people + world.ghosts
}

/** The day a person was deleted, 0 when they were not. */
export function leftDay(world: World, index: number): Day {
  if (isGhost(world, index)) {
    if (isSummerGuest(world, index)) return world.anchor - 62 - (mix(world.seed, 21, index) % 4)
    return pastEnd(world) - 1 - (mix(world.seed, 21, index) % (world.hasPast ? 355 : 24))
  }
  return world.overlays.get(index)?.left?.day ?? 0
}

/**
 * From which day on the account of somebody who has left in a past year was disabled, some weeks before it
 * was deleted; 0 for all others.
 */
export function closedDay(world: World, index: number): Day {
  if (!world.hasPast || !isGhost(world, index) || isSummerGuest(world, index)) return 0
  return Math.max(createdDay(world, index), leftDay(world, index) - 40 - (mix(world.seed, 24, index) % 25))
}

/** Of those who left in a past year, every sixth had come for the summer only. */
function isSummerGuest(world: World, index: number): boolean {
  return world.hasPast && isGhost(world, index) && (index - world.people) % 6 === 0
}

const earliest = dayOf('2019-03-01')

/** The day the account was made. A twentieth of the people came within the half year before the start. */
export function createdDay(world: World, index: number): Day {
  const joined = world.overlays.get(index)?.joined
  if (joined !== undefined) return joined
  if (isSummerGuest(world, index)) return world.anchor - 150 - (mix(world.seed, 70, index) % 3)
  if (unit(world.seed, 79, index) < 0.05) return pastEnd(world) - 1 - (mix(world.seed, 70, index) % 180)
  return earliest + (mix(world.seed, 70, index) % Math.max(1, world.anchor - 180 - earliest))
}

/**
 * The day after the last event that the seed knows of: the anchor, or where there is a past the end of the
 * anchor's month, so that the past goes on until today.
 */
export function pastEnd(world: World): Day {
  return world.hasPast ? world.anchor + 28 : world.anchor
}

/** Everyone in the directory now, in the order of a plain listing. */
export function* presentIndexes(world: World, from = 0): Generator<number> {
  const end = endIndex(world)
  for (let index = from; index < end; index += 1) if (isPresent(world, index)) yield index
}
