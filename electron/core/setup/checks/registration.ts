import type { Check } from '../../../contract/setup/checks.ts'
import { entriesOf } from '../../datasets/fields.ts'
import { graphAppId, permissions, roleName } from '../../datasets/permissions.ts'
import type { Application } from '../../datasets/registration.ts'
import type { Assignment } from '../answers.ts'
import { type CheckKind, conclude, type Finding, listed, skipped } from './check.ts'
import { isGraph } from './consent.ts'

const kinds = {
  audience: { id: 'registration.audience', step: 'register', title: 'Registered for this tenant only' },
  redirect: {
    id: 'registration.redirect',
    step: 'redirect',
    title: 'Redirect URI is http://localhost on Web',
  },
  offlineAccess: {
    id: 'registration.offlineAccess',
    step: 'permissions',
    title: 'offline_access is selected',
  },
  userRead: { id: 'registration.userRead', step: 'permissions', title: 'User.Read is cleared' },
  publicClient: { id: 'registration.publicClient', step: 'register', title: 'Public client flows are off' },
  requested: { id: 'registration.requested', step: 'consent', title: 'What is asked for is what is granted' },
} as const satisfies Record<string, CheckKind>

/** Ids of the application permissions of Microsoft Graph that a registration asks for. */
export function requestedRoleIds(application: Application): readonly string[] {
  return idsOf(application, 'Role')
}

/** The settings of the registration, read from itself; all skipped with the reason when it cannot be read. */
export function checkRegistration(
  application: Application | null,
  assignments: readonly Assignment[] | null,
  unreadable: string,
): readonly Check[] {
  if (application === null) return Object.values(kinds).map(kind => skipped(kind, unreadable))
  return [
    conclude(kinds.audience, judgeAudience(application)),
    conclude(kinds.redirect, judgeRedirect(application)),
    conclude(kinds.offlineAccess, judgeOfflineAccess(application)),
    conclude(kinds.userRead, judgeUserRead(application)),
    conclude(kinds.publicClient, judgePublicClient(application)),
    assignments === null
      ? skipped(kinds.requested, 'The granted permissions cannot be read.')
      : conclude(kinds.requested, judgeRequested(application, assignments)),
  ]
}

function judgeAudience({ signInAudience }: Application): Finding {
  const evidence = `signInAudience is ${signInAudience ?? 'not set'}.`
  if (signInAudience === 'AzureADMyOrg')
    return { status: 'pass', summary: 'Only this tenant can use the app.', evidence }
  return {
    status: 'warn',
    summary: 'Other tenants can use the app, too.',
    evidence,
    fix: 'Under Authentication choose the supported account types Accounts in this organizational directory only.',
  }
}

function judgeRedirect({ web, spa, publicClient }: Application): Finding {
  const right = urisOf(web).filter(isLoopback)
  if (right.length > 0) {
    return {
      status: 'pass',
      summary: 'http://localhost is registered under Web.',
      evidence: `Web: ${listed(right)}.`,
    }
  }
  const elsewhere = [...urisOf(spa), ...urisOf(publicClient)].filter(isLoopback)
  const fix = 'Under Authentication add the platform Web with exactly http://localhost.'
  if (elsewhere.length > 0) {
    return {
      status: 'warn',
      summary: 'The redirect URI is registered under another platform than Web.',
      evidence: `Found: ${listed(elsewhere)}.`,
      fix: `${fix} Remove it from the other platform.`,
    }
  }
  const others = urisOf(web)
  const evidence = others.length > 0 ? `Web: ${listed(others)}.` : 'Web has no redirect URI.'
  return {
    status: 'warn',
    summary: 'The redirect URI is missing; admin consent from the app will not find its way back.',
    evidence,
    fix,
  }
}

function urisOf(platform: Application['web']): readonly string[] {
  return entriesOf(platform?.redirectUris)
}

/** For localhost the port does not count and any path may follow (reply URL page). */
function isLoopback(uri: string): boolean {
  const url = URL.parse(uri)
  return url !== null && url.protocol === 'http:' && url.hostname === 'localhost'
}

function judgeOfflineAccess(application: Application): Finding {
  if (idsOf(application, 'Scope').includes(permissions.offline_access.id)) {
    return { status: 'pass', summary: 'offline_access is selected.', evidence: 'Delegated: offline_access.' }
  }
  return {
    status: 'warn',
    summary: 'The delegated permission offline_access is not selected.',
    fix: 'Under API permissions add offline_access as a delegated permission of Microsoft Graph.',
  }
}

function judgeUserRead(application: Application): Finding {
  if (!idsOf(application, 'Scope').includes(permissions['User.Read'].id)) {
    return { status: 'pass', summary: 'User.Read is not selected.' }
  }
  return {
    status: 'warn',
    summary:
      'The delegated permission User.Read is still selected. It does no harm, and the app never needs it.',
    evidence: 'Delegated: User.Read.',
    fix: 'Under API permissions remove User.Read.',
  }
}

function judgePublicClient({ isFallbackPublicClient }: Application): Finding {
  if (isFallbackPublicClient !== true) return { status: 'pass', summary: 'Public client flows are off.' }
  return {
    status: 'warn',
    summary: 'Public client flows are allowed, which an app with a secret must not need.',
    evidence: 'isFallbackPublicClient is true.',
    fix: 'Under Authentication set Allow public client flows to No.',
  }
}

/**
 * What the list of the registration and the consent disagree about. Consent given anew takes away what is no
 * longer in the list.
 */
function judgeRequested(application: Application, assignments: readonly Assignment[]): Finding {
  const requested = requestedRoleIds(application).map(roleName)
  const granted = assignments
    .filter(({ resourceDisplayName }) => isGraph(resourceDisplayName))
    .map(({ appRoleId }) => roleName(appRoleId))
  const open = requested.filter(name => !granted.includes(name))
  const unlisted = granted.filter(name => !requested.includes(name))
  const evidence = `Asked for: ${listed(requested) || 'nothing'}. Granted: ${listed(granted) || 'nothing'}.`
  if (open.length > 0) {
    return {
      status: 'warn',
      summary: `${listed(open)} ${open.length === 1 ? 'is' : 'are'} asked for but not granted.`,
      evidence,
      fix: 'Under API permissions grant admin consent, or remove what is not wanted.',
    }
  }
  if (unlisted.length > 0) {
    return {
      status: 'warn',
      summary: `${listed(unlisted)} ${unlisted.length === 1 ? 'is' : 'are'} granted but no longer in the list of the registration.`,
      evidence,
      fix: 'Add what the app needs to API permissions again: consent given anew would take it away.',
      step: 'permissions',
    }
  }
  return { status: 'pass', summary: 'The list of the registration and the consent agree.', evidence }
}

function idsOf({ requiredResourceAccess }: Application, type: 'Role' | 'Scope'): readonly string[] {
  return entriesOf(requiredResourceAccess)
    .filter(({ resourceAppId }) => resourceAppId?.toLowerCase() === graphAppId)
    .flatMap(({ resourceAccess }) => entriesOf(resourceAccess))
    .filter(access => access.type === type)
    .flatMap(({ id }) => id?.toLowerCase() ?? [])
}
