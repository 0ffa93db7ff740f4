import Papa from 'papaparse'
import { AppError } from '../../errors.ts'

export type ProductRow = { skuId: string; stringId: string; displayName: string }
export type PlanRow = {
  skuId: string
  servicePlanId: string
  servicePlanName: string
  friendlyName: string
}
export type NameTable = { products: ProductRow[]; plans: PlanRow[] }

const columns = [
  'Product_Display_Name',
  'String_Id',
  'GUID',
  'Service_Plan_Name',
  'Service_Plan_Id',
  'Service_Plans_Included_Friendly_Names',
] as const

/** The text of the table, and what tells it from another one. */
export type NamesText = { text: string; fingerprint: string }

/**
 * Reads Microsoft's CSV, in which a product has a row per service plan. Products and plans are told apart by
 * their GUIDs, in lower case; of several rows for the same thing the last one counts. Throws `invalidAnswer`
 * when a column is missing.
 */
export function parseNames(text: string): NameTable {
  const content = text.startsWith('\uFEFF') ? text.slice(1) : text
  // The library would guess the line end from the beginning. What CRLF leaves is trimmed.
  const { data: rows } = Papa.parse<string[]>(content, { newline: '\n' })
  const headers = (rows.shift() ?? []).map(name => name.trim())
  const positions = columns.map(column => headers.indexOf(column))
  if (positions.includes(-1)) {
    throw new AppError('invalidAnswer', 'The table of product names lacks one of its columns.', {
      fix: `Use Microsoft's CSV as it is; it begins with the columns ${columns.join(', ')}.`,
    })
  }
  const products = new Map<string, ProductRow>()
  const plans = new Map<string, PlanRow>()
  for (const row of rows) {
    const [
      displayName = '',
      stringId = '',
      guid = '',
      servicePlanName = '',
      planGuid = '',
      friendlyName = '',
    ] = positions.map(position => row[position]?.trim())
    if (guid === '') continue
    const skuId = guid.toLowerCase()
    const servicePlanId = planGuid.toLowerCase()
    products.set(skuId, { skuId, stringId, displayName })
    plans.set(`${skuId}\t${servicePlanId}`, { skuId, servicePlanId, servicePlanName, friendlyName })
  }
  return { products: sorted(products), plans: sorted(plans) }
}

/** In the order of the keys, in which they are quickest to store. */
function sorted<T>(rows: ReadonlyMap<string, T>): T[] {
  return [...rows].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row)
}
