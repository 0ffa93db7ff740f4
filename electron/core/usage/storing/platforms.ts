import type { UsageReport } from '../catalogue/types.ts'

/** Where an app can be used, and the bit that says so in `person_platform`. */
export type PlatformBit = { bit: number; app: string; platform: string }

/** Bits are exact in a number up to this many; the catalogue has far fewer. */
const maxBits = 52

/** Every app and platform of the catalogue with its bit, in the catalogue's order. */
export function platformBits(catalogue: readonly UsageReport[]): PlatformBit[] {
  const places = catalogue.flatMap(({ platforms }) => platforms)
  const names = [...new Set(places.map(({ app, platform }) => `${app}\t${platform}`))]
  if (names.length > maxBits) throw new Error('There are more apps and platforms than bits.')
  return names.map((name, bit) => {
    const [app = '', platform = ''] = name.split('\t')
    return { bit, app, platform }
  })
}
