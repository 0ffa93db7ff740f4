import * as z from 'zod/mini'
import type { ReportColumn } from '../../../../electron/contract/reports.ts'

/** How the columns of a table stand, as it is remembered for each screen. */
export const Layout = z.object({
  /** Every column in its order, also those that are hidden. */
  order: z.array(z.string()),
  shown: z.array(z.string()),
  /** Columns that stay while the table is scrolled sideways, from the left. */
  pinned: z.array(z.string()),
  /** In pixels, of the columns whose width somebody has changed; the others fit their content. */
  widths: z.record(z.string(), z.number().check(z.minimum(40), z.maximum(2000))),
  density: z.enum(['compact', 'comfortable']),
})
export type Layout = z.infer<typeof Layout>
export type Density = Layout['density']

/** The height of a row in pixels. */
export const rowHeights: Readonly<Record<Density, number>> = { compact: 32, comfortable: 40 }

/**
 * The layout before somebody changes it: the first column is pinned.
 *
 * @param shown keys of the columns to show, in their order; every readable one when left out
 */
export function plainLayout(
  columns: readonly ReportColumn[],
  shown: readonly string[] = readableColumns(columns),
): Layout {
  const known = shown.filter(key => columns.some(column => column.key === key))
  return {
    order: inOrder(columns, known),
    shown: known,
    pinned: known.slice(0, 1),
    widths: {},
    density: 'compact',
  }
}

/** A remembered layout as far as the report still has its columns; the plain one when nothing of it is left. */
export function fitLayout(remembered: Layout, columns: readonly ReportColumn[], plain: Layout): Layout {
  const isKnown = (key: string) => columns.some(column => column.key === key)
  const shown = remembered.shown.filter(isKnown)
  if (shown.length === 0) return plain
  return {
    ...remembered,
    order: inOrder(columns, remembered.order.filter(isKnown)),
    shown,
    pinned: remembered.pinned.filter(isKnown),
    widths: Object.fromEntries(Object.entries(remembered.widths).filter(([key]) => isKnown(key))),
  }
}

function inOrder(columns: readonly ReportColumn[], first: readonly string[]): string[] {
  return [...first, ...columns.map(({ key }) => key).filter(key => !first.includes(key))]
}

/** What stands small under a column instead of beside it, by the key of that column. */
export const usualSubtitles: Readonly<Record<string, string>> = {
  display_name: 'user_principal_name',
  product_name: 'sku_part_number',
}

/** Every column that a person reads: identifiers and what stands under another column are for a choice. */
function readableColumns(columns: readonly ReportColumn[]): string[] {
  const under = columns.flatMap(({ key }) => usualSubtitles[key] ?? [])
  return columns.map(({ key }) => key).filter(key => !key.endsWith('_id') && !under.includes(key))
}
