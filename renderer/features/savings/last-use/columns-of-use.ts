import {
  bandStarts,
  type LastUse,
  type UseBand,
  type UsedSeats,
  useBands,
} from '../../../../electron/contract/savings/last-use.ts'

/** What seats are with a number of idle days; `waiting`: not in use, and no rule looks at them. */
export const partsOfUse = ['inUse', 'idle', 'waiting', 'unknown'] as const
export type UsePart = (typeof partsOfUse)[number]

export type UseColumn = { readonly band: UseBand; readonly seats: number } & Readonly<Record<UsePart, number>>

/** The bounds of the setting. */
export const minIdleDays = 30
export const maxIdleDays = 180

const starts = Object.entries(bandStarts)

/** The bands that are days, in their order. */
export const dayBands = useBands.filter(band => band in bandStarts)
export const otherBands = useBands.filter(band => !(band in bandStarts))

export function bandOf({ state, days }: UsedSeats): UseBand {
  if (state === 'none_on_record' || state === 'not_measured') return state
  const name = starts.findLast(([, from]) => from <= (days ?? 0))?.[0]
  return useBands.find(band => band === name) ?? 'not_measured'
}

/** An activation is a use within the idle days alone; one that is older measures nothing. */
function partOf({ state, days, isOpen }: UsedSeats, idleDays: number): UsePart {
  if (state === 'not_measured') return 'unknown'
  if (days !== null && days < idleDays) return 'inUse'
  if (!isOpen) return 'waiting'
  return state === 'activation' ? 'unknown' : 'idle'
}

/** The seats in their bands, each with what they are at a number of idle days. */
export function columnsOfUse(used: readonly UsedSeats[], idleDays: number): UseColumn[] {
  const columns = new Map(
    useBands.map(band => [band, { band, seats: 0, inUse: 0, idle: 0, waiting: 0, unknown: 0 }]),
  )
  for (const one of used) {
    const column = columns.get(bandOf(one))
    if (column === undefined) continue
    column.seats += one.seats
    column[partOf(one, idleDays)] += one.seats
  }
  return [...columns.values()]
}

export const idleSeats = (columns: readonly UseColumn[]): number =>
  columns.reduce((sum, { idle }) => sum + idle, 0)

/** Seats of which a use, or its absence, is known. */
export const measuredSeats = (columns: readonly UseColumn[]): number =>
  columns.reduce((sum, { seats, unknown }) => sum + seats - unknown, 0)

/** The seats of a product, or of all paid ones. */
export function seatsOf({ products }: LastUse, skuId: string | null): UsedSeats[] {
  return products.flatMap(one => ((skuId === null ? one.isPaid : one.skuId === skuId) ? one.used : []))
}

/** Where a number of idle days lies on the columns of days, which are equally wide: 0 to 1. */
export function placeOfDays(idleDays: number): number {
  const place = starts.findLastIndex(([, from]) => from <= idleDays)
  const from = starts[place]?.[1] ?? 0
  const until = starts[place + 1]?.[1] ?? from + 1
  return (place + (idleDays - from) / (until - from)) / starts.length
}

/** The idle days at a place on the columns, within the bounds of the setting. */
export function daysAtPlace(place: number): number {
  const column = Math.min(Math.max(Math.floor(place * starts.length), 0), starts.length - 1)
  const from = starts[column]?.[1] ?? 0
  const until = starts[column + 1]?.[1] ?? from
  return boundedDays(Math.round(from + (place * starts.length - column) * (until - from)))
}

export const boundedDays = (days: number): number => Math.min(Math.max(days, minIdleDays), maxIdleDays)
