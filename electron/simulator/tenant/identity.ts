import { at, guidOfWords, mix, pick, unit } from '../random.ts'
import type { Day } from './calendar.ts'
import type { PersonName } from './names/names.ts'
import { closedDay, endIndex, pastEnd, type World } from './world.ts'

export type PersonKind = 'member' | 'guest' | 'shared' | 'room' | 'service'

/**
 * A number in [0, 1) for each index that fills the range evenly, so that even a tenant of fifty people has
 * its guests and rooms. Each `step` must be another irrational number.
 */
function evenly(index: number, step: number, offset: number): number {
  return (index * step + offset) % 1
}

const goldenStep = 0.618_033_988_749_895
const rootTwoStep = 0.414_213_562_373_095
const rootThreeStep = 0.732_050_807_568_877

/** What sort of account it is: 8 % guests, 1.6 % shared mailboxes, 1 % rooms, 0.5 % service accounts. */
export function kindOf(world: World, index: number): PersonKind {
  const share = evenly(index, goldenStep, world.offsets.kind)
  if (share < 0.08) return 'guest'
  if (share < 0.096) return 'shared'
  if (share < 0.106) return 'room'
  return share < 0.111 ? 'service' : 'member'
}

/** Evenly filling draw that the licence profile is chosen by. */
export function profileShare(world: World, index: number): number {
  return evenly(index, rootTwoStep, world.offsets.profile)
}

/** Six of a hundred accounts are disabled; shared mailboxes always are, as Exchange makes them so. */
export function isEnabled(world: World, index: number): boolean {
  const changed = world.overlays.get(index)?.enabled
  if (changed !== undefined) return changed
  const closed = closedDay(world, index)
  if (closed !== 0 && world.today >= closed) return false
  return wasEnabled(world, index) || (world.hasPast && world.today < disabledDay(world, index))
}

/**
 * The last day on which somebody did anything who has stopped since: an account that is disabled, or one that
 * nobody uses.
 */
export function lastBusyDay(world: World, index: number): Day {
  return pastEnd(world) - 20 - (mix(world.seed, 91, index) % 380)
}

/**
 * When the past disabled an account that is disabled: soon after its last use. Mailboxes and rooms always
 * were.
 */
function disabledDay(world: World, index: number): Day {
  const kind = kindOf(world, index)
  if (kind === 'shared' || kind === 'room') return 0
  return lastBusyDay(world, index) + 1 + (mix(world.seed, 44, index) % 6)
}

/** Whether the account was enabled when the tenant began, or when the person came. */
export function wasEnabled(world: World, index: number): boolean {
  const kind = kindOf(world, index)
  if (kind === 'shared' || kind === 'room') return false
  return evenly(index, rootThreeStep, world.offsets.enabled) >= 0.04
}

const inverseOfMultiplier = 0x64ea2d65
const multiplier = 0x2c1b3c6d

/** The object id; its first word is the index in disguise, so that `indexOfId` needs no table. */
export function idOf(world: World, index: number): string {
  const word = (Math.imul(index + 1, multiplier) ^ mix(world.seed, 34)) >>> 0
  return guidOfWords(word, mix(world.seed, 35, index), mix(world.seed, 36, index), mix(world.seed, 37, index))
}

/** The index of an object id, or -1. Also finds people who have left. */
export function indexOfId(world: World, id: string): number {
  const word = Number.parseInt(id.slice(0, 8), 16)
  if (Number.isNaN(word)) return -1
  const index = (Math.imul((word ^ mix(world.seed, 34)) >>> 0, inverseOfMultiplier) >>> 0) - 1
  return index >= 0 && index < endIndex(world) && idOf(world, index) === id.toLowerCase() ? index : -1
}

const partners = [
  'brightwater.example',
  'kaplanlegal.example',
  'studio-nove.example',
  'meridianaudit.example',
] as const
const sharedTopics = [
  'info',
  'invoices',
  'support',
  'applications',
  'press',
  'returns',
  'orders',
  'facilities',
] as const

/** Whether a rename that happened on its day is already visible to a reader whose data ends on `asOf`. */
function renamesBy(world: World, index: number, asOf: Day): number {
  const renamed = world.overlays.get(index)?.renamed ?? pastRename(world, index)
  return renamed !== undefined && asOf >= renamed.day ? renamed.times : 0
}

/** In a tenant with a past, one of eighty people has married within the year. */
function pastRename(world: World, index: number): { day: Day; times: number } | undefined {
  if (!world.hasPast || unit(world.seed, 45, index) >= 0.0125) return undefined
  return { day: pastEnd(world) - 1 - (mix(world.seed, 46, index) % 350), times: 1 }
}

/** The part before the @ for people, or the whole made-up name of a mailbox. */
function mailNameOf(world: World, index: number, asOf: Day): string {
  const kind = kindOf(world, index)
  if (kind === 'shared') return `${pick(sharedTopics, unit(world.seed, 38, index))}-${index}`
  if (kind === 'room') return `room-${100 + (mix(world.seed, 39, index) % 800)}-${index}`
  if (kind === 'service')
    return `svc-${at(serviceNames, mix(world.seed, 40, index) % serviceNames.length)}-${index}`
  const name = world.names.mailName(index)
  const renames = renamesBy(world, index, asOf)
  return renames === 0 ? name : `${name}-${secondSurname(world, index, renames).mail}`
}

const serviceNames = ['backup', 'scanner', 'erp', 'monitoring', 'sync'] as const

/** Surnames that people take on when they marry, in both spellings. */
const marriedNames = [
  { written: 'Lindgren', mail: 'lindgren' },
  { written: 'Öhman', mail: 'ohman' },
  { written: 'Castellanos', mail: 'castellanos' },
  { written: 'Brückner', mail: 'bruckner' },
  { written: 'Hartley', mail: 'hartley' },
  { written: 'Szczepański', mail: 'szczepanski' },
] as const

function secondSurname(world: World, index: number, renames: number) {
  return at(marriedNames, (mix(world.seed, 41, index) + renames) % marriedNames.length)
}

/** The user principal name as known on the day `asOf`: reports of an earlier day still carry the old one. */
export function principalName(world: World, index: number, asOf: Day): string {
  const name = mailNameOf(world, index, asOf)
  const { domain, initialDomain } = world.company
  if (kindOf(world, index) !== 'guest') return `${name}@${domain}`
  return `${name}_${partnerOf(world, index)}#EXT#@${initialDomain}`
}

function partnerOf(world: World, index: number): string {
  return pick(partners, unit(world.seed, 42, index))
}

/** The address that mail goes to: the partner's own for guests, none for rooms' service accounts. */
export function mailOf(world: World, index: number): string | null {
  const kind = kindOf(world, index)
  if (kind === 'service') return null
  const name = mailNameOf(world, index, world.today)
  return kind === 'guest' ? `${name}@${partnerOf(world, index)}` : `${name}@${world.company.domain}`
}

/** The person's name as known on the day `asOf`. Mailboxes and rooms have a display name only. */
export function nameOf(world: World, index: number, asOf: Day): PersonName {
  const name = world.names.of(index)
  const kind = kindOf(world, index)
  if (kind !== 'member' && kind !== 'guest') return { ...name, displayName: mailboxTitle(world, index, kind) }
  const suffix = kind === 'guest' && mix(world.seed, 43, index) % 3 === 0 ? ' (Extern)' : ''
  const renames = renamesBy(world, index, asOf)
  if (renames === 0) return suffix === '' ? name : { ...name, displayName: name.displayName + suffix }
  const surname = `${name.surname}-${secondSurname(world, index, renames).written}`
  return { ...name, surname, displayName: `${name.given} ${surname}${suffix}` }
}

function mailboxTitle(world: World, index: number, kind: PersonKind): string {
  const [first = '', ...rest] = mailNameOf(world, index, world.today).split('-')
  if (kind === 'room') return `Room ${rest[0] ?? ''}`
  if (kind === 'service') return `Service account "${rest[0] ?? ''}"`
  return `${first.charAt(0).toUpperCase()}${first.slice(1)} mailbox`
}
