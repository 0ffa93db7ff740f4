import type { TFunction } from 'i18next'
import type { UserChange } from '../../../electron/contract/pages/changes.ts'

const known = [
  'user_added',
  'user_removed',
  'user_changed',
  'license_assigned',
  'license_removed',
  'license_swapped',
  'license_plans_changed',
] as const

/** What a change says, as a sentence; a kind that is not known yet as the data has it. */
export function changeText(change: UserChange, t: TFunction): string {
  const kind = known.find(name => name === change.kind)
  if (kind === undefined) return change.kind
  if (kind === 'user_changed')
    return t('userPage.change.user_changed', { fields: fieldNames(change.detail, t) })
  return t(`userPage.change.${kind}`, {
    product: change.productName ?? change.skuId ?? '',
    from: change.fromProductName ?? '',
  })
}

const fields = [
  'user_principal_name',
  'display_name',
  'mail',
  'account_enabled',
  'department',
  'job_title',
  'company_name',
  'office_location',
  'city',
  'country',
  'usage_location',
] as const

function fieldNames(detail: string | null, t: TFunction): string {
  return (detail ?? '')
    .split(', ')
    .map(name => {
      const field = fields.find(one => one === name)
      return field === undefined ? name.replaceAll('_', ' ') : t(`userPage.field.${field}`)
    })
    .join(', ')
}
