import type { PriceList, SubscriptionFact, TermGuess } from '../../../../electron/contract/savings/inputs.ts'

/** A subscription while its contract is edited: the floor is what was typed. */
export type DraftContract = Omit<SubscriptionFact, 'minLicenses'> & {
  name: string
  seats: number | null
  nextDay: string | null
  guess: TermGuess | null
  floor: string
}

/** A line for each subscription of a product that is bought, in the order of the products. */
export function contractsOf({ products }: PriceList): DraftContract[] {
  return products
    .filter(({ kind }) => kind === 'paid' || kind === 'device')
    .flatMap(({ name, subscriptions }) =>
      subscriptions.map(({ minLicenses, ...one }) => ({
        ...one,
        name,
        floor: minLicenses === null ? '' : String(minLicenses),
      })),
    )
}

/** What is wrong with a floor: no count of seats, or more than are bought. */
export function floorProblem({ floor, seats }: DraftContract): 'badFloor' | 'floorTooHigh' | null {
  const text = floor.trim()
  if (!/^\d{0,7}$/.test(text)) return 'badFloor'
  return seats !== null && Number(text) > seats ? 'floorTooHigh' : null
}

/** As they are stored. */
export const factsOf = (drafts: readonly DraftContract[]): SubscriptionFact[] =>
  drafts.map(({ subscriptionId, term, channel, floor }) => ({
    subscriptionId,
    term,
    channel,
    minLicenses: floor.trim() === '' ? null : Number(floor.trim()),
  }))
