import { ownFault, refusal, type SignInError } from './entry.ts'

const signInAgain = 'Open Microsoft’s page again from here and sign in once more.'
const anotherWay =
  'Sign in with a device, an account or from a place that the policy allows, or let an administrator exclude this sign-in from it.'
const ownPage =
  'Sign in with this account at https://myaccount.microsoft.com first, then open the page here again.'

/**
 * What a person can meet on Microsoft's own pages: an administrator who consents, or who signs in to set the
 * app up.
 */
export const accountErrors: readonly SignInError[] = [
  refusal(
    50005,
    'conditionalAccess',
    'The tenant does not allow sign-in from this kind of device.',
    anotherWay,
  ),
  refusal(
    50053,
    'consent',
    'The account is locked after too many attempts, or the sign-in comes from an address that Microsoft blocks.',
    'Wait some minutes and try again, or sign in with another administrator.',
  ),
  refusal(50055, 'consent', 'The password of the account has expired.', ownPage),
  refusal(
    50057,
    'consent',
    'The account on Microsoft’s page is disabled.',
    'Sign in with an administrator whose account is enabled.',
  ),
  refusal(50058, 'consent', 'Nobody is signed in on Microsoft’s page.', signInAgain),
  refusal(50072, 'consent', 'The account has to set up multifactor authentication first.', ownPage),
  refusal(50074, 'consent', 'Multifactor authentication was asked for and not passed.', signInAgain),
  refusal(50126, 'consent', 'The user name or the password of the account is wrong.', signInAgain),
  refusal(
    50131,
    'conditionalAccess',
    'The tenant’s policy does not allow this device, place or time of sign-in.',
    anotherWay,
  ),
  refusal(50134, 'consent', 'The sign-in was started and finished in different regions.', signInAgain),
  refusal(
    50158,
    'conditionalAccess',
    'The tenant demands a further check of the sign-in that was not passed.',
    `Pass the check that Microsoft’s page shows. ${signInAgain}`,
  ),
  refusal(
    50173,
    'consent',
    'The earlier sign-in was revoked, for instance because the password was changed.',
    signInAgain,
  ),
  refusal(50199, 'consent', 'Microsoft’s page asks for a confirmation before it continues.', signInAgain),
  refusal(53001, 'conditionalAccess', 'Only devices that are joined to the tenant may sign in.', anotherWay),
  refusal(
    53002,
    'conditionalAccess',
    'Only applications that the tenant has approved may sign in.',
    anotherWay,
  ),
  refusal(
    53004,
    'conditionalAccess',
    'The account has to set up multifactor authentication, which is blocked as suspicious.',
    anotherWay,
  ),
  refusal(
    53011,
    'conditionalAccess',
    'The account is blocked because Microsoft sees it at risk.',
    anotherWay,
  ),
  refusal(
    530033,
    'conditionalAccess',
    'The tenant’s policy blocks this kind of sign-in, because it cannot prove the device.',
    anotherWay,
  ),
  refusal(54005, 'consent', 'The code of this sign-in was already used.', signInAgain),
  refusal(
    65002,
    'consent',
    'An application of Microsoft’s asks for a permission that it is not pre-authorized for.',
    'Sign in with an application that is registered in your tenant, or grant the permission in the portal.',
    { alsoCheck: ['permissions'] },
  ),
  refusal(70008, 'consent', 'The sign-in has expired because it was not used for too long.', signInAgain),
  refusal(70016, 'consent', 'The sign-in with a code is not finished yet.', 'Finish it on Microsoft’s page.'),
  refusal(70018, 'consent', 'The code that was entered on Microsoft’s page is wrong.', signInAgain),
  refusal(70019, 'consent', 'The code for Microsoft’s page has expired.', signInAgain),
  refusal(
    70043,
    'conditionalAccess',
    'The tenant demands that people sign in again from time to time.',
    signInAgain,
  ),
  refusal(
    500212,
    'conditionalAccess',
    'The account’s own tenant does not allow access to this tenant.',
    'Sign in with an administrator of this tenant instead of a guest.',
  ),
  refusal(
    500213,
    'conditionalAccess',
    'This tenant’s cross-tenant policy does not let the account in.',
    'Sign in with an administrator of this tenant instead of a guest.',
  ),
  refusal(
    650051,
    'consent',
    'The enterprise application is just being created, or is there already.',
    'Wait half a minute and open the consent page again.',
    { alsoCheck: ['enterpriseApp'] },
  ),
  refusal(700082, 'consent', 'The sign-in has expired because it was not used for too long.', signInAgain),
  ownFault(501481, 'The proof that belongs to a sign-in code was wrong.', [], signInAgain),
]
