import { type WitnessApp, witnessApps } from '../products/plan-kinds.ts'

/** The bit of an app in the sets of apps that are kept as one integer. */
export function bitOf(app: WitnessApp): number {
  return 1 << witnessApps.indexOf(app)
}

/** Several apps as one integer. */
export function bitsOf(apps: Iterable<WitnessApp>): number {
  let bits = 0
  for (const app of apps) bits |= bitOf(app)
  return bits
}

/** The apps of an integer, in the order of their bits. */
export function appsOfBits(bits: number): WitnessApp[] {
  return witnessApps.filter(app => (bits & bitOf(app)) !== 0)
}
