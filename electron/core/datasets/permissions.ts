/** The application id of Microsoft Graph, which permissions are asked of. */
export const graphAppId = '00000003-0000-0000-c000-000000000000'

type PermissionFact = {
  name: string
  /** The id within Microsoft Graph, the same in every tenant. */
  id: string
  /** `Role` is an application permission, `Scope` a delegated one, as `requiredResourceAccess` names them. */
  type: 'Role' | 'Scope'
  /** What it enables in the app. */
  buys: string
}

/** The permissions that the checklist speaks of.. */
export const permissions = {
  'Directory.Read.All': role(
    '7ab1d382-f21e-4acd-a863-ba3e13f7da61',
    'Licenses, users, assignments, renewals, and the self-check of the registration: everything but usage and sign-ins.',
  ),
  'Organization.Read.All': role(
    '498476ce-e0fe-48b0-b801-37ba7e2685c6',
    'The organization, its licenses and their renewals.',
  ),
  'LicenseAssignment.Read.All': role(
    'e2f98668-2877-4f38-a2f4-8202e0717aa1',
    'Licenses alone, where neither of the two broader permissions is granted.',
  ),
  'User.Read.All': role('df021288-bdef-4463-88db-98f22de89214', 'Users, what they hold, and by which group.'),
  'Reports.Read.All': role(
    '230c1aed-a721-4c5d-9cb4-a90514e508ef',
    'Application usage: who uses what, and the trends.',
  ),
  'AuditLog.Read.All': role(
    'b0afded3-3588-46d8-8b3d-9842eff778da',
    'The last sign-in of each user, where the tenant has Entra ID P1 or P2.',
  ),
  'ReportSettings.Read.All': role(
    'ee353f83-55ef-4b78-82da-555bfa2b4b95',
    'Whether names are concealed in the usage reports, known before the first sync.',
  ),
  'Application.Read.All': role(
    '9a5d68dd-52b0-4cc2-bd40-abcf44ac3a30',
    'The self-check of the registration and the date on which the secret expires.',
  ),
  offline_access: scope(
    '7427e0e9-2fba-42fe-b0c0-848c9e6a8182',
    'Keeps the consent page free of other permissions; the app itself does not sign anybody in.',
  ),
  'User.Read': scope(
    'e1fe6dd8-ba31-4d61-89e7-88639da4683d',
    'Nothing: the portal adds it to every new registration.',
  ),
} as const satisfies Record<string, Omit<PermissionFact, 'name'>>

type PermissionName = keyof typeof permissions
export type ApplicationPermission = Exclude<PermissionName, 'offline_access' | 'User.Read'>

function role<const T extends string>(id: T, buys: string) {
  return { id, type: 'Role', buys } as const
}

function scope<const T extends string>(id: T, buys: string) {
  return { id, type: 'Scope', buys } as const
}

/**
 * Every application permission that the app can make use of, broadest first. Anything else that is granted is
 * more than it needs.
 */
export const usefulPermissions: readonly ApplicationPermission[] = (
  Object.keys(permissions) as PermissionName[]
).filter(isApplicationPermission)

function isApplicationPermission(name: PermissionName): name is ApplicationPermission {
  return permissions[name].type === 'Role'
}

/**
 * Further permissions of Microsoft Graph by id, so that what is granted beyond need can be named without
 * another call.
 */
const furtherRoles: Readonly<Record<string, string>> = {
  '2a60023f-3219-47ad-baa4-40e17cd02a1d': 'ReportSettings.ReadWrite.All',
  '97235f07-e226-4f63-ace3-39588e11d3a1': 'User.ReadBasic.All',
  '98830695-27a2-44f7-8c18-0c3ebc9698f6': 'GroupMember.Read.All',
  '5b567255-7703-4780-807c-7be8301ae99b': 'Group.Read.All',
  '18a4783c-866b-4cc7-a460-3d5e5662c884': 'Application.ReadWrite.OwnedBy',
}

/**
 * The name of an application permission of Microsoft Graph by its id; the id itself when it is not known
 * here.
 */
export function roleName(id: string): string {
  const wanted = id.toLowerCase()
  return usefulPermissions.find(name => permissions[name].id === wanted) ?? furtherRoles[wanted] ?? wanted
}
