import { refusal, type SignInError } from './entry.ts'

const compareClientId =
  'Compare the Application (client) ID with the Overview page of the app registration; the object ID and the secret’s ID are other values. Check also that the app was registered in this tenant.'
const enable =
  'In Entra open Enterprise applications, choose the app, and set Enabled for users to sign in to Yes under Properties.'

export const registrationErrors: readonly SignInError[] = [
  refusal(
    50011,
    'redirect',
    'The redirect URI of the consent page is not registered for the app.',
    'In the app registration open Authentication, add the platform Web, and enter exactly the URI shown here: http://localhost with the same path. The port does not matter.',
  ),
  refusal(
    70001,
    'enterpriseApp',
    'The app is disabled in this tenant or cannot be found there.',
    `${enable} If it is not listed there, check the client ID.`,
    { alsoCheck: ['clientId'] },
  ),
  refusal(700011, 'clientId', 'The tenant has no app with this client ID.', compareClientId, {
    alsoCheck: ['tenant'],
  }),
  refusal(700016, 'clientId', 'The tenant has no app with this client ID.', compareClientId, {
    alsoCheck: ['tenant', 'register', 'cloud'],
  }),
  refusal(
    700025,
    'register',
    'The app is registered as a public client, which may not use a secret or certificate.',
    'In the app registration open Authentication, set Allow public client flows to No, and put the redirect URI under Web.',
    { alsoCheck: ['redirect'] },
  ),
  refusal(
    90102,
    'redirect',
    'The redirect URI that was sent is no complete address.',
    'In the app registration open Authentication and enter the redirect URI with http:// or https:// in front.',
  ),
  refusal(
    500014,
    'enterpriseApp',
    'Microsoft Graph is switched off in this tenant under Enterprise applications, or the tenant’s subscriptions have lapsed.',
    'In Entra open Enterprise applications, All applications, choose Microsoft Graph among the Microsoft applications, and set Enabled for users to sign in to Yes. If it is set already, look whether the tenant has a subscription that is active.',
    { alsoCheck: ['tenant'] },
  ),
  refusal(
    500113,
    'redirect',
    'The app registration has no redirect URI.',
    'In the app registration open Authentication, add the platform Web with http://localhost.',
  ),
  refusal(
    500117,
    'redirect',
    'The redirect URI uses http, which Microsoft allows for localhost only.',
    'In the app registration open Authentication, add the platform Web with http://localhost.',
  ),
  refusal(
    900971,
    'redirect',
    'The app registration has no redirect URI.',
    'In the app registration open Authentication, add the platform Web with http://localhost.',
  ),
  refusal(
    1000031,
    'enterpriseApp',
    'The app cannot be used in this tenant at the moment.',
    'Ask the administrator of the tenant whether the app is blocked by a policy or by Microsoft.',
  ),
  refusal(
    7000112,
    'enterpriseApp',
    'The app is switched off in this tenant.',
    `${enable} If that is set already, Microsoft may have disabled the app: the page then says so.`,
  ),
  refusal(
    7000229,
    'enterpriseApp',
    'The app is registered, but the tenant has no enterprise application for it.',
    'Open the app registration and grant admin consent, which creates it. Registrations made by a script often lack it.',
    { alsoCheck: ['consent'] },
  ),
]
