/** The screens: how the address names each, and what it is called. `screens.tsx` says what each one shows. */
export const screens = {
  overview: 'Overview',
  savings: 'Savings',
  licenses: 'Licenses',
  users: 'Users',
  apps: 'App usage',
  departments: 'Departments',
  changes: 'Changes',
  renewals: 'Renewals',
  reports: 'Reports',
  query: 'Query',
  sync: 'Sync',
  tenants: 'Tenants',
  setup: 'Setup',
  settings: 'Settings',
} as const
