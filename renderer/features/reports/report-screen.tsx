import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useQueries } from '../../queries.ts'
import type { Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { Page } from '../../ui/page.tsx'
import { readableColumns, type ShownColumns } from '../../ui/table/columns.ts'
import { ReportTable } from '../../ui/table/report-table.tsx'
import { NothingYet } from './nothing-yet.tsx'

export type ReportScreenProps = { status: ConnectorStatus; route: Route; navigate: Navigate }

type Props = ReportScreenProps & {
  report: string
  /** The report's own title when left out. */
  title?: string
  /** Every column but identifiers when left out. */
  shown?: ShownColumns
}

/** A screen that is one report. */
export function ReportScreen({ status, route, navigate, report, title, shown }: Props) {
  const descriptions = useQuery(useQueries().reports())
  const description = descriptions.data?.find(({ name }) => name === report)
  const columns = useMemo(() => shown ?? readableColumns(description?.columns ?? []), [shown, description])
  return (
    <Page
      title={title ?? description?.title ?? ''}
      aside={title === undefined ? description?.about : undefined}
      scrolls={false}
    >
      {descriptions.isError && (
        <ErrorPanel error={descriptions.error} onRetry={() => void descriptions.refetch()} />
      )}
      {status.lastRun === null && <NothingYet status={status} />}
      {status.lastRun !== null && description !== undefined && (
        <ReportTable
          connector={status.connector.id}
          report={description}
          shown={columns}
          view={route}
          onView={(view, options) => navigate({ ...route, ...view }, options)}
        />
      )}
    </Page>
  )
}
