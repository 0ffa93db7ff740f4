/** What the screens with figures and charts share. */
export const insight = {
  notice: {
    notGranted:
      'App usage is not granted, so nobody is counted as active or inactive. Add the application permission Reports.Read.All to the app registration, grant admin consent, and sync.',
    concealed:
      'Microsoft conceals the names in usage reports, so nothing is known per user; totals of the tenant stay valid. In the Microsoft 365 admin center, clear Settings > Org settings > Services > Reports > "Display concealed user, group, and site names in all reports"; names appear within two days.',
    missing: 'No usage per user has been retrieved yet, so nobody is counted as active or inactive.',
  },
  openSetup: 'Open setup',
} as const

export const charts = {
  viewAsTable: 'View as table',
  viewAsChart: 'View as chart',
  day: 'Day',
  provisional: 'Provisional',
  provisionalDay: '{{date}}, provisional',
  window: 'Days to show',
  days: '{{count}} days',
  fromTo: '{{title}}: {{first}} on {{from}}, {{last}} now',
} as const
