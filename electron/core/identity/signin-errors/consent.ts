import { refusal, type SignInError } from './entry.ts'

const anotherAccount =
  'Open the consent page again in a private browser window and sign in with an administrator of this tenant.'
const rightRole = 'Let a Global Administrator or Privileged Role Administrator open the consent page.'
const grant = `Grant admin consent under API permissions. ${rightRole}`
const policy =
  'In Entra open Sign-in logs, Service principal sign-ins, this app, Conditional Access. Exclude the app from the policy that is named there, or add the place it runs from.'
const cleanUp =
  'Under API permissions remove the entries that are not of Microsoft Graph or are marked as unknown, add the permissions of Microsoft Graph again, and grant admin consent.'

export const consentErrors: readonly SignInError[] = [
  refusal(
    16000,
    'consent',
    'The browser is signed in with an account that this tenant does not know.',
    anotherAccount,
  ),
  refusal(
    50020,
    'consent',
    'The account on the consent page belongs to another directory or is a personal one.',
    anotherAccount,
  ),
  refusal(
    50034,
    'consent',
    'The account on the consent page does not exist in this tenant.',
    anotherAccount,
    {
      alsoCheck: ['tenant'],
    },
  ),
  refusal(
    50076,
    'consent',
    'The consent page asks for multifactor authentication.',
    'Confirm the sign-in with the second factor, then open the consent page again.',
  ),
  refusal(
    50079,
    'consent',
    'The administrator’s account has no second factor yet, which the consent page demands.',
    'Set up multifactor authentication for the account, then open the consent page again.',
  ),
  refusal(
    50105,
    'consent',
    'The administrator on the consent page is not assigned to the app.',
    'Under Enterprise applications choose the app and assign the administrator to it, or set Assignment required to No.',
  ),
  refusal(
    53000,
    'conditionalAccess',
    'The consent page may only be opened on a device that meets the tenant’s policy.',
    'Open the consent page on a managed, compliant device.',
  ),
  refusal(53003, 'conditionalAccess', 'A Conditional Access policy of the tenant blocks the app.', policy),
  refusal(65001, 'consent', 'Nobody has consented to the app’s permissions yet.', grant, {
    code: 'consentMissing',
  }),
  refusal(65004, 'consent', 'The consent page was declined.', 'Open the consent page again and accept.', {
    code: 'consentMissing',
  }),
  refusal(65005, 'permissions', 'The app asks for a permission that cannot be found.', cleanUp),
  refusal(
    90008,
    'permissions',
    'The app lacks even the permission to sign a person in, which this consent page needs.',
    'Use Grant admin consent under API permissions in the portal instead, or add the delegated permission User.Read for the time being.',
  ),
  refusal(90093, 'consent', 'The account on the consent page may not grant these permissions.', rightRole, {
    code: 'consentMissing',
  }),
  refusal(90094, 'consent', 'An administrator has to consent.', rightRole, { code: 'consentMissing' }),
  refusal(
    90095,
    'consent',
    'The consent has become a request that an administrator must approve.',
    'Let an administrator approve it in Entra under Enterprise applications, Admin consent requests.',
    { code: 'consentMissing' },
  ),
  refusal(
    501051,
    'consent',
    'The app has no role at Microsoft Graph, which demands an assignment in this tenant.',
    `${grant} This is rare: look whether Assignment required was switched on for Microsoft Graph.`,
    { code: 'consentMissing', alsoCheck: ['permissions'] },
  ),
  refusal(530032, 'conditionalAccess', 'A security policy of the tenant blocks the app.', policy),
  refusal(
    530035,
    'conditionalAccess',
    'The tenant’s security defaults blocked the sign-in on the consent page.',
    'Sign in on the consent page with multifactor authentication.',
  ),
  refusal(
    650052,
    'permissions',
    'The app asks for a service that the tenant does not have.',
    'Keep only permissions of Microsoft Graph under API permissions, then grant admin consent.',
    { alsoCheck: ['consent'] },
  ),
  refusal(650054, 'permissions', 'The app asks for a service that no longer exists.', cleanUp),
  refusal(
    650056,
    'permissions',
    'The app registration has no permissions for Microsoft Graph, or nobody consented to them.',
    'Add the permissions of Microsoft Graph, grant admin consent, and compare the client ID.',
    { alsoCheck: ['consent', 'clientId'] },
  ),
  refusal(
    650057,
    'permissions',
    'Microsoft Graph is not among the permissions of the app registration.',
    'Add the permissions of Microsoft Graph under API permissions, then grant admin consent.',
  ),
]
