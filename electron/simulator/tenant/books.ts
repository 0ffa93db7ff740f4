import { at, guid, mix } from '../random.ts'
import { type Day, timeText } from './calendar.ts'
import { licenseMask } from './licenses.ts'
import { e5Renews, graceBegan, trialBegan, trialEnds, type Units, unitsOn } from './past-books.ts'
import { sku } from './products.ts'
import { pastEnd, presentIndexes, type World } from './world.ts'

export type Subscription = {
  readonly id: string
  readonly commerceSubscriptionId: string
  readonly bit: number
  readonly isTrial: boolean
  readonly totalLicenses: number
  readonly status: 'Enabled' | 'Warning' | 'Suspended'
  readonly createdDay: Day
  readonly nextLifecycleDateTime: string | null
}

export type Books = {
  /** People who hold each product now, by bit. */
  consumed(): Readonly<Uint32Array>
  /** Seats bought of each product, by bit; set when the tenant begins and moved by its past alone. */
  units(): readonly Units[]
  subscriptions(): readonly Subscription[]
  /** People in the directory now. */
  present(): number
}

/** Free products come with ten thousand seats or a million. */
const freeSeats = new Map<number, number>([
  [sku.flowFree, 10_000],
  [sku.fabricFree, 1_000_000],
  [sku.teamsExploratory, 100],
])

function seatsFor(bit: number, consumed: number): Units {
  const none = { warning: 0, suspended: 0, lockedOut: 0 }
  const free = freeSeats.get(bit)
  if (free !== undefined) return { ...none, enabled: Math.max(free, consumed) }
  // More people than seats: what happens when a renewal is cut and nobody is unassigned.
  if (bit === sku.project) return { ...none, enabled: Math.floor(consumed * 0.9) }
  const bought = Math.max(10, Math.ceil((consumed * spareFactor(bit)) / 5) * 5)
  if (bit === sku.visio) return { ...none, enabled: bought - 5, suspended: 10 }
  if (bit === sku.officeE1)
    return { ...none, enabled: Math.floor(bought * 0.8), warning: Math.ceil(bought * 0.2) }
  return { ...none, enabled: bought }
}

function spareFactor(bit: number): number {
  if (bit === sku.copilot) return 1.3
  return bit === sku.powerBiPro || bit === sku.phone ? 1.2 : 1.06
}

/** The seat accounts of a tenant: counted from its people, so they always agree. */
export function createBooks(world: World): Books {
  let countedVersion = -1
  let consumed = new Uint32Array(world.products.length)
  let present = 0
  const count = () => {
    if (countedVersion === world.version) return
    const next = new Uint32Array(world.products.length)
    present = 0
    for (const index of presentIndexes(world)) {
      present += 1
      for (let rest = licenseMask(world, index); rest !== 0; rest &= rest - 1) {
        const bit = 31 - Math.clz32(rest & -rest)
        next[bit] = (next[bit] ?? 0) + 1
      }
    }
    consumed = next
    countedVersion = world.version
  }
  let bought: readonly Units[] = []
  const unitsNow = () => {
    if (bought.length === 0) bought = boughtFor(world, count, () => consumed)
    return world.hasPast ? bought.map((units, bit) => unitsOn(world, bit, world.today, units)) : bought
  }
  // Seats are bought for the people of the beginning, before the first change can move them.
  unitsNow()
  return {
    consumed: () => {
      count()
      return consumed
    },
    present: () => {
      count()
      return present
    },
    units: unitsNow,
    subscriptions: () => subscriptionsOf(world, unitsNow()),
  }
}

/**
 * Counts the people of the beginning; in a tenant with a past those of its end, so that as many seats are
 * bought whichever day it is.
 */
function boughtFor(world: World, count: () => void, consumed: () => Uint32Array): readonly Units[] {
  const { today } = world
  world.today = Math.max(today, pastEnd(world))
  count()
  const bought = world.products.map(({ bit }) => seatsFor(bit, at(consumed(), bit)))
  world.today = today
  world.version += world.hasPast ? 1 : 0
  return bought
}

function subscriptionsOf(world: World, units: readonly Units[]): Subscription[] {
  return units.flatMap(({ enabled, warning, suspended }, bit) => {
    const free = freeSeats.has(bit)
    const make = (
      part: number,
      total: number,
      status: Subscription['status'],
      isTrial = false,
    ): Subscription => {
      const chance = mix(world.seed, 201 + part, bit)
      return {
        id: guid(world.seed, 210 + part, bit),
        commerceSubscriptionId: guid(world.seed, 220 + part, bit),
        bit,
        isTrial,
        totalLicenses: total,
        status,
        createdDay: world.anchor - 400 - (chance % 900),
        nextLifecycleDateTime: free
          ? null
          : timeText(
              world.dateText(lifecycleDay(world, { status, isTrial, part, bit }, (chance >>> 8) % 345)),
              0,
            ),
      }
    }
    // Larger products are usually bought in two agreements that renew on different days.
    const half = bit === sku.e3 || bit === sku.e5 ? Math.floor(enabled / 3) : 0
    const trial = bit === sku.copilot && hasTrial(world) ? Math.min(25, enabled) : 0
    const all = [
      make(0, enabled - half - trial, 'Enabled'),
      make(1, half, 'Enabled'),
      make(2, trial, 'Enabled', true),
      make(3, warning, 'Warning'),
      make(4, suspended, 'Suspended'),
    ]
    return all.filter(subscription => subscription.totalLicenses > 0)
  })
}

function hasTrial(world: World): boolean {
  return !world.hasPast || world.today >= world.anchor + trialBegan
}

type Kind = Pick<Subscription, 'status' | 'isTrial' | 'bit'> & { readonly part: number }

/**
 * When a subscription's state changes next. In a tenant with a past a paid one renews every year on the same
 * day, the trial has an end of its own, and a subscription in its grace period has passed its day.
 */
function lifecycleDay(world: World, which: Kind, chance: number): Day {
  if (!world.hasPast) return world.anchor + 20 + chance
  if (which.isTrial) return world.anchor + trialEnds
  if (which.status === 'Warning') return world.anchor - graceBegan
  const day = world.anchor + (which.bit === sku.e5 && which.part === 0 ? e5Renews : 20 + chance)
  const yearsEarly = Math.max(0, Math.ceil((day - world.today - 365) / 365))
  return day - yearsEarly * 365
}
