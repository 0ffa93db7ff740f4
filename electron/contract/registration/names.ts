/**
 * The names of what the app does in Microsoft Entra after a person has signed in. They live apart from their
 * schemas so that a window can use them without a schema library.
 */

export const registrationMethodNames = [
  'consent.begin',
  'consent.check',
  'consent.state',
  'consent.stop',
  'consent.news',
  'consent.acknowledge',
  'registration.begin',
  'registration.state',
  'registration.answer',
  'registration.undo',
  'rotation.pending',
  'signIn.explain',
] as const

export const registrationEventNames = ['consent.changed', 'consent.arrived', 'registration.changed'] as const

/**
 * The apps in whose name a person can sign in, with the name that Microsoft shows. `own` is an app that the
 * tenant has registered itself: platform Mobile and desktop, `http://localhost`.
 */
export const signInClients = {
  graphTools: {
    clientId: '14d82eec-204b-4c2f-b7e8-296a70dab67e',
    appName: 'Microsoft Graph Command Line Tools',
  },
  azureCli: { clientId: '04b07795-8ddb-461a-bbee-02f9e1bf7b46', appName: 'Microsoft Azure CLI' },
} as const
export type SignInClientName = keyof typeof signInClients

/**
 * `waiting`: for the answer of the consent page. `checking`: asks for tokens until the permissions are in
 * one. `granted`: they are. `accepted`: the page said yes, and nothing is there to prove it with. `pending`:
 * not there after all the patience; it is looked for every hour, for 30 days and over restarts, and becomes
 * `granted` when it comes, as `expired` does, for which nobody answered. `refused`: the page said no or
 * Microsoft refused. `stopped`: by the person, or because another one was begun.
 */
export const consentStages = [
  'waiting',
  'checking',
  'granted',
  'accepted',
  'pending',
  'refused',
  'stopped',
  'expired',
] as const
export type ConsentStage = (typeof consentStages)[number]

/** The stages in which something is still to come by itself. */
export const openConsentStages: ReadonlySet<ConsentStage> = new Set(['waiting', 'checking'])

/**
 * `signIn`: waits for the person in the browser. `reading`: looks at what is there. `choose`: several
 * registrations fit. `plan`: the calls are shown and wait for the answer. `running`: makes them one by one.
 * `done`, `failed`, `stopped`: over; what was made can be undone while `undoUntil` says so. `undoing`,
 * `undone`.
 */
export const registrationStages = [
  'signIn',
  'reading',
  'choose',
  'plan',
  'running',
  'done',
  'failed',
  'stopped',
  'undoing',
  'undone',
] as const
export type RegistrationStage = (typeof registrationStages)[number]

/** What a session is about; see `RegistrationWork`. */
export const registrationWorks = [
  'create',
  'fix',
  'rotate',
  'names',
  'finishRotation',
  'undoRotation',
  'upload',
  'renew',
] as const

/** The life of a new credential in days. A policy of the tenant may allow less. */
export const credentialDays = { least: 1, most: 730, usual: 180 } as const

/**
 * The checks whose failure the app can repair after a person has signed in, by id. The check `names` has its
 * own work, and `token` is one only where the app is not known to the tenant.
 */
export const fixableChecks = [
  'token',
  'registration.audience',
  'registration.redirect',
  'registration.offlineAccess',
  'registration.userRead',
  'registration.publicClient',
  'enterpriseApp',
  'permissions.excess',
  'data.organization',
  'data.licenses',
  'data.users',
  'data.renewals',
  'data.usage',
  'data.signIns',
  'data.registration',
  'registration.requested',
  'consent',
] as const
export type FixableCheck = (typeof fixableChecks)[number]
