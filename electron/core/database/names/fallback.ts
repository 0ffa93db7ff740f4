/** Words of part numbers that are abbreviations although they hold no digit. */
const abbreviations = new Set(['AI', 'API', 'BI', 'CRM', 'EDU', 'EMS', 'GCC', 'IT', 'PSTN', 'USL', 'VDI'])
/** Abbreviations that hold a digit are short: E5, P2, F3, M365. */
const maxCodeLength = 4

/**
 * A part number as a person would write it: `POWER_BI_PRO` becomes `Power BI Pro`. Words in mixed case are
 * left as they are; an empty part number stays empty.
 */
export function readablePartNumber(partNumber: string): string {
  return partNumber
    .split(/[_\s]+/)
    .filter(word => word !== '')
    .map(word => {
      if (word !== word.toUpperCase()) return word
      if (abbreviations.has(word) || (/\d/.test(word) && word.length <= maxCodeLength)) return word
      return word.slice(0, 1) + word.slice(1).toLowerCase()
    })
    .join(' ')
}

export type ProductPlans = { skuId: string; plans: ReadonlySet<string> }

/** Below this share of common service plans two products have little to do with each other. */
const leastLikeness = 0.5

/**
 * The known product whose service plans are most like the given ones: the number of plans in both, divided by
 * the number in either. Of equally like products the one with the smaller id is taken. Null when none shares
 * at least half.
 */
export function nearestProduct(plans: ReadonlySet<string>, known: Iterable<ProductPlans>): string | null {
  let best: { skuId: string; likeness: number } | null = null
  for (const product of known) {
    const common = product.plans.intersection(plans).size
    const likeness = common / (product.plans.size + plans.size - common)
    if (!(likeness >= leastLikeness)) continue
    const better =
      best === null || likeness > best.likeness || (likeness === best.likeness && product.skuId < best.skuId)
    if (better) best = { skuId: product.skuId, likeness }
  }
  return best?.skuId ?? null
}
