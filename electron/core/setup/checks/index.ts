import type { CheckDefinition } from './check.ts'
import { clientId } from './entry/client-id.ts'
import { credential } from './entry/credential.ts'
import { tenantId } from './entry/tenant-id.ts'
import { expiry } from './expiry.ts'
import { consent } from './granted/consent.ts'
import { dataChecks } from './granted/data.ts'
import { enterpriseApp } from './granted/enterprise-app.ts'
import { excess } from './granted/excess.ts'
import { names } from './granted/names.ts'
import { audience } from './registration/audience.ts'
import { offlineAccess } from './registration/offline-access.ts'
import { publicClient } from './registration/public-client.ts'
import { redirect } from './registration/redirect.ts'
import { requested } from './registration/requested.ts'
import { userRead } from './registration/user-read.ts'
import { tenantCloud } from './sign-in/tenant-cloud.ts'
import { tenantExists } from './sign-in/tenant-exists.ts'
import { tenantMatch } from './sign-in/tenant-match.ts'
import { token } from './sign-in/token.ts'

/** Every check, in the order of the checklist. */
export const checks: readonly CheckDefinition[] = [
  tenantId,
  clientId,
  credential,
  tenantExists,
  tenantCloud,
  token,
  tenantMatch,
  enterpriseApp,
  consent,
  ...dataChecks,
  names,
  excess,
  audience,
  redirect,
  offlineAccess,
  userRead,
  publicClient,
  requested,
  expiry,
]

/**
 * The checks that a run makes, in their order, so that a window can show what is still to come. The titles of
 * a certificate differ a little.
 */
export function plannedChecks(): readonly { id: string; title: string }[] {
  return checks.map(({ id, title }) => ({ id, title }))
}
