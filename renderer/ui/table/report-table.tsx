import { Button } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useQueries } from '../../queries.ts'
import { formatRoute, plainRoute } from '../../routing/route.ts'
import { EmptyState } from '../empty-state.tsx'
import { ErrorPanel } from '../error-panel.tsx'
import { Loading } from '../loading.tsx'
import { useTableMemory } from './memory/use-table-memory.ts'
import { TableFrame } from './table-frame.tsx'
import type { ReportTableProps } from './table-props.ts'

/**
 * One report as the table of every screen: filtered, sorted, searched and paged by the database, drawn only
 * where it is seen, with a side panel, a selection and what a person remembers of its columns.
 *
 * Objects and lists among the properties should be the same while nothing changes.
 */
export function ReportTable(props: ReportTableProps) {
  const { t } = useTranslation()
  const descriptions = useQuery(useQueries().reports())
  const name = props.memory ?? props.report
  const { memory, keep } = useTableMemory(name)
  if (descriptions.isError) {
    return <ErrorPanel error={descriptions.error} onRetry={() => void descriptions.refetch()} />
  }
  if (descriptions.data === undefined || memory === null) return <Loading when />
  const report = descriptions.data.find(({ name }) => name === props.report)
  if (report === undefined) {
    return (
      <EmptyState
        title={t('table.problem.noReport')}
        about={t('table.problem.noReportAbout', { report: props.report.slice(0, 80) })}
      >
        <Button as="a" href={formatRoute(plainRoute('overview'))}>
          {t('table.problem.back')}
        </Button>
      </EmptyState>
    )
  }
  // Another report, or the same one under another name, begins with its own columns.
  return (
    <TableFrame key={`${name} ${report.name}`} {...props} report={report} remembered={memory} keep={keep} />
  )
}
