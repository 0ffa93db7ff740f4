import type { PermissionChoice, SetupItem } from '../../contract/setup/setup.ts'
import { permissions } from '../datasets/permissions.ts'
import type { Cloud } from '../ports.ts'
import { chosenPermissions } from './permissions.ts'
import { type PortalBlade, portalAddress } from './portal.ts'

export const redirectUri = 'http://localhost'

/**
 * What the checklist is written for. `company` is part of the name of the consent button; null when it is not
 * known.
 */
type ChecklistSubject = {
  cloud: Cloud
  clientId: string | null
  company: string | null
  choice: PermissionChoice
}

const whoRegisters =
  'If *Users can register applications* is **Yes** (Entra ID > Users > User settings): any user. If **No**: one of Global Administrator, Application Administrator, Cloud Application Administrator, Application Developer.'
const whoConsents =
  'A **Global Administrator** (today a Privileged Role Administrator can, too; Application Administrators cannot for Graph permissions). Often another person: every step can be *handed over*.'
const whoOwns = 'Whoever created the app, or one of the administrators who may create it.'

/** The whole checklist in order, with addresses, values and permissions filled in. */
export function createChecklist(subject: ChecklistSubject): readonly SetupItem[] {
  const link = (blade: PortalBlade, label: string) => ({
    label,
    address: portalAddress(subject.cloud, blade, subject.clientId),
  })
  return [
    {
      id: 'before',
      number: '',
      title: 'Before starting: who can do this',
      what: [`Who may create the app. ${whoRegisters}`, `Who may grant consent: ${lowerFirst(whoConsents)}`],
      who: 'Anybody can look this up.',
      link: link('userSettings', 'Open User settings'),
      values: [],
      mistakes: [
        'Being Application Administrator and expecting to grant consent for Microsoft Graph: that role may not.',
      ],
      checks: [],
      steps: [],
    },
    {
      id: 'signIn',
      number: '1',
      title: 'Sign in to the Azure portal',
      what: [
        'Sign in to the Azure portal.',
        `The portal of this cloud (${subject.cloud.title}): ${subject.cloud.portalUrl}`,
      ],
      who: whoRegisters,
      link: link('portal', 'Open the portal'),
      values: [],
      mistakes: [
        'Working in another directory: the one at the top right must be the tenant that is to be connected.',
      ],
      checks: [],
      steps: ['cloud'],
    },
    {
      id: 'register',
      number: '2',
      title: 'Create the application',
      what: [
        'In **App registrations** create an application: supported account types *Accounts in this organizational directory only*; redirect URI platform *Web*, URI `http://localhost`.',
      ],
      who: whoRegisters,
      link: link('newRegistration', 'Open New registration'),
      values: [
        { label: 'Name', value: 'M365 Connector', about: '' },
        { label: 'Redirect URI', value: redirectUri, about: '' },
      ],
      mistakes: [
        'Choosing an account type for several directories.',
        'Putting the redirect URI under *Mobile and desktop* or *Single-page application* instead of *Web*.',
        'Writing `https` or a port into the redirect URI: it is exactly `http://localhost`.',
      ],
      checks: [],
      steps: ['register', 'redirect'],
    },
    ...permissionItems(subject, link('permissions', 'Open API permissions')),
    {
      id: 'secret',
      number: '4',
      title: 'Create a client secret',
      what: [
        '**Certificates & secrets**: new client secret, with a description and an expiry; copy its **Value**.',
        'When it expires, create a new secret and re-configure the connector.',
      ],
      who: whoOwns,
      link: link('credentials', 'Open Certificates & secrets'),
      values: [{ label: 'Description', value: 'M365 Connector', about: '' }],
      mistakes: [
        'Copying the *Secret ID* instead of the *Value*.',
        'Leaving the page first: the Value is shown only once, right after it was made.',
      ],
      checks: [],
      steps: ['secret', 'certificate'],
    },
    {
      id: 'copyIds',
      number: '5',
      title: 'Copy the two IDs',
      what: ['Copy *Directory (tenant) ID* and *Application (client) ID*.'],
      who: whoOwns,
      link: link('overview', 'Open Overview'),
      values: [],
      mistakes: ['Copying the *Object ID*, which stands between the two on the same page.'],
      checks: ['values.tenant', 'values.client'],
      steps: ['tenant', 'clientId', 'enterpriseApp'],
    },
    {
      id: 'enterValues',
      number: '6',
      title: 'Enter the values',
      what: [
        'Tenant ID ← Directory (tenant) ID; Client ID ← Application (client) ID; Client secret ← the secret’s Value.',
      ],
      who: 'Whoever uses this computer.',
      link: null,
      values: [],
      mistakes: [
        'Entering the same ID twice.',
        'Sending the secret by e-mail: hand it over in person or through a password manager.',
      ],
      checks: ['values.credential'],
      steps: [],
    },
  ]
}

function permissionItems(subject: ChecklistSubject, link: SetupItem['link']): readonly SetupItem[] {
  const chosen = chosenPermissions(subject.choice)
  const company = subject.company ?? '[company]'
  return [
    {
      id: 'delegated',
      number: '3a',
      title: 'Delegated permissions',
      what: [
        '**API permissions**, Microsoft Graph.',
        'Delegated: select `offline_access`; clear `User.Read` if it is selected.',
      ],
      who: whoOwns,
      link,
      values: [{ label: 'Delegated permission', value: 'offline_access', about: '' }],
      mistakes: ['Leaving `User.Read` in the list, where the portal puts it by itself.'],
      checks: ['registration.offlineAccess', 'registration.userRead'],
      steps: [],
    },
    {
      id: 'application',
      number: '3b',
      title: 'Application permissions',
      what: [
        'Application: either `Directory.Read.All`, or `Organization.Read.All` **and** `User.Read.All`.',
        'For application-usage activity Graph also demands `Reports.Read.All`; without it licenses and users sync, and usage is shown as *not granted*, with the fix.',
      ],
      who: whoOwns,
      link,
      values: chosen.map(name => ({
        label: 'Application permission',
        value: name,
        about: permissions[name].buys,
      })),
      mistakes: ['Choosing the permissions of the same names under *Delegated*: they have no effect here.'],
      checks: [],
      steps: ['permissions'],
    },
    {
      id: 'consent',
      number: '3c',
      title: `Grant admin consent for ${company}`,
      what: [
        `*Grant admin consent for ${company}*.`,
        'The button is above the list of **API permissions**. Confirm with *Yes*; every row then says *Granted*.',
      ],
      who: whoConsents,
      link,
      values: [],
      mistakes: [
        'Forgetting this after adding a permission: the list then says *Not granted*.',
        'Checking at once: it can take some minutes until consent arrives.',
      ],
      checks: [],
      steps: ['consent'],
    },
  ]
}

/** The title with its number. */
export function titleOf({ number, title }: Pick<SetupItem, 'number' | 'title'>): string {
  return `${number === '' ? '' : `${number}. `}${title}`
}

/** For a sentence that continues another one. */
export function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1)
}
