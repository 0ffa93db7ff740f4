import { isFreeOfCharge } from './free-products.ts'

/** What a product is to the rules: only `paid` ones are judged. */
export const productKinds = ['paid', 'free', 'trial', 'capacity', 'device'] as const
export type ProductKind = (typeof productKinds)[number]

/** What is known of a product, from the list of products, the subscriptions and the prices. */
export type ProductFacts = {
  readonly partNumber: string
  /** `User` or `Company`, null where Graph does not say. */
  readonly appliesTo: string | null
  /** Whether every subscription of it that is not deleted is a trial; false without any. */
  readonly isOnTrial: boolean
  /** The highest entered price of today, 0 only where it is that of every seat; null without one. */
  readonly price: number | null
}

/** Licenses of rooms, shared devices and the accounts of phones: nobody signs in to be seen using them. */
const devicePartNumber =
  /(^|_)(MEETING_ROOM|TEAMS_ROOMS|MCOCAP|PHONESYSTEM_VIRTUALUSER)|^MTR_|^INTUNE_A_D(_|$)|_DEVICE(S|\d*)(_|$)/
const serverPartNumber = /(^|_)SERVER(_|$)/

/**
 * Sorts a product. A price above zero makes a free product or a trial a paid one, because a tenant's granted
 * and bought seats can share one id; it does not turn a device into a person.
 */
export function productKind({ partNumber, appliesTo, isOnTrial, price }: ProductFacts): ProductKind {
  const name = partNumber.toUpperCase()
  if (devicePartNumber.test(name)) return 'device'
  if (appliesTo?.toLowerCase() === 'company' || serverPartNumber.test(name)) return 'capacity'
  if (price !== null && price > 0) return 'paid'
  if (price === 0) return 'free'
  if (isOnTrial) return 'trial'
  return isFreeOfCharge({ partNumber, unitPrice: null, onTrial: false }) ? 'free' : 'paid'
}
