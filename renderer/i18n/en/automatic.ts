/** What the app does in Microsoft Entra after somebody has signed in. */
export const automatic = {
  begin: {
    signIn:
      'You sign in to Microsoft in your browser. If its page offers to consent on behalf of your organization, leave that box clear.',
    plan: 'The app looks at what is there and shows every call before it is made. What it creates can be undone.',
    consent:
      'You grant consent on Microsoft’s page, then the connection is tested. Your sign-in is forgotten at the end.',
    credential: 'Sign in later with',
    secret: 'Client secret',
    certificate: 'Certificate',
    start: 'Sign in',
    name: 'Name the organization first',
  },
  ways: {
    title: 'Other ways to sign in',
    client: 'Sign in through',
    graphTools: 'Microsoft Graph Command Line Tools (usual)',
    azureCli: 'Microsoft Azure CLI, where consent to the first is refused',
    own: 'An app that is registered in the tenant',
    ownId: 'Its client ID',
    ownAbout: 'Platform Mobile and desktop applications, redirect URI http://localhost',
    code: 'With a code on another device. Many organizations block this',
    policies: 'Also read the tenant’s policies, to see beforehand what it allows',
  },
  signIn: {
    beginning: 'Beginning the sign-in',
    waiting: 'Waiting for your sign-in in the browser',
    openAgain: 'Open the page again',
    stop: 'Cancel',
    code: 'Enter this code on the page:',
    copyCode: 'Copy the code',
    name: 'Microsoft shows the name {{app}}. The page is waited for until {{time}}.',
  },
  explain: {
    label: 'Microsoft’s page shows an error? Enter its code',
    show: 'Explain',
    unknown: 'There is no code in this that the app knows. Copy the line that begins with AADSTS.',
  },
  facts: {
    account: 'Signed in as {{name}}.',
    register: {
      yes: 'You may register applications.',
      no: 'You may not register applications here, as far as your roles say.',
    },
    consent: {
      yes: 'You may grant consent.',
      no: 'Somebody else has to grant consent; the message for that is ready at the end.',
    },
    eligible: 'You can activate in Privileged Identity Management: {{roles}}. Then sign in again.',
    noSecrets: 'A policy of the tenant forbids client secrets, so a certificate is used.',
    maxDays_one: 'A policy of the tenant allows secrets for {{count}} day.',
    maxDays_other: 'A policy of the tenant allows secrets for {{count}} days.',
    maxCertificateDays_one: 'A policy of the tenant allows certificates for {{count}} day.',
    maxCertificateDays_other: 'A policy of the tenant allows certificates for {{count}} days.',
    authoritiesOnly:
      'A policy of the tenant allows only certificates of authorities that it names, so a client secret is used where it may be.',
    appPolicy:
      'It is the policy {{id}}, which was assigned to this app. Its administrators can change it; the app never does.',
    tenantPolicy:
      'It is the policy {{id}} for all apps of the tenant. Its administrators can change it; the app never does.',
  },
  stage: {
    reading: 'Looking at what is there',
    plan: 'These are the calls. Nothing has been changed yet.',
    running: 'Making the calls',
    undoing: 'Undoing',
    undone: 'Everything that was created is gone again.',
    stopped: 'Canceled. The sign-in is forgotten.',
  },
  calls: {
    list: 'Calls of Microsoft Graph',
    changes_one: '{{count}} call that changes something',
    changes_other: '{{count}} calls that change something',
    reads_one: '{{count}} call that only reads',
    reads_other: '{{count}} calls that only read',
    body: 'What is sent',
    waiting: '{{reason}} Next try at {{time}}.',
    result: '{{status}}: {{result}}',
    state: {
      planned: 'planned',
      running: 'running',
      waiting: 'waiting',
      done: 'done',
      failed: 'failed',
      skipped: 'skipped',
    },
  },
  choose: {
    about: 'Several registrations fit. Which one is it?',
    use: 'Use {{name}}',
    new: 'Create a new one',
  },
  act: {
    go_one: 'Make this call',
    go_other: 'Make these {{count}} calls',
    resume: 'Resume',
    signInAgain: 'Sign in as somebody else',
    stop: 'Cancel',
    undo: 'Undo',
    undoAbout: 'Can be undone until {{time}}: {{parts}}.',
  },
  done: {
    create: 'The app is registered, and its credential is in the keychain.',
    fix: 'Fixed. Close this to test again.',
    rotate: 'The new credential is in use.',
    renew: 'The new certificate is in use.',
    finishRotation: 'The rotation is finished.',
    undoRotation: 'The rotation is undone.',
    upload: 'The certificate is in the registration. Save and test below.',
    names: 'The setting was changed.',
    handOver: 'Somebody else has to grant consent. Send this on; the app notices by itself.',
    test: 'Test and sync',
  },
  fix: {
    open: 'Fix for me',
    label: 'Fix for me: {{title}}',
    names:
      'This shows the names of users in all usage reports of the tenant, also in the Microsoft 365 admin center. Microsoft records the change.',
    namesNext:
      'Microsoft’s reports follow some minutes later, and users have names here with the next sync after that. Close this to test again.',
    syncNow: 'Sync now',
    syncing: 'Syncing…',
    close: 'Close',
  },
  rotate: {
    title: 'Rotate the credential of {{name}}',
    about:
      'A new credential is added, tested and put into use; then the old one is removed. The connector works throughout.',
    credential: 'New credential',
    days: 'Valid for (days)',
    daysAbout: '{{least}} to {{most}}; less where a policy of the tenant allows less.',
    inUse: {
      secret: 'The connector now signs in with the new client secret. When it expires is unknown.',
      certificate: 'The connector now signs in with the new certificate. When it expires is unknown.',
    },
    inUseUntil: {
      secret: 'The connector now signs in with the new client secret, valid until {{date}}.',
      certificate: 'The connector now signs in with the new certificate, valid until {{date}}.',
    },
    renew: 'Renew without signing in',
    renewAbout:
      'The connector proves that it has the key of its certificate and exchanges it by itself; every call is shown first. It has to be allowed to read its own registration.',
    keepOld: 'Keep the old credential in the tenant',
    keepOldAbout: 'For instance because a script or another computer signs in with it.',
    kept: {
      chosen:
        'The old credential stays in the tenant, as you chose. Remove it in the portal when nothing needs it.',
      shared:
        'The old credential stays in the tenant: {{connectors}} on this computer signs in with it as well. Rotate there, too; the last one removes it.',
      unidentified:
        'The old credential stays in the tenant: it cannot be told apart from the others of the registration. Remove it in the portal when nothing needs it.',
    },
    pending: {
      adding:
        'A rotation that began {{ago}} was interrupted while the new {{kind}} “{{name}}” was being added. It may be in the tenant; the old credential is in use.',
      added:
        'A rotation that began {{ago}} was interrupted after the new {{kind}} “{{name}}” (key ID {{keyId}}) was added. It is not certain to be in use yet.',
      switched:
        'A rotation that began {{ago}} was interrupted after the new {{kind}} “{{name}}” (key ID {{keyId}}) was put into use. The old one is still in the tenant.',
      old: 'Old credential: key ID {{keyId}}.',
      unknownKey: 'unknown',
      secret: 'client secret',
      certificate: 'certificate',
      finish: 'Finish',
      finishAbout: 'Finish puts the new credential into use and removes the old one.',
      undo: 'Undo',
      undoAbout: 'Undo goes back to the old credential and removes the new one.',
      signIn: 'Either begins with a sign-in, and shows its calls before they are made.',
    },
  },
} as const
