import type { TFunction } from 'i18next'
import type { ReportFilter } from '../../../electron/contract/reports.ts'
import type { QuickFilter } from '../../ui/table/toolbar/quick-filters.tsx'

const dayMs = 86_400_000
const inactiveDays = 90
const newDays = 30

/** No activity in 30 days or ever, as everywhere else; whom no report measures are none of them. */
const inactive: ReportFilter = { column: 'active_30d', operator: '=', value: 0 }
const never: ReportFilter = { column: 'last_activity_date', operator: 'empty', value: null }
const licensed: ReportFilter = { column: 'license_count', operator: '>', value: 0 }

/**
 * The questions that the list of users is asked most.
 *
 * @param now milliseconds since the epoch, from which days are counted back
 */
export function userQuickFilters(t: TFunction, now: number): QuickFilter[] {
  const daysAgo = (days: number) => new Date(now - days * dayMs).toISOString().slice(0, 10)
  return [
    { label: t('usersScreen.licensed'), filters: [licensed] },
    { label: t('usersScreen.unlicensed'), filters: [{ column: 'license_count', operator: '=', value: 0 }] },
    {
      label: t('usersScreen.disabled'),
      filters: [licensed, { column: 'account_enabled', operator: '=', value: 0 }],
    },
    { label: t('usersScreen.guests'), filters: [{ column: 'user_type', operator: '=', value: 'Guest' }] },
    { label: t('usersScreen.notActive'), filters: [licensed, inactive] },
    {
      label: t('usersScreen.inactive', { days: inactiveDays }),
      filters: [licensed, { column: 'last_activity_date', operator: '<', value: daysAgo(inactiveDays) }],
    },
    {
      label: t('usersScreen.noActivity'),
      filters: [licensed, never],
    },
    {
      label: t('usersScreen.newcomers'),
      filters: [{ column: 'created_at', operator: '>=', value: daysAgo(newDays) }],
    },
  ]
}

/** The questions that are asked of those who hold a product. */
export function holderQuickFilters(t: TFunction): QuickFilter[] {
  return [
    { label: t('usersScreen.notActive'), filters: [inactive] },
    { label: t('usersScreen.noActivity'), filters: [never] },
    {
      label: t('usersScreen.blocked'),
      filters: [{ column: 'account_enabled', operator: '=', value: 0 }],
    },
  ]
}
