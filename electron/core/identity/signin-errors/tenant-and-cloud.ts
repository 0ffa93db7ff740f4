import { refusal, type SignInError } from './entry.ts'

const chooseCloud =
  'Choose the cloud that the tenant lives in: Global, US Government L4, US Government L5 or China.'

const askMicrosoft =
  'Neither the secret nor the client ID is to blame. An administrator of the tenant has to ask Microsoft, through support in the Microsoft 365 admin center, and give the codes below.'

export const tenantAndCloudErrors: readonly SignInError[] = [
  refusal(
    5000224,
    'tenant',
    'Microsoft has blocked the tenant as a whole: it is not available, as after it was taken down.',
    askMicrosoft,
  ),
  refusal(
    5000225,
    'tenant',
    'Microsoft has blocked the tenant as a whole because it was inactive for too long.',
    askMicrosoft,
  ),
  refusal(50001, 'cloud', 'Microsoft Graph is unknown or disabled where sign-in was tried.', chooseCloud),
  refusal(
    50049,
    'cloud',
    'The sign-in address is none of Microsoft’s clouds.',
    'Choose one of the clouds. If the address was entered by hand, check M365_CONNECTOR_LOGIN_URL.',
  ),
  refusal(
    50059,
    'tenant',
    'The request named no tenant.',
    'Fill in the Directory (tenant) ID from the Overview page of the app registration.',
  ),
  refusal(
    50128,
    'tenant',
    'The domain name that was entered belongs to no tenant.',
    'Enter the Directory (tenant) ID from the Overview page of the app registration instead of a domain name.',
  ),
  refusal(
    90002,
    'tenant',
    'There is no tenant with this ID or domain name in the cloud that was asked.',
    'Compare the Directory (tenant) ID with the Overview page of the app registration, and check that the right cloud is chosen.',
    { alsoCheck: ['cloud'] },
  ),
  refusal(
    90013,
    'tenant',
    'Sign-in did not accept one of the values that were entered.',
    'Look for stray characters in the tenant ID and the client ID, best by pasting both again.',
    { alsoCheck: ['clientId'] },
  ),
  refusal(90038, 'cloud', 'The tenant lives in another cloud than the one that was asked.', chooseCloud),
  refusal(90051, 'cloud', 'The cloud that was named does not exist.', chooseCloud),
  refusal(
    500011,
    'cloud',
    'The tenant does not know the Microsoft Graph of the chosen cloud.',
    `${chooseCloud} Check also that the tenant ID is the right one.`,
    { alsoCheck: ['tenant'] },
  ),
  refusal(
    900021,
    'tenant',
    'No tenant has the ID that was entered.',
    'Copy the Directory (tenant) ID again from the Overview page; the Application (client) ID and the object ID are other values.',
  ),
  refusal(
    900023,
    'tenant',
    'What was entered as the tenant is neither an ID nor a domain name.',
    'Paste the Directory (tenant) ID again, without blanks, quotes or angle brackets.',
  ),
  refusal(
    900382,
    'cloud',
    'The app registration belongs to another cloud than the tenant.',
    'Register the app in the cloud of the tenant, and choose that cloud here.',
  ),
  refusal(
    900432,
    'cloud',
    'An app with a secret or certificate cannot sign in across clouds.',
    'Register the app in the cloud of the tenant, and choose that cloud here.',
  ),
]
