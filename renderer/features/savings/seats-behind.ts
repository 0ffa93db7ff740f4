import type { ReportFilter } from '../../../electron/contract/reports.ts'
import type { UseBand } from '../../../electron/contract/savings/last-use.ts'
import type { Route } from '../../routing/route.ts'
import { routeBehind } from '../insight/rows-behind.ts'
import type { ClassPart } from './products/class-bar.ts'

const is = (column: string, value: string): ReportFilter => ({ column, operator: '=', value })

const seats = (skuId: string | null, filters: readonly ReportFilter[]): Route =>
  routeBehind({
    report: 'seat-use',
    filters: [...filters, ...(skuId === null ? [] : [is('sku_id', skuId)])],
    parameters: {},
  })

/** The seats of a column of the chart: of a paid product, or of all of them. */
export const seatsOfBand = (band: UseBand, skuId: string | null): Route =>
  seats(skuId, [is('use_band', band)])

const filtersOfParts: Readonly<
  Record<Exclude<ClassPart, 'unassigned'> | 'assigned', readonly ReportFilter[]>
> = {
  assigned: [],
  sure: [is('class', 'claimed'), { column: 'grade', operator: 'in', value: ['certain', 'strong'] }],
  weak: [is('class', 'claimed'), is('grade', 'weak')],
  inUse: [is('class', 'in_use')],
  tooNew: [is('class', 'too_new')],
  leftOut: [is('class', 'left_out')],
  notJudged: [is('class', 'not_judged')],
}

/** The assigned seats of a paid product that are in a class; null for what counts no assigned seats. */
export function seatsOfClass(part: string, skuId: string): Route | null {
  const found = Object.entries(filtersOfParts).find(([name]) => name === part)
  return found === undefined ? null : seats(skuId, found[1])
}
