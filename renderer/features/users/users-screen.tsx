import { useQueryClient } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useQueries } from '../../queries.ts'
import { itemRoute } from '../../routing/route.ts'
import type { TableRow } from '../../ui/table/rows/table-row.ts'
import { ReportScreen, type ReportScreenProps } from '../reports/report-screen.tsx'
import { knownUser } from './known-user.ts'
import { userQuickFilters } from './quick-filters.ts'
import { UserDetails } from './user-details.tsx'
import { UserScreen } from './user-screen.tsx'

const columns = [
  'display_name',
  'last_activity_date',
  'products',
  'license_count',
  'department',
  'last_sign_in_at',
  'account_enabled',
] as const

/** Everybody in the tenant, with a panel and a page for each; the page where the address names a user. */
export function UsersScreen(props: ReportScreenProps) {
  const { item } = props.route
  return item === null ? <UserTable {...props} /> : <UserScreen {...props} key={item} userId={item} />
}

function UserTable(props: ReportScreenProps) {
  const { t } = useTranslation()
  const connector = props.status.connector.id
  const client = useQueryClient()
  const queries = useQueries()
  const quickFilters = useMemo(() => userQuickFilters(t, Date.now()), [t])
  return (
    <ReportScreen
      {...props}
      report="users"
      title={t('screens.users')}
      columns={columns}
      quickFilters={quickFilters}
      askForPanel={row => void client.prefetchQuery(queries.user(connector, userIdOf(row)))}
      renderPanel={row => (
        <UserDetails connector={connector} userId={userIdOf(row)} look="panel" known={knownUser(row)} />
      )}
      panelTitle={nameOf}
      onOpenPage={row => props.navigate(itemRoute('users', userIdOf(row)))}
    />
  )
}

const userIdOf = ({ values }: TableRow) => String(values['user_id'] ?? '')
const nameOf = ({ values }: TableRow) => String(values['display_name'] ?? values['user_principal_name'] ?? '')
