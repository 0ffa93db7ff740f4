import { Spinner } from '@fluentui/react-components'
import { useTranslation } from 'react-i18next'
import type { ReportDescription } from '../../../../electron/contract/reports.ts'
import type { TableRow } from '../rows/table-row.ts'
import type { ReportTableProps } from '../table-props.ts'
import { RowDetails } from './row-details.tsx'
import { RowPanel } from './row-panel.tsx'
import type { useOpenRow } from './use-open-row.ts'

type Props = Pick<ReportTableProps, 'renderPanel' | 'panelTitle' | 'onOpenPage' | 'columns'> & {
  report: ReportDescription
  opened: ReturnType<typeof useOpenRow>
  onClose: () => void
}

/** The side panel with what the screen shows of the open row. */
export function PanelOf({ report, opened, onClose, onOpenPage, renderPanel, panelTitle, columns }: Props) {
  const { t } = useTranslation()
  const { row, isGone } = opened
  const titleOf = panelTitle ?? ((shown: TableRow) => firstText(shown, columns ?? [], report))
  return (
    <RowPanel
      title={row === null ? t('table.panel.label') : titleOf(row)}
      onClose={onClose}
      onOpenPage={row === null || onOpenPage === undefined ? undefined : () => onOpenPage(row)}
    >
      {isGone && t('table.panel.gone')}
      {!isGone && row === null && <Spinner label={t('common.loading')} />}
      {row !== null && (renderPanel?.(row) ?? <RowDetails row={row} columns={report.columns} />)}
    </RowPanel>
  )
}

/** The value of the first column that says something. */
function firstText({ values }: TableRow, shown: readonly string[], { columns }: ReportDescription): string {
  const keys = [...shown, ...columns.map(({ key }) => key)]
  const found = keys.map(key => values[key] ?? null).find(value => value !== null && value !== '')
  return found === undefined || found === null ? '' : String(found)
}
