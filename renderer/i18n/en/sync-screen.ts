/** The screen about syncs, beside what every other screen says of them. */
export const syncScreen = {
  stop: 'Stop',
  stopping: 'Stopping',
  inFull: 'Sync everything anew',
  inFullAbout: 'Reads all people and reports again instead of what has changed. Seldom needed.',
  waitingForTurn: 'It begins when the sync of {{name}} has ended.',
  lastGood: 'What could not be retrieved is shown as it was before.',
  failed: 'Failed',
  skipped: 'Not retrieved',
  and: '{{names}} and {{count}} more',
  toSetup: 'Put it right in the setup',
  toNetwork: 'Open the network settings',
  copyCodes: 'Copy the codes for a support case',
} as const
