import { useQuery } from '@tanstack/react-query'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useQueries } from '../../queries.ts'
import type { Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { Page } from '../../ui/page.tsx'
import { ReportTable, type ReportTableProps } from '../../ui/table/report-table.tsx'
import { NothingYet } from './nothing-yet.tsx'

export type ReportScreenProps = { status: ConnectorStatus; route: Route; navigate: Navigate }

type Props = ReportScreenProps &
  Omit<ReportTableProps, 'connector' | 'view' | 'onView'> & {
    /** The report's own title when left out. */
    title?: string
  }

/** A screen that is one report. */
export function ReportScreen({ status, route, navigate, title, ...table }: Props) {
  const descriptions = useQuery(useQueries().reports())
  const description = descriptions.data?.find(({ name }) => name === table.report)
  return (
    <Page
      title={title ?? description?.title ?? ''}
      aside={title === undefined ? description?.about : undefined}
      scrolls={false}
    >
      {status.lastRun === null && <NothingYet status={status} />}
      {status.lastRun !== null && (
        <ReportTable
          {...table}
          connector={status.connector.id}
          view={route}
          onView={(changes, options) => navigate({ ...route, ...changes }, options)}
        />
      )}
    </Page>
  )
}
