import { date, describe, flag, personColumns, type ReportDefinition, text } from '../definition.ts'

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
      date('last_activity_date', 'Last activity'),
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
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'licenses', must: false },
    { source: 'activity', must: false },
  ],
  whenEmpty: 'Every assigned seat would be here. Nobody holds one, or no sync has run yet.',
}

export const seatReports: readonly ReportDefinition[] = [seats]
