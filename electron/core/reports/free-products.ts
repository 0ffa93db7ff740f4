/**
 * Products that Microsoft gives away in pools of thousands to millions of seats, by part number. Their free seats are no money, and added to
 * the others they would drown every figure about seats.
 */
const givenAway: ReadonlySet<string> = new Set([
  'MCOPSTNC',
  'MICROSOFT_BUSINESS_CENTER',
  'PHONESYSTEM_VIRTUALUSER',
  'POWERAPPS_DEV',
  'POWER_BI_STANDARD',
  'STANDARDWOFFPACK_FACULTY',
  'STANDARDWOFFPACK_STUDENT',
  'STREAM',
  'WINDOWS_STORE',
])

/** What Microsoft calls products to try out and those that people get for themselves. */
const givenAwayWords: ReadonlySet<string> = new Set([
  'ADHOC',
  'EXPLORATORY',
  'FREE',
  'IW',
  'PREVIEW',
  'TRIAL',
  'VIRAL',
  'VTRIAL',
])

/** Whether a product's seats cost nothing. The price that a person entered decides; without one the part number tells. */
export function isFreeOfCharge({
  partNumber,
  unitPrice,
}: {
  partNumber: string
  unitPrice: number | null
}): boolean {
  if (unitPrice !== null) return unitPrice === 0
  const upper = partNumber.toUpperCase()
  return givenAway.has(upper) || upper.split('_').some(word => givenAwayWords.has(word))
}
