import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { useQueries } from '../../queries.ts'
import type { Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { Loading } from '../../ui/loading.tsx'
import { Page } from '../../ui/page.tsx'
import { ReportTable } from '../../ui/table/report-table.tsx'
import type { ReportTableProps } from '../../ui/table/table-props.ts'
import { NothingYet } from './nothing-yet.tsx'

export type ReportScreenProps = { status: ConnectorStatus; route: Route; navigate: Navigate }

type Props = ReportScreenProps &
  Omit<ReportTableProps, 'connector' | 'view' | 'onView'> & {
    /** The report's own title when left out. */
    title?: string
    /** Beside the title: what the colours mean. */
    aside?: ReactNode
    /** Whether it is not known yet how the table is to look. */
    isWaiting?: boolean
  }

/** A screen that is one report. */
export function ReportScreen({ status, route, navigate, title, aside, isWaiting = false, ...table }: Props) {
  const descriptions = useQuery(useQueries().reports())
  const description = descriptions.data?.find(({ name }) => name === table.report)
  return (
    <Page
      title={title ?? description?.title ?? ''}
      aside={title === undefined ? description?.about : aside}
      scrolls={false}
    >
      {status.lastRun === null && <NothingYet status={status} />}
      <Loading when={status.lastRun !== null && isWaiting} />
      {status.lastRun !== null && !isWaiting && (
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
