import { useTranslation } from 'react-i18next'
import { ReportScreen, type ReportScreenProps } from '../reports/report-screen.tsx'

const shown = {
  product_name: 250,
  enabled_units: null,
  consumed_units: null,
  available_units: null,
  active_users_30d: 200,
  inactive_users_30d: 210,
}

/** Every product of the tenant with its seats. */
export function LicensesScreen(props: ReportScreenProps) {
  const { t } = useTranslation()
  return <ReportScreen {...props} report="licenses" title={t('screens.licenses')} shown={shown} />
}
