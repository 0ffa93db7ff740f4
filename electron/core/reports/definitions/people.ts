import {
  costColumns,
  count,
  describe,
  flag,
  integer,
  lastActivity,
  lastSignIn,
  name,
  personColumns,
  type ReportDefinition,
  text,
  time,
} from '../definition.ts'

const accountColumns = [
  flag('account_enabled', 'Account enabled'),
  text('user_type', 'Type'),
  text('department', 'Department'),
] as const

const users: ReportDefinition = {
  description: describe({
    name: 'users',
    title: 'Users',
    about: 'Everybody in the tenant, with their products, last sign-in and last activity.',
    columns: [
      ...personColumns,
      name('mail', 'Mail'),
      ...accountColumns,
      text('job_title', 'Job title'),
      text('company_name', 'Company'),
      text('office_location', 'Office'),
      text('city', 'City'),
      text('country', 'Country'),
      text('usage_location', 'Usage location'),
      time('created_at', 'Created', { blank: 'unknown' }),
      lastSignIn,
      lastActivity,
      count('license_count', 'Licenses'),
      text('products', 'Products'),
      text('user_id', 'User ID'),
      flag('active_30d', 'Active (30 days)'),
    ],
    rowKey: ['user_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'activity', must: false, columns: ['last_activity_date', 'active_30d'] },
    { source: 'signIn', must: false, columns: ['last_sign_in_at'] },
  ],
  whenEmpty: 'Everybody in the tenant would be here. Run a sync to retrieve them.',
}

const assignments: ReportDefinition = {
  description: describe({
    name: 'assignments',
    title: 'Assignments',
    about:
      'Who holds which product, directly or through a group. Held both ways, a product has a row for each.',
    columns: [
      ...personColumns,
      text('product_name', 'Product'),
      text('assigned_by', 'Assigned by'),
      text('state', 'State'),
      text('error', 'Error'),
      integer('disabled_plan_count', 'Service plans switched off'),
      text('department', 'Department'),
      flag('account_enabled', 'Account enabled'),
      lastActivity,
      text('sku_part_number', 'Part number'),
      text('group_id', 'Group ID'),
      text('sku_id', 'Product ID'),
      text('user_id', 'User ID'),
    ],
    rowKey: ['user_id', 'sku_id', 'group_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'licenses', must: false, columns: ['product_name', 'sku_part_number'] },
    { source: 'activity', must: false, columns: ['last_activity_date'] },
  ],
  whenEmpty: 'Every assigned license would be here. Nobody holds one, or no sync has run yet.',
}

/** What the reports about people whose licenses could be saved have in common. */
const candidateColumns = [
  ...personColumns,
  ...accountColumns,
  time('created_at', 'Created', { blank: 'unknown' }),
  lastSignIn,
  lastActivity,
  count('license_count', 'Licenses'),
  text('products', 'Products'),
  ...costColumns,
  text('user_id', 'User ID'),
] as const

const inactive: ReportDefinition = {
  description: describe({
    name: 'inactive',
    title: 'Inactive licensed people',
    about:
      'People who hold a license and were not active in any application for a number of days, or never. ' +
      'The days end with the newest day that Microsoft has reported. Guests are in no usage reports: those whom none names are ' +
      'left out here and listed in “Guests with licenses”, with their last sign-in.',
    columns: [...candidateColumns],
    parameters: [{ key: 'days', label: 'No activity for (days)', default: 30, min: 1, max: 3650 }],
    rowKey: ['user_id'],
    defaultSort: { column: 'last_activity_date', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'activity', must: true },
    { source: 'signIn', must: false, columns: ['last_sign_in_at'] },
  ],
  whenEmpty: 'Licensed people without activity would be here. Everybody with a license was active.',
}

const disabledWithLicenses: ReportDefinition = {
  description: describe({
    name: 'disabled-with-licenses',
    title: 'Disabled accounts with licenses',
    about: 'Accounts that cannot sign in and still hold licenses.',
    columns: [...candidateColumns],
    rowKey: ['user_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'activity', must: false, columns: ['last_activity_date'] },
    { source: 'signIn', must: false, columns: ['last_sign_in_at'] },
  ],
  whenEmpty: 'Disabled accounts that hold licenses would be here. There are none.',
}

const guestsWithLicenses: ReportDefinition = {
  description: describe({
    name: 'guests-with-licenses',
    title: 'Guests with licenses',
    about: 'Guests of the tenant who hold licenses of it.',
    columns: [...candidateColumns],
    rowKey: ['user_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'activity', must: false, columns: ['last_activity_date'] },
    { source: 'signIn', must: false, columns: ['last_sign_in_at'] },
  ],
  whenEmpty: 'Guests who hold licenses would be here. There are none.',
}

export const peopleReports: readonly ReportDefinition[] = [users, assignments]
export const candidateReports: readonly ReportDefinition[] = [
  inactive,
  disabledWithLicenses,
  guestsWithLicenses,
]
