import type { ReportColumn } from '../../../../electron/contract/reports.ts'

export type TextStyle = 'cell' | 'head' | 'small'

/** The width of a text in pixels. */
export type MeasureText = (text: string, style: TextStyle) => number

/** What a column needs for its title and values, and the least that still shows what it is. */
export type ColumnNeed = { key: string; wanted: number; least: number }

const maxWidth = 300
const minWidth = 64
const minTextWidth = 104
const minFirstWidth = 180
/** Left and right of a value. */
const aroundValue = 17
/** Around a title stand the arrow of the order and some air. */
const aroundTitle = 28

/**
 * What a column needs.
 *
 * @param values what its cells show, each with the line under it where there is one
 */
export function columnNeed(
  column: ReportColumn,
  values: readonly { text: string; under: string }[],
  measure: MeasureText,
  isFirst: boolean,
): ColumnNeed {
  const forTitle = titleWidth(column.label, measure) + aroundTitle
  const forValues = values.map(({ text, under }) => Math.max(measure(text, 'cell'), measure(under, 'small')))
  // The sum of a column is longer than any of its values.
  const room = aroundValue + (column.sums ? measure('00', 'cell') : 0)
  const needed = Math.ceil(Math.max(forTitle, ...forValues.map(width => width + room)))
  const wanted = Math.max(minWidth, Math.min(maxWidth, needed))
  const least = Math.min(wanted, isFirst ? minFirstWidth : minTextWidth)
  return { key: column.key, wanted, least: column.type === 'text' ? least : wanted }
}

/** A title of several words stands in two lines. */
function titleWidth(title: string, measure: MeasureText): number {
  const words = title.split(' ')
  const splits = words.map((_, index) =>
    Math.max(
      measure(words.slice(0, index + 1).join(' '), 'head'),
      measure(words.slice(index + 1).join(' '), 'head'),
    ),
  )
  return Math.min(...splits)
}

/**
 * Widths for the columns in sight. Where all of them do not fit, texts give way, the longest the most; they
 * are never narrower than what shows what they are, and then the table is scrolled.
 *
 * @param available pixels beside the columns whose width is given
 */
export function fitWidths(needs: readonly ColumnNeed[], available: number): Record<string, number> {
  const wanted = needs.reduce((sum, need) => sum + need.wanted, 0)
  const spare = needs.reduce((sum, need) => sum + need.wanted - need.least, 0)
  const over = wanted - available
  const share = over <= 0 || spare === 0 ? 0 : Math.min(1, over / spare)
  return Object.fromEntries(
    needs.map(({ key, wanted: width, least }) => [key, Math.floor(width - (width - least) * share)]),
  )
}

const usualLetter: Readonly<Record<TextStyle, number>> = { cell: 7.2, head: 7.4, small: 5.8 }

/** Measures with the fonts of the page; by a usual width of letters where there is nothing to draw on. */
export function createMeasure(fontFamily: string): MeasureText {
  const context = typeof OffscreenCanvas === 'undefined' ? null : new OffscreenCanvas(1, 1).getContext('2d')
  if (context === null) return (text, style) => text.length * usualLetter[style]
  const fonts: Readonly<Record<TextStyle, string>> = {
    cell: `14px ${fontFamily}`,
    head: `600 14px ${fontFamily}`,
    small: `11px ${fontFamily}`,
  }
  return (text, style) => {
    if (context.font !== fonts[style]) context.font = fonts[style]
    return context.measureText(text).width
  }
}
