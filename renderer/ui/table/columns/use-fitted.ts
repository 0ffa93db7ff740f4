import { webLightTheme } from '@fluentui/react-components'
import { useLayoutEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReportColumn, ReportPage } from '../../../../electron/contract/reports.ts'
import { formatCell } from '../../format.ts'
import { useFormat } from '../../format-context.tsx'
import { type ColumnNeed, columnNeed, createMeasure, fitWidths } from './fit.ts'
import type { Layout } from './layout.ts'

/** So many rows tell how wide a column has to be. */
const maxMeasured = 60

const noWidths = {}

/**
 * What each column of a report needs, by the first rows that came; it stays while other rows are looked at,
 * so that columns stand still under a search.
 */
export function useColumnNeeds(
  columns: readonly ReportColumn[],
  page: ReportPage | undefined,
  subtitles: Readonly<Record<string, string>>,
  drawnWidths: Readonly<Record<string, number>> = noWidths,
): readonly ColumnNeed[] {
  const format = useFormat()
  const { t } = useTranslation()
  const [first, setFirst] = useState<ReportPage | undefined>(page)
  if (page !== undefined && (first === undefined || first.rows.length === 0) && first !== page) setFirst(page)
  return useMemo(() => {
    const measure = createMeasure(webLightTheme.fontFamilyBase)
    const flags = { yes: t('common.yes'), no: t('common.no') }
    const rows = first?.rows.slice(0, maxMeasured) ?? []
    const textAt = (key: string, row: ReportPage['rows'][number]) => {
      const index = columns.findIndex(column => column.key === key)
      const column = columns[index]
      return column === undefined ? '' : formatCell(row[index] ?? null, column, format, flags)
    }
    return columns.map((column, index) => {
      const under = subtitles[column.key]
      const values = rows.map(row => ({
        text: textAt(column.key, row),
        under: under === undefined ? '' : textAt(under, row),
      }))
      const need = columnNeed(column, values, measure, index === 0)
      const drawn = drawnWidths[column.key]
      return drawn === undefined ? need : { ...need, wanted: Math.max(need.wanted, drawn), least: drawn }
    })
  }, [columns, first, subtitles, drawnWidths, format, t])
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
