/** The screen about syncs, beside what every other screen says of them. */
export const syncScreen = {
  stop: 'Stop',
  stopping: 'Stopping',
  inFull: 'Full sync',
  inFullAbout: 'Reads all users and reports again instead of only what changed. Seldom needed.',
  waitingForTurn: 'Starts when the sync of {{name}} has finished.',
  lastGood: 'What could not be retrieved still shows its earlier data.',
  failed: 'Failed',
  notGranted: 'Not granted',
  notOffered: 'Not offered',
  and: '{{names}} and {{count}} more',
  toSetup: 'Fix in setup',
  toNetwork: 'Open the network settings',
  copyCodes: 'Copy codes for support',
} as const
