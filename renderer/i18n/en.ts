import { background } from './en/background.ts'
import { charts, insight } from './en/insight.ts'
import { findings, overview } from './en/overview.ts'
import { apps } from './en/pages/apps.ts'
import { changesScreen } from './en/pages/changes.ts'
import { departments } from './en/pages/departments.ts'
import { licensesScreen, productPage } from './en/pages/licenses.ts'
import { renewalsScreen } from './en/pages/renewals.ts'
import { userPage, usersScreen } from './en/pages/users.ts'
import { screens } from './en/screens.ts'
import { search } from './en/search.ts'
import { settings } from './en/settings.ts'
import { setup } from './en/setup.ts'
import { syncControl } from './en/sync-control.ts'
import { syncScreen } from './en/sync-screen.ts'
import { table } from './en/table.ts'
import { tenants } from './en/tenants.ts'

/**
 * Every sentence of the window. Texts that come from the engine (reports, errors, checks) are whole already.
 */
export const en = {
  app: {
    name: 'M365 Connector',
    windowTitle: '{{screen}} – M365 Connector',
    navigation: 'Screens',
    skip: 'Skip to content',
    back: 'Back',
    forward: 'Forward',
    lost: 'The connection to the program was lost.',
    lostFix: 'Trying to reconnect. If M365 Connector was closed, start it again.',
    notFound: {
      title: 'Page not found',
      about:
        'There is no page at {{address}}. It may have been mistyped, or come from another version of the app.',
      back: 'Back',
      overview: 'Go to Overview',
    },
  },
  common: {
    yes: 'Yes',
    no: 'No',
    loading: 'Loading',
    retry: 'Try again',
    copy: 'Copy',
    copied: 'Copied',
    copyDetails: 'Copy details',
    close: 'Close',
    asOf: 'Activity as of {{date}}',
    unknown: 'Not known',
    justNow: 'just now',
  },
  screens,
  usersScreen,
  userPage,
  licensesScreen,
  productPage,
  changesScreen,
  renewalsScreen,
  firstRun: {
    title: 'See who uses what you pay for',
    about:
      'M365 Connector retrieves the licenses, users and application usage of a Microsoft 365 tenant into a database on this computer, and shows what they mean.',
    demo: 'Explore with a demo tenant',
    demoStarting: 'Starting the demo tenant',
    demoAbout: 'A made-up company with 1,200 users. No account needed.',
    connect: 'Connect a tenant',
    privacy: 'Your data stays on this computer. The app talks only to Microsoft.',
  },
  stopped: {
    title: 'M365 Connector has stopped working',
    about:
      'The part of the program that retrieves and stores data ended three times within a minute, so it is not started again automatically. What is already stored on this computer stays as it is.',
    reason: 'Reason',
    cure: 'What to do',
    openLogs: 'Open logs',
    trying: 'Trying again',
    quit: 'Quit',
    details: 'For a support case: ended with {{end}}. Logs are in {{folder}}',
    noFolder: 'The folder could not be opened.',
  },
  connectors: {
    switch: 'Tenant:',
    choose: 'Tenants',
    demo: 'Demo',
    demoAbout: 'Simulated data: no real tenant is behind it.',
    addDemo: 'Add the demo tenant',
    state: {
      never: 'Not synced yet',
      running: 'Syncing',
      succeeded: 'Last sync succeeded',
      partial: 'Last sync was partial',
      failed: 'Last sync failed',
      cancelled: 'Last sync was stopped',
    },
  },
  search,
  syncControl,
  overview,
  apps,
  departments,
  findings,
  insight,
  charts,
  table,
  sync: {
    running: 'Running now',
    signingIn: 'Signing in',
    groupRows: '{{done}} of {{total}} reports, {{rows}} rows',
    progress: '{{done}} of {{total}} datasets received',
    history: 'History',
    none: 'No sync has run yet.',
    dataset: 'Dataset',
    result: 'Result',
    rows: 'Rows',
    added: 'Added',
    changed: 'Changed',
    removed: 'Removed',
    time: 'Time',
    throttled: 'Waited for Microsoft',
    datasets: '{{count}} datasets',
    rowsReceived: '{{rows}} rows',
    gapCount: {
      failed: '{{count}} failed',
      notGranted: '{{count}} not granted',
      notOffered: '{{count}} not offered',
    },
    rowsOf: '{{rows}} of {{expected}} rows',
    waitingFor: 'asked to wait {{time}}',
    retryAt: 'Microsoft asks to wait until {{time}}.',
    mode: { full: 'Full', incremental: 'Incremental' },
    runStatus: {
      succeeded: 'Succeeded',
      partial: 'Partial',
      failed: 'Failed',
      cancelled: 'Stopped',
    },
    status: {
      waiting: 'Waiting',
      running: 'Running',
      publishing: 'Received',
      succeeded: 'Done',
      unchanged: 'Unchanged',
      skipped: 'Skipped',
      failed: 'Failed',
      cancelled: 'Stopped',
    },
  },
  datasets: {
    directory: 'Directory',
    usage: 'Usage per user',
    daily: 'Usage per day',
  },
  setup,
  tenants,
  settings,
  background,
  syncScreen,
  error: {
    title: 'This could not be shown',
    step: 'Step: {{step}}',
    details: 'Details: {{details}}',
  },
} as const
