import { roleName, usefulPermissions } from '../../../datasets/permissions.ts'
import { defineCheck, type Finding, listed, rolesIn, skip } from '../check.ts'
import { type Assignment, assignmentsIn, isGraph } from '../questions.ts'

/** Names whatever is granted that no part of the app uses. */
export const excess = defineCheck({
  id: 'permissions.excess',
  step: 'permissions',
  title: 'Nothing is granted beyond need',
  after: 'signIn',
  ask: ['token', 'assignments'],
  decide: (_, { token, assignments }) => {
    const granted = grantedNames(rolesIn(token), assignmentsIn(assignments))
    if (granted === null) return skip('Neither the token nor the list of granted permissions can be read.')
    const useful = new Set<string>(usefulPermissions)
    const needless = granted.filter(name => !useful.has(name))
    if (needless.length > 0) return tooMuch(granted, needless)
    return { status: 'pass', summary: 'Only what the app can use is granted.', evidence: overlap(granted) }
  },
})

function tooMuch(granted: readonly string[], needless: readonly string[]): Finding {
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
  return {
    status: 'warn',
    summary: `The app never needs ${listed(needless)}.${strong}`,
    evidence: `Granted: ${listed(granted)}.`,
    fix: `${writing.length === 0 ? '' : 'Soon: '}${removal} under API permissions, and revoke the consent under Enterprise applications, Permissions.`,
  }
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

/** What the broader permissions include. */
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
