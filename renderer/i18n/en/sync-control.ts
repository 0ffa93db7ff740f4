/** Syncs in the top bar. */
export const syncControl = {
  label: 'Sync: {{state}}',
  labelWithSchedule: 'Sync: {{state}}. {{schedule}}',
  now: 'Sync now',
  first: 'Start the first sync',
  full: 'Full sync',
  fullAbout: 'Retrieves everything again, not only what has changed',
  details: 'Sync details',
  starting: 'Syncing',
  percent: 'Syncing {{percent}}%',
  left: '{{time}} left',
  leftSoon: 'less than a minute left',
  stop: 'Cancel the sync',
  stopping: 'Canceling the sync',
  last: 'Synced {{ago}}',
  failed: 'Failed {{ago}}',
  never: 'Never synced',
} as const
