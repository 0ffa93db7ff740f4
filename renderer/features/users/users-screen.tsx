import { useTranslation } from 'react-i18next'
import { ReportScreen, type ReportScreenProps } from '../reports/report-screen.tsx'

const shown = [
  'display_name',
  'user_principal_name',
  'account_enabled',
  'department',
  'last_activity_date',
  'license_count',
  'products',
]

/** Everybody in the tenant. */
export function UsersScreen(props: ReportScreenProps) {
  const { t } = useTranslation()
  return <ReportScreen {...props} report="users" title={t('screens.users')} shown={shown} />
}
