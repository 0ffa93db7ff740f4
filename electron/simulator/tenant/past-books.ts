import type { Day } from './calendar.ts'
import { copilotBought, migrationBefore } from './past-licenses.ts'
import { sku } from './products.ts'
import type { World } from './world.ts'

export type Units = {
  readonly enabled: number
  readonly warning: number
  readonly suspended: number
  readonly lockedOut: number
}

/** The share of today's seats that a product had more (or fewer) until so many days before the anchor. */
type Step = { readonly product: number; readonly until: number; readonly share: number }

const steps: readonly Step[] = [
  // Copilot began with a pilot and was extended twice, the second time by a trial.
  { product: sku.copilot, until: 195, share: -0.3 },
  { product: sku.copilot, until: 80, share: -0.15 },
  { product: sku.copilot, until: 23, share: -0.25 },
  // Seats of the products that the subsidiary left were kept until their renewal.
  { product: sku.officeE3, until: 90, share: 0.5 },
  { product: sku.mobilityE5, until: 90, share: 0.4 },
  { product: sku.e3, until: migrationBefore + 4, share: -0.11 },
  { product: sku.e5, until: 140, share: 0.09 },
  { product: sku.f3, until: 210, share: -0.08 },
  { product: sku.powerBiPro, until: 160, share: -0.12 },
  // The renewal was cut, and nobody was unassigned.
  { product: sku.project, until: 45, share: 0.35 },
]

/**
 * When Visio seats were suspended and those of Office 365 E1 went into their grace period, days before the
 * anchor.
 */
const visioSuspended = 25
export const graceBegan = 12

/** When the trial of Copilot began and when it ends, in days from the anchor. */
export const trialBegan = -23
export const trialEnds = 37

/** When the larger agreement on Microsoft 365 E5 renews, in days from the anchor. */
export const e5Renews = 68

/** Whether the tenant had the product by that day. */
export function wasBought(world: World, product: number, day: Day): boolean {
  return !world.hasPast || product !== sku.copilot || day >= world.anchor - copilotBought
}

/** The seats of a product as they were on a day, from those of today. */
export function unitsOn(world: World, product: number, day: Day, present: Units): Units {
  if (!world.hasPast) return present
  const changed = steps
    .filter(step => step.product === product && day < world.anchor - step.until)
    .reduce((sum, step) => sum + Math.round((present.enabled * step.share) / 5) * 5, 0)
  const units = { ...present, enabled: Math.max(5, present.enabled + changed) }
  if (product === sku.visio && day < world.anchor - visioSuspended) {
    return { ...units, enabled: units.enabled + units.suspended, suspended: 0 }
  }
  if (product === sku.officeE1 && day < world.anchor - graceBegan) {
    return { ...units, enabled: units.enabled + units.warning, warning: 0 }
  }
  return units
}
