import type { FixableCheck } from '../../../contract/registration/names.ts'
import { dataSources } from '../../datasets/index.ts'
import { permissions } from '../../datasets/permissions.ts'
import type { Application } from '../../datasets/registration.ts'
import { idsOf } from '../checks/registration/registration.ts'
import type { Aims } from './repairs.ts'

const plain: Readonly<Partial<Record<FixableCheck, Aims>>> = {
  'registration.audience': { audience: true },
  'registration.redirect': { redirect: true },
  'registration.publicClient': { publicClient: true },
  'registration.offlineAccess': { offlineAccess: true },
  'registration.userRead': { userRead: true },
  'permissions.excess': { excess: true },
}

/** Checks whose repair only takes effect when an administrator consents again. */
const needingConsent: readonly FixableCheck[] = ['permissions.excess', 'registration.requested', 'consent']

/** What a registration has to become for the failed checks to pass, and what is left for others to do. */
export type FixAims = {
  aims: Aims
  /** Whether the enterprise application has to be enabled, or made. */
  enable: boolean
  /** Whether consent has to be granted afterwards. */
  consent: boolean
}

/**
 * The aims for failed checks. A dataset that cannot be read needs the first of its permissions, unless one of
 * them is asked for already: then only the consent is missing.
 */
export function aimsFor(checks: readonly FixableCheck[], application: Application): FixAims {
  const requested = new Set(idsOf(application, 'Role'))
  const sources = dataSources.filter(({ probe }) => checks.some(check => check === probe.check))
  const roles = sources
    .filter(source => !source.permissions.some(name => requested.has(permissions[name].id)))
    .map(source => source.permissions[0])
  const merged: Aims = Object.assign({}, ...checks.map(check => plain[check]))
  return {
    aims: roles.length === 0 ? merged : { ...merged, roles: [...new Set(roles)] },
    enable: checks.includes('enterpriseApp') || checks.includes('token'),
    consent: sources.length > 0 || checks.some(check => needingConsent.includes(check)),
  }
}
