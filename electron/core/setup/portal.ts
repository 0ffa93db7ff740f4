import type { Cloud } from '../ports.ts'

export type PortalBlade =
  | 'portal'
  | 'userSettings'
  | 'registrations'
  | 'newRegistration'
  | 'overview'
  | 'authentication'
  | 'permissions'
  | 'credentials'
  | 'enterpriseApps'
  | 'reportSettings'

const registrationBlades = 'Microsoft_AAD_RegisteredApps'
const appMenus = {
  overview: 'Overview',
  authentication: 'Authentication',
  permissions: 'CallAnAPI',
  credentials: 'Credentials',
} as const
const plainBlades = {
  userSettings: 'Microsoft_AAD_UsersAndTenants/UserManagementMenuBlade/~/UserSettings',
  registrations: `${registrationBlades}/ApplicationsListBlade`,
  newRegistration: `${registrationBlades}/CreateApplicationBlade/quickStartType~/null/isMSAApp~/false`,
  enterpriseApps: 'Microsoft_AAD_IAM/StartboardApplicationsMenuBlade/~/AppAppsPreview',
} as const

/**
 * The address of a blade in the cloud's portal. Blades of one application need its client ID and lead to the
 * list of registrations without it. The report settings live in the Microsoft 365 admin center, which only
 * the global cloud has under this name.
 */
export function portalAddress(cloud: Cloud, blade: PortalBlade, clientId: string | null): string {
  const base = cloud.portalUrl
  switch (blade) {
    case 'portal':
      return `${base}/`
    case 'reportSettings':
      return 'https://admin.microsoft.com/#/Settings/Services'
    case 'userSettings':
    case 'registrations':
    case 'newRegistration':
    case 'enterpriseApps':
      return `${base}/#view/${plainBlades[blade]}`
    default:
      return clientId === null
        ? `${base}/#view/${plainBlades.registrations}`
        : `${base}/#view/${registrationBlades}/ApplicationMenuBlade/~/${appMenus[blade]}/appId/${clientId}/isMSAApp~/false`
  }
}
