import type { Check } from '../../../contract/setup/checks.ts'
import { roleName, usefulPermissions } from '../../datasets/permissions.ts'
import type { AccessToken } from '../../ports.ts'
import type { Assignment } from '../answers.ts'
import { type CheckKind, conclude, listed, skipped } from './check.ts'

export const consentKinds = {
  consent: { id: 'consent', step: 'consent', title: 'Admin consent was granted' },
  excess: { id: 'permissions.excess', step: 'permissions', title: 'Nothing is granted beyond need' },
} as const satisfies Record<string, CheckKind>

/** Sign-in succeeds without consent as well; the token then carries no roles (client credentials page). */
export function checkConsent({ roles }: AccessToken): Check {
  const kind = consentKinds.consent
  if (roles === null) {
    return skipped(kind, 'The token cannot be read; the single permissions are proved below.')
  }
  if (roles.length > 0) {
    const summary = `${roles.length} application ${roles.length === 1 ? 'permission is' : 'permissions are'} granted.`
    return conclude(kind, { status: 'pass', summary, evidence: `The token has ${listed(roles)}.` })
  }
  return conclude(kind, {
    status: 'fail',
    summary: 'No application permission is granted.',
    evidence: 'The token has no roles.',
    fix: 'In the app registration open API permissions, add the application permissions of Microsoft Graph, and let a Global Administrator or Privileged Role Administrator grant admin consent. Delegated permissions have no effect here. Then wait some minutes and check again.',
  })
}

/** Names whatever is granted that no part of the app uses. */
export function checkExcess({ roles }: AccessToken, assignments: readonly Assignment[] | null): Check {
  const kind = consentKinds.excess
  const granted = grantedNames(roles, assignments)
  if (granted === null)
    return skipped(kind, 'Neither the token nor the list of granted permissions can be read.')
  const useful = new Set<string>(usefulPermissions)
  const needless = granted.filter(name => !useful.has(name))
  if (needless.length === 0)
    return conclude(kind, {
      status: 'pass',
      summary: 'Only what the app can use is granted.',
      evidence: overlap(granted),
    })
  const writing = needless.filter(name =>
    /Write|FullControl|AccessAsUser|Send|Manage|Create|Delete/i.test(name),
  )
  const strong =
    writing.length === 0
      ? ''
      : ` ${listed(writing)} ${writing.length === 1 ? 'lets' : 'let'} whoever holds the secret change the tenant.`
  const instead = readingInstead(needless, granted)
  const first = instead.length === 0 ? '' : `grant ${listed(instead)}, which is enough, and then `
  const removal = upperFirst(`${first}remove ${listed(needless)}`, writing.length === 0)
  return conclude(kind, {
    status: 'warn',
    summary: `The app never needs ${listed(needless)}.${strong}`,
    evidence: `Granted: ${listed(granted)}.`,
    fix: `${writing.length === 0 ? '' : 'Soon: '}${removal} under API permissions, and revoke the consent under Enterprise applications, Permissions.`,
  })
}

function upperFirst(text: string, wanted: boolean): string {
  return wanted ? text.charAt(0).toUpperCase() + text.slice(1) : text
}

function grantedNames(
  roles: readonly string[] | null,
  assignments: readonly Assignment[] | null,
): readonly string[] | null {
  if (roles === null && assignments === null) return null
  const elsewhere = (assignments ?? [])
    .filter(({ resourceDisplayName }) => !isGraph(resourceDisplayName))
    .map(
      ({ resourceDisplayName, appRoleId }) =>
        `${resourceDisplayName ?? 'another service'} (${appRoleId.slice(0, 8)})`,
    )
  const own =
    roles ??
    (assignments ?? [])
      .filter(({ resourceDisplayName }) => isGraph(resourceDisplayName))
      .map(({ appRoleId }) => roleName(appRoleId))
  return [...new Set([...own, ...elsewhere])].sort()
}

/**
 * Whether a permission is one of Microsoft Graph. Its own name is the only thing an assignment tells of the
 * service.
 */
export function isGraph(resourceDisplayName: string | null | undefined): boolean {
  return resourceDisplayName === 'Microsoft Graph'
}

/** What the broader permissions let be read as well. */
const covers: Readonly<Record<string, readonly string[]>> = {
  'Directory.Read.All': [
    'Organization.Read.All',
    'LicenseAssignment.Read.All',
    'User.Read.All',
    'Application.Read.All',
  ],
  'Organization.Read.All': ['LicenseAssignment.Read.All'],
}

function overlap(granted: readonly string[]): string {
  const list = `Granted: ${listed(granted)}.`
  const broad = Object.keys(covers).find(name => granted.includes(name))
  const covered = (covers[broad ?? ''] ?? []).filter(name => granted.includes(name))
  if (covered.length === 0) return list
  return `${list} ${broad} covers ${listed(covered)} already; one of the two ways is enough.`
}

/**
 * Permissions to read that are to be granted before one that also writes is removed, where it is the only way
 * to some data.
 */
function readingInstead(needless: readonly string[], granted: readonly string[]): readonly string[] {
  const reading = needless.map(name => name.replace(/\.(ReadWrite\.\w+|Manage\.All)$/, '.Read.All'))
  return usefulPermissions.filter(
    name =>
      reading.includes(name) &&
      !granted.includes(name) &&
      !granted.some(other => covers[other]?.includes(name) === true),
  )
}
