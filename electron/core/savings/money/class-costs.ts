import { sumOfPlaces } from './seat-costs.ts'

/** The classes of a product's seats, in the order in which the dearest bought seats are given to them. */
const places = [
  'unassigned',
  'certain',
  'strong',
  'weak',
  'leftOut',
  'tooNew',
  'notJudged',
  'inUse',
  'kept',
] as const
type Place = (typeof places)[number]
export type SeatClass = Exclude<Place, 'kept'>

/**
 * What the seats of each class cost in a year, so that the classes add up to what the bought seats cost: the
 * k-th seat costs what the k-th dearest one does, those beyond the bought ones nothing. Seats that are kept
 * on purpose come last, and count as unassigned.
 *
 * @returns integers of the years' scale
 */
export function classCosts(
  tiers: readonly { seats: number; cost: number }[],
  seats: Readonly<Record<Place, number>>,
): Record<SeatClass, number> {
  const costs = {
    unassigned: 0,
    certain: 0,
    strong: 0,
    weak: 0,
    leftOut: 0,
    tooNew: 0,
    notJudged: 0,
    inUse: 0,
  }
  let before = 0
  for (const place of places) {
    const cost = sumOfPlaces(tiers, before + seats[place]) - sumOfPlaces(tiers, before)
    before += seats[place]
    costs[place === 'kept' ? 'unassigned' : place] += cost
  }
  return costs
}
