import { useTranslation } from 'react-i18next'
import { ReportScreen, type ReportScreenProps } from '../reports/report-screen.tsx'

const columns = [
  'display_name',
  'department',
  'products',
  'last_activity_date',
  'license_count',
  'account_enabled',
] as const

/** Everybody in the tenant. */
export function UsersScreen(props: ReportScreenProps) {
  const { t } = useTranslation()
  return <ReportScreen {...props} report="users" title={t('screens.users')} columns={columns} />
}
