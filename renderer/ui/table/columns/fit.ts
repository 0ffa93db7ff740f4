import type { ReportColumn } from '../../../../electron/contract/reports.ts'
import { isNumeric } from '../../format.ts'

export type TextStyle = 'cell' | 'head' | 'small'

/** The width of a text in pixels. */
export type MeasureText = (text: string, style: TextStyle) => number

/**
 * What a column needs for its title and everything in it, what is enough for most of its values without the
 * small lines under them, and the least that still shows what it is.
 */
export type ColumnNeed = { key: string; wanted: number; enough: number; least: number }

const maxWidth = 300
const minWidth = 64
const minTextWidth = 120
const minFirstWidth = 180
const maxFirstUnder = 240
/** Left and right of a value. */
const aroundValue = 17
/** The sides of a title and the arrow of the order with its gap. */
const aroundTitle = 34
/** The arrow of a title at the right stands in the room that is left of it. */
const aroundRightTitle = 21

/**
 * What a column needs.
 *
 * @param values what its cells show, each with the line under it where there is one
 * @param sum about the longest text that its sum can be; empty for a column without one
 */
export function columnNeed(
  column: ReportColumn,
  values: readonly { text: string; under: string }[],
  measure: MeasureText,
  isFirst: boolean,
  sum = '',
): ColumnNeed {
  const forTitle = titleWidth(column.label, measure) + (isNumeric(column) ? aroundRightTitle : aroundTitle)
  const texts = widthsOf(
    values.map(({ text }) => text),
    text => measure(text, 'cell'),
  )
  const unders = widthsOf(
    values.map(({ under }) => under),
    text => measure(text, 'small'),
  )
  // The sum of a column is longer than any of its values, and written in bold.
  const forSum = sum === '' ? 0 : measure(sum, 'head') + aroundValue
  const widthFor = (content: number) =>
    Math.max(minWidth, Math.min(maxWidth, Math.ceil(Math.max(forTitle, forSum, content + aroundValue))))
  const wanted = widthFor(Math.max(0, texts.at(-1) ?? 0, unders.at(-1) ?? 0))
  if (column.type !== 'text') return { key: column.key, wanted, enough: wanted, least: wanted }
  const most = (widths: readonly number[]) => widths[Math.floor(widths.length * usualShare)] ?? 0
  // Users of one name are told apart by the line under it.
  const forFirst = isFirst ? Math.min(most(unders), maxFirstUnder) : 0
  const least = Math.min(
    wanted,
    isFirst ? Math.max(minFirstWidth, Math.ceil(forFirst) + aroundValue) : minTextWidth,
  )
  const enough = Math.max(least, widthFor(Math.max(most(texts), forFirst)))
  return { key: column.key, wanted, enough, least }
}

/** Nine in ten: one long name does not take the room of all others. */
const usualShare = 0.9

/** Ascending. The cells of a column are mostly few different texts, each of which is measured once. */
function widthsOf(texts: readonly string[], measure: (text: string) => number): number[] {
  const known = new Map([...new Set(texts)].map(text => [text, text === '' ? 0 : measure(text)]))
  return texts.map(text => known.get(text) ?? 0).toSorted((one, other) => one - other)
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
 * Widths for the columns in sight. Where all of them do not fit, the longest texts give way first, then all
 * texts but the first with the line under it; they are never narrower than what shows what they are, and
 * then the table is scrolled.
 *
 * @param available pixels beside the columns whose width is given
 */
export function fitWidths(needs: readonly ColumnNeed[], available: number): Record<string, number> {
  const sumOf = (side: 'wanted' | 'enough' | 'least') => needs.reduce((sum, need) => sum + need[side], 0)
  const isTight = sumOf('enough') > available
  const [from, to] = isTight ? (['enough', 'least'] as const) : (['wanted', 'enough'] as const)
  const spare = sumOf(from) - sumOf(to)
  const over = sumOf(from) - available
  const share = over <= 0 || spare === 0 ? 0 : Math.min(1, over / spare)
  return Object.fromEntries(
    needs.map(need => [need.key, Math.floor(need[from] - (need[from] - need[to]) * share)]),
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
  // What the canvas says of its font is never what was given to it, and to set one takes long.
  let current: TextStyle | null = null
  return (text, style) => {
    if (current !== style) context.font = fonts[style]
    current = style
    return context.measureText(text).width
  }
}
