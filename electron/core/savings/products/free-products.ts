/**
 * Products that Microsoft gives away in pools of thousands to millions of seats, by part number. Their free
 * seats are no money, and added to the others they would drown every figure about seats.
 */
const givenAway: ReadonlySet<string> = new Set([
  'DYN365_AI_SERVICE_INSIGHTS',
  'DYN365_REGULATORY_SERVICE',
  'FORMS_PRO',
  'MCOPSTNC',
  'MICROSOFT_BUSINESS_CENTER',
  'NONPROFIT_PORTAL',
  'PHONESYSTEM_VIRTUALUSER',
  'POWERAPPS_DEV',
  'POWER_BI_STANDARD',
  'RMSBASIC',
  'SMB_APPS',
  'STANDARDWOFFPACK_FACULTY',
  'STANDARDWOFFPACK_STUDENT',
  'STREAM',
  'WINDOWS_STORE',
  'WSFB_EDU',
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

/** Endings of part numbers for schools and public bodies, whose free products are the same as everybody's. */
const audience = /_(FACULTY|STUDENT|STUDENTS|GOV|GCC|USGOV_GCCHIGH|USGOV_DOD)$/

/**
 * Whether a product's seats cost nothing. The price that a person entered decides; without one a product is
 * free whose subscriptions are all trials, or whose part number says so: some trials, such as FORMS_PRO, do
 * not carry it in their name.
 */
export function isFreeOfCharge({
  partNumber,
  unitPrice,
  onTrial,
}: {
  partNumber: string
  unitPrice: number | null
  onTrial: boolean
}): boolean {
  if (unitPrice !== null) return unitPrice === 0
  const upper = partNumber.toUpperCase()
  return (
    onTrial ||
    givenAway.has(upper) ||
    givenAway.has(upper.replace(audience, '')) ||
    upper.split('_').some(word => givenAwayWords.has(word))
  )
}
