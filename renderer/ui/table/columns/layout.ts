import type { ReportColumn } from '../../../../electron/contract/reports.ts'
import type { TableLayout } from '../../../../electron/contract/settings.ts'
import type { ColumnNeed } from './fit.ts'

/** How the columns of a table stand, as it is remembered for each screen. */
export type Layout = TableLayout
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

/** Whether two layouts differ in the height of their rows at most. */
export function isSameLook(one: Layout, other: Layout): boolean {
  return JSON.stringify({ ...one, density: null }) === JSON.stringify({ ...other, density: null })
}

/** Fewer would not say what a table is about. */
const minColumns = 3

/**
 * A layout that nobody has changed, without the last columns that a narrow window has no room for; they are
 * shown again when it is wider.
 *
 * @param available pixels that all columns share; nothing is left out before they are known
 */
export function withinWidth(layout: Layout, needs: readonly ColumnNeed[], available: number): Layout {
  const least = (key: string) => needs.find(need => need.key === key)?.least ?? 0
  let shown = layout.shown
  const width = () => shown.reduce((sum, key) => sum + least(key), 0)
  while (available > 0 && shown.length > minColumns && width() > available) shown = shown.slice(0, -1)
  return shown === layout.shown ? layout : { ...layout, shown }
}

/** A remembered layout as far as the report still has its columns; null when nothing of it is left. */
export function fitLayout(remembered: Layout, columns: readonly ReportColumn[]): Layout | null {
  const isKnown = (key: string) => columns.some(column => column.key === key)
  const shown = remembered.shown.filter(isKnown)
  if (shown.length === 0) return null
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

/** Every column that a person reads: neither identifiers nor what stands under another one. */
function readableColumns(columns: readonly ReportColumn[]): string[] {
  const under = columns.flatMap(({ key }) => usualSubtitles[key] ?? [])
  return columns.map(({ key }) => key).filter(key => !key.endsWith('_id') && !under.includes(key))
}
