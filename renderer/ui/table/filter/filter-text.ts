import { useTranslation } from 'react-i18next'
import type { ReportDescription, ReportFilter } from '../../../../electron/contract/reports.ts'

/** Says a filter in words, for instance `Department is Sales`. */
export function useFilterText(report: ReportDescription): (filter: ReportFilter) => string {
  const { t } = useTranslation()
  return ({ column, operator, value }) => {
    const label = report.columns.find(({ key }) => key === column)?.label ?? column
    return [label, t(`operators.${operator}`), value ?? ''].join(' ').trim()
  }
}
