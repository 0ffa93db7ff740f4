import type { Check } from '../../../contract/setup/checks.ts'
import type { AccessToken } from '../../ports.ts'
import type { ApplicationPermission } from '../permissions.ts'
import { type Attempt, type CheckKind, codesOf, conclude, listed, refused, skipped } from './check.ts'

/** One kind of data, how a single row of it is asked for, and what may be granted for it. */
export type DataProbe = CheckKind & {
  name: 'organization' | 'licenses' | 'users' | 'renewals' | 'usage' | 'signIns' | 'registration'
  /** Below `/v1.0`. */
  path: string
  /** Any one of these is enough. */
  anyOf: readonly [ApplicationPermission, ...ApplicationPermission[]]
  /** How bad its lack is: `fail` where the app is of no use without it. */
  severity: 'fail' | 'warn'
  /** What the app cannot show without it. */
  without: string
}

const organizationRead = ['Organization.Read.All', 'Directory.Read.All'] as const

/** The datasets of the product with one cheap call each: the smallest answer that proves the permission. */
export function dataProbes(clientId: string): readonly DataProbe[] {
  return [
    {
      ...kindOf('organization', 'Organization can be read'),
      path: '/organization?$select=id,displayName',
      anyOf: organizationRead,
      severity: 'warn',
      without: 'The organization’s name and domain stay empty.',
    },
    {
      ...kindOf('licenses', 'Licenses can be read'),
      path: '/subscribedSkus',
      anyOf: [...organizationRead, 'LicenseAssignment.Read.All'],
      severity: 'fail',
      without: 'Without licenses there is nothing to compare usage with.',
    },
    {
      ...kindOf('users', 'People and their licenses can be read'),
      path: '/users?$top=1&$select=id,assignedLicenses',
      anyOf: ['User.Read.All', 'Directory.Read.All'],
      severity: 'fail',
      without: 'Without people there are no assignments.',
    },
    {
      ...kindOf('renewals', 'Renewals can be read'),
      path: '/directory/subscriptions',
      anyOf: organizationRead,
      severity: 'warn',
      without: 'Renewal dates are not shown.',
    },
    {
      ...kindOf('usage', 'Application usage can be read'),
      path: '/reports/getOffice365ActivationsUserCounts',
      anyOf: ['Reports.Read.All'],
      severity: 'warn',
      without: 'Licenses and people sync; usage is shown as not granted.',
    },
    {
      ...kindOf('signIns', 'Last sign-ins can be read'),
      path: '/users?$top=1&$select=id,signInActivity',
      anyOf: ['AuditLog.Read.All'],
      severity: 'warn',
      without: 'The last sign-in of each person is not read; what was read before stays with its day.',
    },
    {
      ...kindOf('registration', 'Registration can be read'),
      path: `/applications(appId='${clientId}')?$select=id,appId,displayName,signInAudience,requiredResourceAccess,passwordCredentials,keyCredentials,web,spa,publicClient,isFallbackPublicClient`,
      anyOf: ['Application.Read.All', 'Directory.Read.All'],
      severity: 'warn',
      without:
        'The settings of the registration cannot be checked, and the expiry of the secret is only known when it is typed in.',
    },
  ]
}

function kindOf<const T extends DataProbe['name']>(name: T, title: string) {
  return { id: `data.${name}`, step: 'consent', title, name } as const
}

/** What is known besides the answer to the probe itself. */
export type DataContext = {
  token: AccessToken
  /** Names asked for in the registration; null when it cannot be read. */
  requested: ReadonlySet<string> | null
}

/** The answer to the probe is the proof; the roles in the token only explain it, since Microsoft calls its format private. */
export function checkData(probe: DataProbe, answer: Attempt<unknown>, context: DataContext): Check {
  const { roles } = context.token
  const held = roles?.filter(name => probe.anyOf.some(wanted => wanted === name)) ?? []
  if (answer.ok) {
    const evidence = held.length === 0 ? '' : `The token has ${listed(held)}.`
    return conclude(probe, { status: 'pass', summary: 'Microsoft Graph answered.', evidence })
  }
  const { error } = answer
  if (error.code === 'licenseMissing') return skipped(probe, error.message, error.fix)
  if (error.code === 'notInThisCloud') return skipped(probe, error.message)
  if (error.code === 'notFound' && probe.name === 'registration')
    return registeredElsewhere(probe, codesOf(error))
  if (error.code !== 'consentMissing') return refused(probe, error, probe.severity)
  return held.length > 0
    ? notYetEffective(probe, held, codesOf(error))
    : notGranted(probe, context, codesOf(error))
}

/** Sign-in worked, so that the app is known here; only its registration lies in the tenant where it was made. */
function registeredElsewhere(probe: DataProbe, codes: string): Check {
  return conclude(probe, {
    status: 'warn',
    summary: 'The app was registered in another tenant; its settings can only be seen there.',
    evidence: codes,
    fix: 'Register an app in this tenant, for accounts in this organizational directory only, and enter its values here.',
    step: 'register',
  })
}

function notYetEffective(probe: DataProbe, held: readonly string[], codes: string): Check {
  return conclude(probe, {
    status: probe.severity,
    summary: `Microsoft Graph refuses it although ${listed(held)} is granted.`,
    evidence: `The token has ${listed(held)}. ${codes}`,
    fix: 'After consent it can take some minutes; check again then. If it stays, grant admin consent once more.',
  })
}

function notGranted(probe: DataProbe, { token, requested }: DataContext, codes: string): Check {
  const wanted = probe.anyOf.join(' or ')
  const asked = requested === null ? null : probe.anyOf.some(name => requested.has(name))
  const has =
    token.roles === null
      ? ''
      : `The token has ${token.roles.length === 0 ? 'no permissions' : listed(token.roles)}. `
  return conclude(probe, {
    status: probe.severity,
    summary: `Not granted: ${wanted}. ${probe.without}`,
    evidence: `${has}${codes}`,
    fix:
      asked === true
        ? `${wanted} is in the list of the registration but was not consented to: open API permissions and grant admin consent.`
        : `In the app registration open API permissions, add ${wanted} as an application permission of Microsoft Graph, and grant admin consent.`,
    step: asked === false ? 'permissions' : 'consent',
  })
}
