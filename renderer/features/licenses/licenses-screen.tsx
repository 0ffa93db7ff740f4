import { useTranslation } from 'react-i18next'
import { ReportScreen, type ReportScreenProps } from '../reports/report-screen.tsx'

const columns = [
  'product_name',
  'enabled_units',
  'consumed_units',
  'available_units',
  'active_users_30d',
  'inactive_users_30d',
] as const

/** Every product of the tenant with its seats. */
export function LicensesScreen(props: ReportScreenProps) {
  const { t } = useTranslation()
  return <ReportScreen {...props} report="licenses" title={t('screens.licenses')} columns={columns} />
}
