import { parseNames } from '../../../../electron/core/database/names/table.ts'
import type { PricePeriod } from '../../../../electron/core/savings/money/price.ts'
import type { SavingsSettings } from '../../../../electron/core/savings/settings.ts'
import { readNames, shippedNames } from '../../../../electron/platform/sqlite/names/product-names.ts'
import type { LicenseInput } from '../../database/support/people.ts'

const names = parseNames(readNames(shippedNames).text)

/** A product of Microsoft's table by its part number: its id, and its plans by name. */
export function product(partNumber: string): { skuId: string; plans: ReadonlyMap<string, string> } {
  const found = names.products.find(({ stringId }) => stringId === partNumber)
  if (found === undefined) throw new Error(`Microsoft's table has no product ${partNumber}.`)
  const plans = names.plans.filter(({ skuId }) => skuId === found.skuId)
  return { skuId: found.skuId, plans: new Map(plans.map(plan => [plan.servicePlanName, plan.servicePlanId])) }
}

type Seat =
  | string
  | {
      product: string
      off?: readonly string[]
      group?: string
      state?: string
      error?: string
      assignedAt?: string
    }

/** A person of a worked example: what is not told is an enabled member with an old seat who signs in. */
export type Someone = {
  id: string
  holds?: readonly Seat[]
  enabled?: boolean
  guest?: boolean
  department?: string
  /** The day on which a sync saw the account disabled. */
  disabledSince?: string
  /** The day on which a sync saw the seats. */
  since?: string
  exchange?: string | null
  onedrive?: string | null
  sharepoint?: string | null
  teams?: string | null
  /** The one date of the desktop apps, and on what they were used. */
  apps?: string | null
  word?: 'windows' | 'mac' | 'mobile' | 'web'
  copilot?: string | null
  /** Whether the reports name the person at all. */
  isReported?: boolean
  success?: string | null
  interactive?: string | null
  background?: string | null
  mailboxGb?: number
  mailbox?: 'User' | 'Shared'
  archive?: boolean
  oneDriveGb?: number
  activated?: boolean
  sharesComputer?: boolean
}

export type Example = {
  syncDay?: string
  reportDay?: string
  /** Days of single reports that differ, by their datasets; null: the report did not come. */
  days?: Readonly<Record<string, string | null>>
  firstSync?: string
  people: readonly Someone[]
  /** When whom of them activated Visio; null: a row without a day. */
  visio?: Readonly<Record<string, string | null>>
  products?: readonly LicenseInput[]
  concealed?: boolean
  signInKnown?: boolean
  settings?: Partial<SavingsSettings>
  prices?: readonly {
    product: string
    amount: number
    currency?: string
    per?: PricePeriod
    from?: string
    to?: string
    subscription?: string
  }[]
  subscriptions?: readonly {
    id: string
    product: string
    seats: number
    next: string | null
    trial?: boolean
    status?: string
    floor?: number
  }[]
}

export const seatsOf = ['SPE_E3']
export const partNumberOf = (seat: Seat) => (typeof seat === 'string' ? seat : seat.product)
