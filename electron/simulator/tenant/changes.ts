import { at, mix, unit } from '../random.ts'
import { isEnabled, kindOf } from './identity.ts'
import { licenseMask } from './licenses.ts'
import { bitsOf, sku } from './products.ts'
import { endIndex, isPresent, type Overlay, type World } from './world.ts'

export type ChangeOptions = {
  /** Share of the present people that changes, in percent. 1 by default. */
  readonly percent?: number
  /** Another seed changes other people in other ways. */
  readonly seed?: number
  /** Days that pass before, so that activity goes on. 1 by default. */
  readonly days?: number
  /**
   * Share of the people whose licence reaches them by one more group, in percent: delta queries do not tell.
   * 0 by default.
   */
  readonly hiddenPercent?: number
}

type Step = (world: World, index: number, draw: number) => void

const steps: readonly (readonly [Step, number])[] = [
  [leave, 15],
  [rename, 12],
  [moveDepartment, 18],
  [toggleEnabled, 8],
  [assignLicense, 14],
  [removeLicense, 14],
  [swapLicense, 19],
]

const joinShare = 0.15

/** Moves the tenant on. Every person touched, and nobody else, is told by the next delta query. */
export function changeWorld(world: World, options: ChangeOptions): void {
  const { percent = 1, seed = world.version + 1, days = 1, hiddenPercent = 0 } = options
  world.today += days
  world.version += 1
  const round = mix(world.seed, 501, seed)
  const total = Math.max(1, Math.round((world.people * percent) / 100))
  const joining = percent === 0 ? 0 : Math.round(total * joinShare)
  const changing = percent === 0 ? 0 : total - joining
  for (const index of choosePeople(world, round, changing)) {
    chooseStep(unit(round, 502, index))(world, index, mix(round, 503, index))
    world.changes.push({ version: world.version, index })
  }
  for (let count = 0; count < joining; count += 1) {
    const index = endIndex(world)
    world.joined += 1
    world.overlays.set(index, { joined: world.today })
    world.changes.push({ version: world.version, index })
  }
  const hidden = Math.round((world.people * hiddenPercent) / 100)
  for (const index of choosePeople(world, mix(round, 504), hidden)) addHiddenGroup(world, index)
}

/** Different present people, spread over the directory. */
function choosePeople(world: World, round: number, count: number): Set<number> {
  const chosen = new Set<number>()
  const end = endIndex(world)
  for (let attempt = 0; chosen.size < count && attempt < count * 50; attempt += 1) {
    const index = mix(round, 505, attempt) % end
    if (isPresent(world, index)) chosen.add(index)
  }
  return chosen
}

function chooseStep(share: number): Step {
  let rest = share * 100
  for (const [step, weight] of steps) {
    rest -= weight
    if (rest < 0) return step
  }
  return at(steps, 0)[0]
}

function overlayOf(world: World, index: number): Overlay {
  const known = world.overlays.get(index)
  if (known !== undefined) return known
  const made: Overlay = {}
  world.overlays.set(index, made)
  return made
}

function leave(world: World, index: number, draw: number): void {
  overlayOf(world, index).left = { day: world.today, reason: draw % 4 === 0 ? 'deleted' : 'changed' }
}

function rename(world: World, index: number): void {
  if (kindOf(world, index) !== 'member') {
    toggleEnabled(world, index)
    return
  }
  const overlay = overlayOf(world, index)
  overlay.renamed = { day: world.today, times: (overlay.renamed?.times ?? 0) + 1 }
}

function moveDepartment(world: World, index: number, draw: number): void {
  const overlay = overlayOf(world, index)
  // Guests and mailboxes have no department, so something else about them has to change.
  if (kindOf(world, index) === 'member')
    overlay.departmentSteps = ((overlay.departmentSteps ?? 0) + 1 + (draw % 8)) % 10
  else toggleEnabled(world, index)
}

function toggleEnabled(world: World, index: number): void {
  const overlay = overlayOf(world, index)
  overlay.enabled = !isEnabled(world, index)
  if (!overlay.enabled) overlay.quietFrom ??= world.today
}

function assignLicense(world: World, index: number, draw: number): void {
  const missing = [
    sku.powerBiPro,
    sku.visio,
    sku.flowFree,
    sku.fabricFree,
    sku.exchangePlan1,
    sku.phone,
  ].filter(bit => (licenseMask(world, index) & (1 << bit)) === 0)
  if (missing.length === 0) toggleEnabled(world, index)
  else setLicenses(world, index, 1 << at(missing, draw % missing.length), 0)
}

function removeLicense(world: World, index: number, draw: number): void {
  const held = bitsOf(licenseMask(world, index))
  if (held.length === 0) assignLicense(world, index, draw)
  else setLicenses(world, index, 0, 1 << at(held, draw % held.length))
}

function swapLicense(world: World, index: number, draw: number): void {
  const mask = licenseMask(world, index)
  const from = [sku.e5, sku.e3, sku.officeE3, sku.officeE1, sku.f3].find(bit => (mask & (1 << bit)) !== 0)
  if (from === undefined) assignLicense(world, index, draw)
  else setLicenses(world, index, 1 << (from === sku.e3 ? sku.e5 : sku.e3), 1 << from)
}

function setLicenses(world: World, index: number, added: number, removed: number): void {
  const overlay = overlayOf(world, index)
  const before = overlay.licenses ?? { added: 0, removed: 0 }
  overlay.licenses = {
    added: (before.added & ~removed) | added,
    removed: (before.removed & ~added) | removed,
    day: world.today,
  }
}

function addHiddenGroup(world: World, index: number): void {
  if ((licenseMask(world, index) & (1 << sku.e3)) !== 0) overlayOf(world, index).extraGroup = true
}
