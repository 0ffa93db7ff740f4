/** The columns of `user` behind its key, each staged under the same name. */
export const userColumns = [
  'user_principal_name',
  'upn_key',
  'display_name',
  'mail',
  'account_enabled',
  'user_type',
  'department',
  'job_title',
  'company_name',
  'office_location',
  'city',
  'country',
  'usage_location',
  'created_at',
  'employee_id',
  'on_premises_sync',
  'is_resource_account',
] as const

/** The columns whose change is worth telling a person; the lower-case key only follows another one. */
export const toldColumns = userColumns.filter(column => column !== 'upn_key')

/** The columns as seen through a table's alias, with commas between. */
export function userColumnsOf(alias: string): string {
  return userColumns.map(column => `${alias}.${column}`).join(', ')
}
