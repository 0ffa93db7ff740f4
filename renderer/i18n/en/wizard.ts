/** The five steps of the wizard; what they hold is in `setup`. */
export const wizard = {
  stepName: '{{number}} {{name}}',
  stepOf: 'Step {{number}} of {{count}}',
  step: {
    who: 'Who and where',
    register: 'Register',
    permissions: 'Permissions and consent',
    credential: 'Secret or certificate',
    test: 'Test and sync',
    elsewhere: 'Tenant settings and network',
  },
  about: {
    automatic:
      'Sign in, look at the calls, and let them be made. Below are the same lines for doing it by hand.',
    who: 'Name the organization, choose how to go about it, and see who has to be asked.',
    register:
      'Create the application, then enter its two IDs. From then on each button opens the pages of your application.',
    permissions: 'One visit to API permissions does all of this. Nothing here lets the app change anything.',
    credential:
      'The app signs in with a secret or a certificate. It is entered here once and goes into the keychain.',
    test: 'Every step is checked against the tenant itself, then the first sync begins.',
  },
  way: {
    choose: 'How do you want to set it up?',
    automatic: 'Do it for me',
    automaticAbout:
      'You sign in, see every call before it is made, and grant consent. Nothing to copy; about two minutes.',
    guide: 'Guide me',
    guideAbout: 'Each step in the portal, with the values to copy. About ten minutes.',
    colleague: 'Ask a colleague',
    colleagueAbout: 'A message with everything to do, for whoever holds the role.',
    colleagueNext: 'Send the checklist, then enter here what your colleague sends back.',
    script: 'Use a script',
    scriptAbout: 'PowerShell or Azure CLI creates the registration. It can be run again without harm.',
    scriptNext: 'Run the script, then paste all it prints in step 4.',
  },
  missing: {
    name: 'The organization has no name yet.',
    nameGo: 'Go to step 1',
    ids: 'The tenant ID and the client ID are needed before the secret can be saved.',
    idsGo: 'Go to step 2',
  },
  expiry: {
    quick: 'Expires in',
    months_one: '{{count}} month',
    months_other: '{{count}} months',
    past: 'This day has passed. A secret that has expired cannot be used.',
  },
  consent: {
    grant: 'Grant in browser',
    check: 'Check now',
    stop: 'Stop waiting',
    openAgain: 'Open the page again',
    about:
      'Opens Microsoft’s consent page for what the registration asks for. A Global Administrator or Privileged Role Administrator signs in there; the answer comes back by itself.',
    needsIds: 'Enter the two IDs in step 2 first.',
    until: 'Until {{time}}.',
    next: 'Next look at {{time}}.',
    missing: 'Not there yet: {{names}}.',
    partly: 'Consent was granted in part',
    partlyMeaning:
      'Missing: {{names}}. Where Microsoft’s page did not list it, the registration does not ask for it: add it under API permissions, then grant again. The app keeps looking.',
    stage: {
      waiting: 'Waiting for the consent page',
      checking: 'Looking for the permissions',
      granted: 'Consent was granted',
      accepted: 'Consent was accepted',
      pending: 'The permissions are not there yet',
      refused: 'Consent was refused',
      stopped: 'Nothing is waited for',
      expired: 'The page has not answered',
    },
    meaning: {
      granted: 'The permissions are in the token.',
      accepted: 'The test in step 5 verifies that it has arrived.',
      pending:
        'The app looks every hour for 30 days, also after a restart, and notifies you when consent has come.',
      refused: 'Open the page again, or hand the step over.',
      stopped: 'Consent that was given meanwhile counts: check now, or run the test in step 5.',
      expired:
        'Open it again, or hand the step over to a colleague. The app looks every hour whether consent has come.',
    },
  },
  secret: {
    refused:
      'Microsoft Entra refuses a new secret, or its lifetime? Then a policy of your organization forbids or limits secrets.',
    useCertificate: 'Use a certificate instead',
  },
  certificate: {
    choose: 'Which certificate',
    make: 'Create one here (recommended)',
    own: 'Use one of my own',
    makeAbout:
      'An RSA certificate of 2048 bits. Its private key goes into the keychain of this computer and never leaves it.',
    create: 'Create certificate',
    commonName: 'M365 Connector',
    days_one: '{{count}} day',
    days_other: '{{count}} days',
    missing: 'Create a certificate first.',
    saveStep: 'Save the public part.',
    uploadStep:
      'In the portal, under Certificates & secrets, tab Certificates, select Upload certificate and choose the file.',
    compareStep: 'Compare the thumbprint, then select Save and test.',
    uploadForMe: 'Upload for me',
    uploadAbout:
      'After a sign-in the app adds the public part to the registration; every call is shown first. Or do it yourself:',
    uploadMissing: 'Upload for me needs both IDs of step 2. Or do it yourself:',
    save: 'Save public part',
    discard: 'Discard',
    thumbprint: 'Thumbprint',
    thumbprint256: 'SHA-256',
    copyThumbprint: 'Copy the thumbprint',
    expires: 'Expires',
    chosen: 'Chosen: {{name}}',
    tooLarge: '{{name}} is too large for a certificate with its key (64 KB at most). Choose another file.',
    unreadable: '{{name}} could not be read. Choose it again, or paste its text.',
    passphrase: 'Passphrase',
    passphraseHint: 'Only if the key or the PFX file has one',
    showPassphrase: 'Show the passphrase',
    hidePassphrase: 'Hide the passphrase',
  },
  rotation: {
    about:
      'What is in use stays in use until the new one has signed in. Add the new one in the portal first, and remove the old one afterwards.',
    done: 'The new credential is in use.',
    remove: 'Now remove the old one in the portal.',
  },
  checks: {
    fixIn: 'Fix in step {{number}}: {{title}}',
    copyDetails: 'Copy details of {{title}}',
    count: {
      pass_one: '{{count}} passed',
      pass_other: '{{count}} passed',
      skip_one: '{{count}} skipped',
      skip_other: '{{count}} skipped',
    },
  },
} as const
