import { useTranslation } from 'react-i18next'
import { ReportScreen, type ReportScreenProps } from '../reports/report-screen.tsx'

const shown = {
  display_name: 190,
  user_principal_name: 240,
  department: null,
  last_activity_date: null,
  license_count: null,
  products: 200,
}

/** Everybody in the tenant. */
export function UsersScreen(props: ReportScreenProps) {
  const { t } = useTranslation()
  return <ReportScreen {...props} report="users" title={t('screens.users')} shown={shown} />
}
