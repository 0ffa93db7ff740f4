import type { UserPage } from '../../../electron/contract/pages/user.ts'
import type { TableRow } from '../../ui/table/rows/table-row.ts'

/** Who a user is. */
export type Who = Omit<
  UserPage,
  'userId' | 'displayName' | 'signIns' | 'licenses' | 'use' | 'activations' | 'changes'
>

/** What a row of a table says of a user, while everything else is being read. */
export type KnownUser = {
  who: Who
  /** The names of the products that they hold; null where the table does not have them. */
  products: readonly string[] | null
}

/** The user of a row, as far as the table has the columns; what it does not have stays out of sight. */
export function knownUser({ values }: TableRow): KnownUser {
  const text = (column: string) => {
    const value = values[column] ?? null
    return value === null ? null : String(value)
  }
  const enabled = values['account_enabled'] ?? null
  const shown = text('products')
  const isEmpty = values['license_count'] === 0
  return {
    who: {
      userPrincipalName: text('user_principal_name'),
      mail: text('mail'),
      accountEnabled: enabled === null ? null : Number(enabled),
      userType: text('user_type'),
      department: text('department'),
      jobTitle: text('job_title'),
      companyName: text('company_name'),
      officeLocation: text('office_location'),
      city: text('city'),
      country: text('country'),
      usageLocation: text('usage_location'),
      createdAt: text('created_at'),
      disabledSince: null,
      onPremisesSync: null,
      isResourceAccount: null,
      leftOut: [],
      entraUrl: null,
    },
    products: shown === null ? (isEmpty ? [] : null) : shown.split('; '),
  }
}
