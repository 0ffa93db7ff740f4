import { Link, makeStyles, tokens } from '@fluentui/react-components'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ReportFilter } from '../../../electron/contract/reports.ts'
import { useQueries } from '../../queries.ts'
import { formatRoute, plainRoute, type Route } from '../../routing/route.ts'
import type { Navigate } from '../../routing/use-route.ts'
import { ErrorPanel } from '../../ui/error-panel.tsx'
import { NotFoundPage } from '../../ui/not-found-page.tsx'
import { Page } from '../../ui/page.tsx'
import type { TableRow } from '../../ui/table/rows/table-row.ts'
import type { ReportTableProps } from '../../ui/table/table-props.ts'
import { routeBehind } from '../insight/rows-behind.ts'
import { ReportScreen, type ReportScreenProps } from './report-screen.tsx'

const useStyles = makeStyles({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(300px, 1fr))',
    columnGap: tokens.spacingHorizontalXXXL,
    rowGap: tokens.spacingVerticalXXL,
    margin: 0,
    padding: 0,
    listStyleType: 'none',
  },
  report: { display: 'flex', flexDirection: 'column', rowGap: tokens.spacingVerticalXXS },
  name: { fontWeight: tokens.fontWeightSemibold, alignSelf: 'flex-start' },
  about: { color: tokens.colorNeutralForeground2 },
})

/** The report that the address names, or the list of all of them. */
export function ReportsScreen({ status, route, navigate }: ReportScreenProps) {
  const reports = useQuery(useQueries().reports())
  if (route.report === null) return <ReportList navigate={navigate} />
  const isUnknown = reports.data?.every(({ name }) => name !== route.report) ?? false
  if (isUnknown) return <NotFoundPage navigate={navigate} />
  return (
    <ReportScreen
      key={route.report}
      status={status}
      route={route}
      navigate={navigate}
      report={route.report}
      {...rowPagesOf(route.report, navigate)}
    />
  )
}

/** Reports whose rows are themselves counts lead from a row to what it counts. */
const rowRoutes: Readonly<Record<string, (row: TableRow) => Route>> = {
  'failed-assignments': ({ values }) =>
    routeBehind({
      report: 'assignments',
      filters: [
        { column: 'state', operator: '=', value: 'Error' },
        ...(['sku_id', 'group_id', 'error'] as const).map((column): ReportFilter => {
          const value = values[column] ?? null
          return value === null
            ? { column, operator: 'empty', value }
            : { column, operator: '=', value: String(value) }
        }),
      ],
      parameters: {},
    }),
}

function rowPagesOf(report: string, navigate: Navigate) {
  const routeOf = rowRoutes[report]
  return {
    ...looks[report],
    ...(routeOf === undefined ? {} : { onOpenPage: (row: TableRow) => navigate(routeOf(row)) }),
  }
}

/** How a report is shown that says more than fits into its columns; the panel of a row has all. */
const looks: Readonly<Record<string, Pick<ReportTableProps, 'columns' | 'subtitles' | 'drawnWidths'>>> = {
  'failed-assignments': {
    columns: ['product_name', 'error', 'users', 'fix', 'group_id'],
    subtitles: { fix: 'hint' },
    // The advice with its hint is what the table is read for; an ID is known by its beginning.
    drawnWidths: { fix: 350 },
  },
}

/** Every report there is, with what it answers. */
function ReportList({ navigate }: { navigate: Navigate }) {
  const styles = useStyles()
  const { t } = useTranslation()
  const reports = useQuery(useQueries().reports())
  return (
    <Page title={t('screens.reports')}>
      {reports.isError && <ErrorPanel error={reports.error} onRetry={() => void reports.refetch()} />}
      <ul className={styles.list}>
        {reports.data
          ?.filter(({ name }) => name !== 'overview')
          .map(({ name, title, about }) => {
            const route = { ...plainRoute('reports'), report: name }
            return (
              <li key={name} className={styles.report}>
                <Link
                  className={styles.name}
                  href={formatRoute(route)}
                  onClick={event => {
                    event.preventDefault()
                    navigate(route)
                  }}
                >
                  {title}
                </Link>
                <span className={styles.about}>{about}</span>
              </li>
            )
          })}
      </ul>
    </Page>
  )
}
