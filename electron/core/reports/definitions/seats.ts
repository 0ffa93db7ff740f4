import { describe, flag, lastActivity, personColumns, type ReportDefinition, text } from '../definition.ts'

const seats: ReportDefinition = {
  description: describe({
    name: 'seats',
    title: 'Assigned seats',
    about:
      'One product held by one user, however many ways it came. Active is a seat whose user was active in any application lately.',
    columns: [
      ...personColumns,
      text('product_name', 'Product'),
      flag('active_30d', 'Active (30 days)'),
      lastActivity,
      text('department', 'Department'),
      flag('account_enabled', 'Account enabled'),
      text('user_type', 'Type'),
      text('kind', 'Kind'),
      text('sku_part_number', 'Part number'),
      text('sku_id', 'Product ID'),
      text('user_id', 'User ID'),
      text('country', 'Country'),
      text('company_name', 'Company'),
      text('office_location', 'Office'),
    ],
    rowKey: ['user_id', 'sku_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'licenses', must: false, columns: ['product_name', 'sku_part_number', 'kind'] },
    { source: 'activity', must: false, columns: ['active_30d', 'last_activity_date'] },
  ],
  whenEmpty: 'Every assigned seat would be here. Nobody holds one, or no sync has run yet.',
}

export const seatReports: readonly ReportDefinition[] = [seats]
