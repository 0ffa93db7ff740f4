import { ownFault, passing, refusal, type SignInError } from './entry.ts'

const allowTenant = 'Ask the network team to allow this tenant in the tenant restrictions of the proxy.'

/** Faults of Microsoft's service, of the network in between and of this program. */
export const serviceErrors: readonly SignInError[] = [
  passing(50000, 'Microsoft’s sign-in service reported a fault of its own.'),
  passing(50033, 'Microsoft’s sign-in service had a passing fault.'),
  passing(90006, 'Microsoft’s sign-in service is not available for a moment.'),
  passing(90012, 'Microsoft’s sign-in service took too long.'),
  passing(90024, 'Microsoft’s sign-in service is overloaded for a moment.'),
  passing(90033, 'Microsoft’s directory service is not available.'),
  passing(90055, 'Microsoft receives too many sign-in requests for this tenant.', 'throttled'),
  refusal(
    50002,
    'network',
    'A proxy’s restrictions do not let this sign-in through.',
    'Ask the network team to allow sign-in to this tenant.',
  ),
  refusal(500021, 'network', 'The network’s tenant restrictions block this tenant.', allowTenant),
  refusal(500022, 'network', 'The network’s tenant restrictions block this tenant.', allowTenant),
  refusal(
    700024,
    'network',
    'The certificate’s signed proof lies outside its time: usually this machine’s clock is wrong.',
    'Set the date and time of this machine, best automatically, and try again.',
    { alsoCheck: ['certificate'] },
  ),
  refusal(
    1002016,
    'network',
    'The connection reached Microsoft with an outdated version of TLS.',
    'A proxy in between or a very old system is to blame: TLS 1.2 or newer is needed. Ask the network team.',
  ),
  {
    ...ownFault(
      50196,
      'The same token was asked for too often within a short time.',
      [],
      'Wait some minutes and try again.',
    ),
    code: 'throttled',
    retryable: true,
  },
  ownFault(28002, 'Sign-in did not accept the scope that was asked for.'),
  ownFault(50194, 'Sign-in was asked at the address for any tenant, which is wrong for this app.', [
    'tenant',
  ]),
  ownFault(
    70011,
    'Sign-in did not accept the scope that was asked for.',
    ['cloud'],
    'If the Graph address was entered by hand, check M365_CONNECTOR_GRAPH_URL.',
  ),
  ownFault(90014, 'A field was missing in the sign-in request.'),
  ownFault(90124, 'Sign-in was asked at the address for any tenant, where Microsoft Graph cannot be had.'),
  ownFault(90130, 'Sign-in was asked at the address for any tenant, where this app cannot be used.'),
  ownFault(700022, 'The sign-in request named more than one service.'),
  ownFault(700023, 'The sign-in request named no service.'),
  ownFault(900144, 'A field was missing in the sign-in request.'),
  ownFault(9001023, 'Sign-in was asked at the address for any tenant, where apps cannot sign in.', [
    'tenant',
  ]),
  ownFault(
    9002313,
    'The sign-in request was malformed.',
    ['secret', 'clientId'],
    'Look for line breaks in the values that were pasted, and enter them again.',
  ),
]
