import { useTranslation } from 'react-i18next'
import type { ReportColumn, ReportDescription, ReportFilter } from '../../../../electron/contract/reports.ts'
import { formatCell } from '../../format.ts'
import { useFormat } from '../../format-context.tsx'
import { useCellWords } from '../body/use-cell-words.ts'
import { choiceOf, filterKind, valuesOf } from './choices.ts'

/** So many values are named; the others are counted. */
const maxNamed = 3

type Value = string | number | null

/** Says a value of a column in words; one that is blank says so. */
export function useValueText(): (value: Value, column: ReportColumn) => string {
  const format = useFormat()
  const { t } = useTranslation()
  const flags = useCellWords()
  return (value, column) =>
    value === null || value === '' ? t('table.filter.blank') : formatCell(value, column, format, flags)
}

/** Says a filter in words, for instance `Department is Sales, IT or Legal`. */
export function useFilterText(report: ReportDescription): (filter: ReportFilter) => string {
  const { t } = useTranslation()
  const valueText = useValueText()
  return filter => {
    const column = report.columns.find(({ key }) => key === filter.column)
    if (column === undefined) return filter.column
    const kind = filterKind(column)
    const choice = choiceOf(filter, kind)
    const words = t(`table.filter.choices.${choice}`)
    const values = valuesOf(filter)
    if (choice === 'within') {
      const days = Number(values[0])
      return `${column.label} ${t('table.filter.inLastDays', { count: days })}`
    }
    // One of several names in a cell is asked for with what ends it.
    const named = values.slice(0, maxNamed).map(value => valueText(value, column).replace(/;$/, ''))
    const rest = values.length - named.length
    const list = rest > 0 ? [...named, t('table.filter.more', { count: rest })] : named
    return [column.label, words, list.join(', ')].join(' ').trim()
  }
}
