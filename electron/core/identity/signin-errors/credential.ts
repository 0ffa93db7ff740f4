import { refusal, type SignInError } from './entry.ts'

const newSecret =
  'Create a new client secret under Certificates & secrets, copy the column Value right away (not the Secret ID), and enter it here without blanks. One that was created a moment ago can take a minute to work.'
const uploadAgain =
  'Upload the public part of the certificate that is entered here under Certificates & secrets, and compare the thumbprints. One that was uploaded a moment ago can take some minutes to be accepted: try again then.'

export const credentialErrors: readonly SignInError[] = [
  refusal(50012, 'certificate', 'The certificate’s signature was not accepted.', uploadAgain),
  refusal(
    50013,
    'certificate',
    'The signed proof of the certificate is not valid.',
    `${uploadAgain} Check also the date and time of this machine.`,
    { alsoCheck: ['network'] },
  ),
  refusal(
    500133,
    'network',
    'The signed proof of the certificate lies outside its time: usually this machine’s clock is wrong.',
    'Set the date and time of this machine, best automatically, and try again.',
    { alsoCheck: ['certificate'] },
  ),
  refusal(70002, 'secret', 'The client secret was not accepted.', newSecret),
  refusal(
    700027,
    'certificate',
    'The certificate is not registered for this app, has expired, or does not fit its private key.',
    uploadAgain,
  ),
  refusal(
    700030,
    'certificate',
    'The name in the certificate is not allowed for this app.',
    'Enter the certificate that was uploaded under Certificates & secrets.',
  ),
  refusal(
    7000215,
    'secret',
    'The client secret is wrong. Most often the Secret ID was pasted instead of its Value.',
    newSecret,
  ),
  refusal(
    7000218,
    'secret',
    'Neither a client secret nor a certificate was sent.',
    'Enter the client secret or the certificate of the app again.',
    { code: 'secretMissing', alsoCheck: ['certificate', 'app'] },
  ),
  refusal(
    7000222,
    'secret',
    'The client secret has expired.',
    'Create a new client secret under Certificates & secrets, enter its Value here, then delete the old one.',
    { code: 'secretExpired' },
  ),
]
