/** What menus, the tray and dialogs of the desktop say; the page has its own catalog. */
export const words = {
  appName: 'M365 Connector',
  menu: {
    file: 'File',
    edit: 'Edit',
    view: 'View',
    go: 'Go',
    window: 'Window',
    help: 'Help',
    settings: 'Settings',
    syncNow: 'Sync now',
    closeWindow: 'Close window',
    documentation: 'Microsoft Graph documentation',
    back: 'Back',
    forward: 'Forward',
    screens: {
      overview: 'Overview',
      licenses: 'Licenses',
      users: 'Users',
      sync: 'Sync history',
    },
  },
  tray: {
    open: 'Open M365 Connector',
    syncNow: 'Sync now',
    pause: 'Pause scheduled syncs',
    pauseHour: 'For one hour',
    pauseDay: 'Until tomorrow',
    pauseOpen: 'Until resumed',
    resume: 'Resume scheduled syncs',
    quit: 'Quit M365 Connector',
    idle: 'Up to date',
    gaps: 'The last sync has gaps',
    neverSynced: 'Nothing retrieved yet',
    syncing: 'Syncing',
    paused: 'Scheduled syncs are paused',
    attention: 'Needs your attention',
    starting: 'Starting',
    stopped: 'Stopped working',
    lastResult: 'Last sync',
    results: {
      succeeded: 'finished',
      partial: 'finished with gaps',
      failed: 'failed',
      cancelled: 'was cancelled',
    },
  },
  noSandboxHere:
    'M365 Connector cannot start here: this system does not let an AppImage create the sandbox that keeps the window apart from your files. ' +
    'Install the .deb package instead, which sets this up, or ask your administrator for an AppArmor profile that allows user namespaces ' +
    '(userns) for this file.',
  unsafeStart: 'M365 Connector does not start with these options:',
} as const
