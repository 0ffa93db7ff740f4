import type { Check } from '../../../contract/setup/checks.ts'
import { type DataSource, type Probe, pathFor } from '../../datasets/dataset.ts'
import { licenses } from '../../datasets/licenses.ts'
import { organization } from '../../datasets/organization.ts'
import { registration } from '../../datasets/registration.ts'
import { renewals } from '../../datasets/renewals.ts'
import { signInActivity } from '../../datasets/sign-in-activity.ts'
import { usageReports } from '../../datasets/usage-reports.ts'
import { users } from '../../datasets/users.ts'
import type { AccessToken } from '../../ports.ts'
import { type Attempt, type CheckKind, codesOf, conclude, listed, refused, skipped } from './check.ts'

/** Proves that a dataset can be read, by its own probe. */
export type DataProbe = CheckKind &
  Pick<Probe, 'path' | 'severity' | 'without' | 'enables'> & { anyOf: DataSource['permissions'] }

/** What is read of a tenant, most needed first. */
const sources: readonly DataSource[] = [
  organization,
  licenses,
  users,
  renewals,
  usageReports,
  signInActivity,
  registration,
]

/** The datasets of the product with one cheap call each: the smallest answer that proves the permission. */
export function dataProbes(clientId: string): readonly DataProbe[] {
  return sources.map(({ permissions, probe: { check, title, path, severity, without, enables } }) => ({
    ...{ id: check, step: 'consent', title, severity, without, enables, anyOf: permissions },
    path: pathFor(path, clientId),
  }))
}

/** What is known besides the answer to the probe itself. */
type DataContext = {
  token: AccessToken
  /** Names asked for in the registration; null when it cannot be read. */
  requested: ReadonlySet<string> | null
}

/**
 * The answer to the probe is the proof; the roles in the token only explain it, since Microsoft calls its
 * format private.
 */
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
  if (error.code === 'notFound' && probe.id === registration.probe.check)
    return registeredElsewhere(probe, codesOf(error))
  if (error.code !== 'consentMissing') return refused(probe, error, probe.severity)
  return held.length > 0
    ? notYetEffective(probe, held, codesOf(error))
    : notGranted(probe, context, codesOf(error))
}

/**
 * Sign-in worked, so that the app is known here; only its registration lies in the tenant where it was made.
 */
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
