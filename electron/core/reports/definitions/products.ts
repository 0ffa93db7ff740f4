import {
  costColumns,
  count,
  date,
  days,
  describe,
  flag,
  integer,
  lastActivity,
  money,
  percent,
  personColumns,
  type ReportDefinition,
  text,
  time,
} from '../definition.ts'

const activityColumns = ['active_users_30d', 'inactive_users_30d', 'active_share', 'unused_cost_year']

const licenses: ReportDefinition = {
  description: describe({
    name: 'licenses',
    title: 'Licenses',
    about: 'Every product of the tenant: seats bought, assigned, in use and free. Prices are your own.',
    columns: [
      text('product_name', 'Product'),
      text('sku_part_number', 'Part number'),
      text('capability_status', 'Status'),
      count('enabled_units', 'Seats'),
      count('warning_units', 'Seats in warning'),
      count('suspended_units', 'Seats suspended'),
      count('consumed_units', 'Seats assigned'),
      count('available_units', 'Seats free'),
      integer('assigned_users', 'People'),
      integer('active_users_30d', 'Active people (30 days)'),
      integer('inactive_users_30d', 'Inactive people (30 days)'),
      money('unit_price', 'Price (per seat and month)'),
      ...costColumns,
      flag('free_of_charge', 'Free of charge'),
      text('sku_id', 'Product ID'),
      text('kind', 'Kind'),
      count('bought_units', 'Seats bought'),
      count('unassigned_units', 'Seats unassigned'),
      count('over_units', 'Seats over-assigned'),
      percent('active_share', 'Use (active % of seats)'),
      date('next_renewal_date', 'Next renewal'),
      date('trial_until', 'Trial until'),
      money('unused_cost_year', 'Unused cost (per year)', { sums: true }),
    ],
    rowKey: ['sku_id'],
    defaultSort: { column: 'product_name', direction: 'asc' },
  }),
  sources: [
    { source: 'licenses', must: true },
    { source: 'activity', must: false, columns: activityColumns },
  ],
  whenEmpty: 'Every product of the tenant would be here. Run a sync to retrieve them.',
}

const servicePlans: ReportDefinition = {
  description: describe({
    name: 'service-plans',
    title: 'Service plans',
    about: 'What each product of the tenant is made of.',
    columns: [
      text('product_name', 'Product'),
      text('friendly_name', 'Service plan'),
      text('service_plan_name', 'Service plan name'),
      text('provisioning_status', 'Status'),
      text('applies_to', 'Applies to'),
      text('service_plan_id', 'Service plan ID'),
      text('sku_id', 'Product ID'),
    ],
    rowKey: ['sku_id', 'service_plan_id'],
    defaultSort: { column: 'product_name', direction: 'asc' },
  }),
  sources: [{ source: 'licenses', must: true }],
  whenEmpty: 'The service plans of every product would be here. Run a sync to retrieve them.',
}

const licenseHistory: ReportDefinition = {
  description: describe({
    name: 'license-history',
    title: 'License history',
    about: 'Seats bought and assigned per product on each day with a sync. It reaches back to the first one.',
    columns: [
      date('date', 'Date'),
      text('product_name', 'Product'),
      text('sku_part_number', 'Part number'),
      integer('enabled_units', 'Seats'),
      integer('consumed_units', 'Seats assigned'),
      text('sku_id', 'Product ID'),
    ],
    rowKey: ['date', 'sku_id'],
    defaultSort: { column: 'date', direction: 'desc' },
  }),
  sources: [{ source: 'licenses', must: true }],
  whenEmpty: 'Seats per day would be here. The first sync begins the history.',
}

const unusedSeats: ReportDefinition = {
  description: describe({
    name: 'unused-seats',
    title: 'Unused seats',
    about:
      'Products with seats that are paid for and assigned to nobody, and what those seats cost. Products that are free of charge are left out.',
    columns: [
      text('product_name', 'Product'),
      text('sku_part_number', 'Part number'),
      count('enabled_units', 'Seats'),
      count('consumed_units', 'Seats assigned'),
      count('available_units', 'Seats free'),
      percent('available_share', 'Free (% of seats)'),
      money('unit_price', 'Price (per seat and month)'),
      ...costColumns,
      text('sku_id', 'Product ID'),
    ],
    rowKey: ['sku_id'],
    defaultSort: { column: 'available_units', direction: 'desc' },
  }),
  sources: [{ source: 'licenses', must: true }],
  whenEmpty: 'Products with free seats would be here. Every seat is assigned.',
}

const overlaps: ReportDefinition = {
  description: describe({
    name: 'overlaps',
    title: 'Overlapping products',
    about:
      'People who hold two products of which one includes everything of the other. The cost is that of the product that adds nothing.',
    columns: [
      ...personColumns,
      text('product_name', 'Product that adds nothing'),
      text('covered_by_product_name', 'Covered by'),
      text('department', 'Department'),
      lastActivity,
      ...costColumns,
      text('sku_id', 'Product ID'),
      text('covered_by_sku_id', 'Covering product ID'),
      text('user_id', 'User ID'),
    ],
    rowKey: ['user_id', 'sku_id', 'covered_by_sku_id'],
    defaultSort: { column: 'display_name', direction: 'asc' },
  }),
  sources: [
    { source: 'users', must: true },
    { source: 'licenses', must: true },
    { source: 'activity', must: false, columns: ['last_activity_date'] },
  ],
  whenEmpty: 'People with overlapping products would be here. Nobody holds two products that overlap.',
}

const renewals: ReportDefinition = {
  description: describe({
    name: 'renewals',
    title: 'Renewals',
    about:
      'Subscriptions and the date on which each moves to its next stage. One whose date has passed is overdue: it can still be used in its time of grace. The cost is that of all its seats.',
    columns: [
      text('product_name', 'Product'),
      text('sku_part_number', 'Part number'),
      text('status', 'Status'),
      count('total_licenses', 'Seats'),
      flag('is_trial', 'Trial'),
      time('created_at', 'Created'),
      time('next_lifecycle_at', 'Next renewal'),
      days('days_left', 'Time left'),
      money('unit_price', 'Price (per seat and month)'),
      ...costColumns,
      text('subscription_id', 'Subscription ID'),
      text('sku_id', 'Product ID'),
      flag('overdue', 'Overdue'),
    ],
    rowKey: ['subscription_id'],
    defaultSort: { column: 'next_lifecycle_at', direction: 'asc' },
  }),
  sources: [{ source: 'renewals', must: true }],
  whenEmpty: 'Subscriptions with their renewal dates would be here. Microsoft reports none for this tenant.',
}

export const productReports: readonly ReportDefinition[] = [licenses, servicePlans, licenseHistory]
export const savingReports: readonly ReportDefinition[] = [unusedSeats, overlaps]
export const renewalReports: readonly ReportDefinition[] = [renewals]
