import { webLightTheme } from '@fluentui/react-components'
import { useLayoutEffect, useMemo, useState } from 'react'
import type { ReportColumn, ReportPage } from '../../../../electron/contract/reports.ts'
import { formatCell, hasCents } from '../../format.ts'
import { useFormat } from '../../format-context.tsx'
import { cellText, missingReason } from '../body/cell-text.ts'
import { useCellWords } from '../body/use-cell-words.ts'
import { type ColumnNeed, columnNeed, createMeasure, fitWidths } from './fit.ts'
import type { Layout } from './layout.ts'

/** So many rows tell how wide a column has to be. */
const maxMeasured = 60

const none = {}

/** What a screen says of its columns beside their report, by their keys. */
type Drawn = {
  subtitles: Readonly<Record<string, string>>
  drawnWidths?: Readonly<Record<string, number>>
  /** What stands in a cell that holds nothing. */
  blanks?: Readonly<Record<string, string>>
}

/**
 * What each column of a report needs, by the first rows that came; it stays while other rows are looked at,
 * so that columns stand still under a search.
 */
export function useColumnNeeds(
  columns: readonly ReportColumn[],
  page: ReportPage | undefined,
  { subtitles, drawnWidths = none, blanks = none }: Drawn,
): readonly ColumnNeed[] {
  const format = useFormat()
  const words = useCellWords()
  const [first, setFirst] = useState<ReportPage | undefined>(page)
  if (page !== undefined && (first === undefined || first.rows.length === 0) && first !== page) setFirst(page)
  return useMemo(() => {
    const measure = createMeasure(webLightTheme.fontFamilyBase)
    const rows = first?.rows.slice(0, maxMeasured) ?? []
    const currencyAt = columns.findIndex(({ key }) => key === 'currency')
    const textsOf = (index: number) => {
      const column = columns[index]
      if (column === undefined) return rows.map(() => '')
      const values = rows.map(row => row[index] ?? null)
      const withCents = hasCents(column, values)
      const missing = first === undefined ? null : missingReason(first, column.key)
      return values.map((value, row) => {
        const money = { withCents, currency: rows[row]?.[currencyAt] ?? null }
        return cellText(value, column, missing, format, words, money).text || (blanks[column.key] ?? '')
      })
    }
    const currencies = rows.map(row => row[currencyAt] ?? null)
    // The sum comes later than the rows, and columns must not move then: no sum is more than all rows at
    // the largest value.
    const sumOf = (index: number) => {
      const column = columns[index]
      if (column === undefined || !column.sums) return ''
      const values = rows.map(row => row[index] ?? null)
      const most = Math.max(0, ...values.map(value => Math.abs(Number(value ?? 0)))) * (first?.filtered ?? 0)
      const money = { withCents: hasCents(column, values), currency: currencies.find(Boolean) ?? null }
      return formatCell(column.type === 'number' ? most : Math.ceil(most), column, format, words, money)
    }
    return columns.map((column, index) => {
      const unders = textsOf(columns.findIndex(({ key }) => key === subtitles[column.key]))
      const values = textsOf(index).map((text, row) => ({ text, under: unders[row] ?? '' }))
      const need = columnNeed(column, values, measure, index === 0, sumOf(index))
      const drawn = drawnWidths[column.key]
      if (drawn === undefined) return need
      return { ...need, wanted: Math.max(need.wanted, drawn), enough: drawn, least: drawn }
    })
  }, [columns, first, subtitles, drawnWidths, blanks, format, words])
}

/** Widths for the shown columns within the width of the table; columns with a width of their own keep it. */
export function fittedWidths(
  needs: readonly ColumnNeed[],
  { shown, widths }: Pick<Layout, 'shown' | 'widths'>,
  available: number,
): Record<string, number> {
  const given = shown.reduce((sum, key) => sum + (widths[key] ?? 0), 0)
  const open = needs.filter(({ key }) => shown.includes(key) && widths[key] === undefined)
  const hidden = needs.filter(({ key }) => !shown.includes(key))
  return {
    ...Object.fromEntries(hidden.map(({ key, wanted }) => [key, wanted])),
    ...fitWidths(open, available - given),
  }
}

/** The inner width of an element in pixels, as long as it is there; 0 before it is drawn. */
export function useInnerWidth(element: HTMLElement | null): number {
  const [width, setWidth] = useState(0)
  useLayoutEffect(() => {
    if (element === null) return undefined
    const measure = () => setWidth(element.clientWidth)
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [element])
  return width
}
