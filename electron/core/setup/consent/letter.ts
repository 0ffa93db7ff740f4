import type { PermissionChoice } from '../../../contract/setup/setup.ts'
import { type ApplicationPermission, permissions } from '../../datasets/permissions.ts'
import type { Cloud } from '../../ports.ts'
import { redirectUri } from '../checklist.ts'
import { chosenPermissions } from '../permissions.ts'
import { portalAddress } from '../portal.ts'
import { consentAddress } from './page.ts'

export type ConsentLetterSubject = {
  cloud: Cloud
  choice: PermissionChoice
  /** Both known and well formed: only then there is a page to open. */
  ids: { tenantId: string; clientId: string } | null
  clientId: string | null
  organisation: string | null
}

/** A letter in parts, before it becomes text, Markdown or a page. */
export type ConsentLetter = {
  heading: string
  opening: string
  steps: readonly string[]
  link: { label: string; address: string }
  permissions: readonly { name: string; why: string; reads: string }[]
  kept: string
  closing: string
}

/** What is asked of Microsoft Graph with each permission. None of them can change anything. */
const reads: Readonly<Record<ApplicationPermission, string>> = {
  'Directory.Read.All':
    'the organization, its products and their terms, users with their licenses and groups of licenses, and the registration of the app itself',
  'Organization.Read.All': 'the organization, its products with their numbers, and their terms',
  'LicenseAssignment.Read.All': 'the products of the organization with their numbers',
  'User.Read.All':
    'users: name, user name, department, place, account state, and which licenses they hold. No mail, no files, no messages',
  'Reports.Read.All':
    'Microsoft’s usage reports: on which day somebody last used an application, and counts. Never what was written or opened',
  'AuditLog.Read.All': 'the date of the last sign-in of each user. No other audit entries',
  'ReportSettings.Read.All': 'the one setting that says whether usage reports conceal names',
  'Application.Read.All': 'the registration of the app itself: its settings, and when its secret expires',
}

/**
 * What whoever may consent has to know before saying yes: the page to open, and for each permission why it is
 * asked for, what is read with it, and where that is kept.
 */
export function consentLetter({
  cloud,
  choice,
  ids,
  clientId,
  organisation,
}: ConsentLetterSubject): ConsentLetter {
  const where = organisation === null ? '' : ` for ${organisation}`
  const link =
    ids === null
      ? { label: 'Open API permissions', address: portalAddress(cloud, 'permissions', clientId) }
      : { label: 'Open the consent page', address: consentAddress({ cloud, ...ids }, redirectUri, 'letter') }
  return {
    heading: `Please grant admin consent to M365 Connector${where}`,
    opening:
      'the application M365 Connector needs admin consent before it can read licenses and their usage. It takes a Global Administrator or a Privileged Role Administrator, and about a minute.',
    steps:
      ids === null
        ? [
            'Open the page below and choose the application.',
            'Select Grant admin consent and confirm with Yes.',
          ]
        : [
            'Open the page below and sign in with an administrator of this tenant.',
            'Compare the permissions with the ones in this letter, then select Accept.',
            'Afterwards the browser shows a page at localhost that cannot be reached. That is expected: the consent is done.',
          ],
    link,
    permissions: chosenPermissions(choice).map(name => ({
      name,
      why: permissions[name].buys,
      reads: `Reads ${reads[name]}.`,
    })),
    kept: 'All permissions only read. What is read is kept in a database on the computer on which the app runs, and is sent nowhere. The consent can be withdrawn at any time under Enterprise applications.',
    closing: 'Nothing has to be sent back: the app notices the consent by itself.',
  }
}
