import { makeStyles, tokens } from '@fluentui/react-components'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { ProductPage } from '../../../electron/contract/pages/product.ts'
import { itemRoute } from '../../routing/route.ts'
import { useFormat } from '../../ui/format-context.tsx'
import { ReportTable } from '../../ui/table/report-table.tsx'
import type { TableRow } from '../../ui/table/rows/table-row.ts'
import type { ReportScreenProps } from '../reports/report-screen.tsx'
import { knownUser } from '../users/known-user.ts'
import { holderQuickFilters } from '../users/quick-filters.ts'
import { UserDetails } from '../users/user-details.tsx'

const tables = {
  users: {
    report: 'assignments',
    columns: ['display_name', 'last_activity_date', 'assigned_by', 'state', 'department', 'account_enabled'],
  },
  subscriptions: {
    report: 'renewals',
    columns: ['product_name', 'status', 'total_licenses', 'is_trial', 'created_at', 'next_lifecycle_at'],
  },
  changes: {
    report: 'changes',
    columns: ['at', 'kind', 'display_name', 'from_product_name'],
  },
} as const

const useStyles = makeStyles({
  about: { color: tokens.colorNeutralForeground3 },
})

type Props = ReportScreenProps & { product: ProductPage; tab: keyof typeof tables }

/** The rows of a report that are about one product. */
export function ProductTable({ status, route, navigate, product, tab }: Props) {
  const { skuId } = product
  const { t } = useTranslation()
  const connector = status.connector.id
  const quickFilters = useMemo(() => holderQuickFilters(t), [t])
  const { report, columns } = tables[tab]
  const given = useMemo(
    () => ({ filters: [{ column: 'sku_id', operator: '=', value: skuId } as const] }),
    [skuId],
  )
  const ofUser =
    tab === 'users'
      ? {
          quickFilters,
          renderPanel: (row: TableRow) => (
            <UserDetails connector={connector} userId={userIdOf(row)} look="panel" known={knownUser(row)} />
          ),
          onOpenPage: (row: TableRow) => navigate(itemRoute('users', userIdOf(row))),
        }
      : {}
  return (
    <>
      {tab === 'users' && <RowsPerUser product={product} />}
      <ReportTable
        connector={connector}
        report={report}
        columns={columns}
        memory={`product.${tab}`}
        given={given}
        view={route}
        onView={(changes, options) => navigate({ ...route, ...changes }, options)}
        {...ofUser}
      />
    </>
  )
}

/** Why there are more rows than users, where there are. */
function RowsPerUser({ product: { ways, assignedUsers } }: Pick<Props, 'product'>) {
  const styles = useStyles()
  const { t } = useTranslation()
  const format = useFormat()
  const rows = ways.reduce(
    (sum, { users, failed }) => sum + users + failed.reduce((more, one) => more + one.users, 0),
    0,
  )
  if (rows <= assignedUsers) return null
  return (
    <span className={styles.about}>
      {t('productPage.usersAbout', {
        count: assignedUsers,
        users: format.integer(assignedUsers),
        rows: format.integer(rows),
      })}
    </span>
  )
}

const userIdOf = ({ values }: TableRow) => String(values['user_id'] ?? '')
