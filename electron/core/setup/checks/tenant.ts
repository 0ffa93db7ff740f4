import type { Check } from '../../../contract/setup/checks.ts'
import { cloudOfGraphHost } from '../../clouds.ts'
import type { OpenIdConfiguration } from '../../identity/openid-configuration.ts'
import type { AccessToken, Cloud } from '../../ports.ts'
import { OrganizationAnswer } from '../answers.ts'
import { type Attempt, type CheckKind, conclude, refused, skipped } from './check.ts'

export const tenantKinds = {
  exists: { id: 'tenant.exists', step: 'tenant', title: 'Tenant exists' },
  cloud: { id: 'tenant.cloud', step: 'cloud', title: 'Cloud is the tenant’s own' },
  token: { id: 'token', step: 'secret', title: 'Sign-in works' },
  match: { id: 'tenant.match', step: 'tenant', title: 'Sign-in leads to this tenant' },
} as const satisfies Record<string, CheckKind>

export function checkTenantExists(openId: Attempt<OpenIdConfiguration>): Check {
  if (!openId.ok) return refused(tenantKinds.exists, openId.error)
  const { tenantId, region } = openId.value
  const evidence = `The sign-in service knows it as ${tenantId}${region === null ? '' : ` in region ${region}`}.`
  return conclude(tenantKinds.exists, { status: 'pass', summary: 'The tenant exists.', evidence })
}

/**
 * The tenant's own configuration names its cloud; the host that answered does not prove it, since hosts
 * answer for each other's tenants.
 */
export function checkCloud(cloud: Cloud, { graphHost }: OpenIdConfiguration): Check {
  const kind = tenantKinds.cloud
  const own = new URL(cloud.graphUrl)
  if (graphHost === null) {
    return skipped(kind, 'The sign-in service does not say in which cloud the tenant lives.')
  }
  const evidence = `The tenant is served by ${graphHost}.`
  if ([own.host, own.hostname].includes(graphHost.toLowerCase())) {
    return conclude(kind, {
      status: 'pass',
      summary:
        cloud.name === 'custom'
          ? 'The address that was set serves the tenant.'
          : `The tenant lives in ${cloud.title}.`,
      evidence,
    })
  }
  if (cloud.name === 'custom') {
    return conclude(kind, {
      status: 'warn',
      summary: 'The tenant names another Microsoft Graph than the address that was set.',
      evidence,
      fix: 'Compare M365_CONNECTOR_GRAPH_URL with the host named here.',
    })
  }
  const other = cloudOfGraphHost(graphHost)
  return conclude(kind, {
    status: 'fail',
    summary: `The tenant does not live in ${cloud.title}${other === null ? '' : ` but in ${other.title}`}.`,
    evidence,
    fix:
      other === null
        ? 'Choose the cloud in which the tenant was created.'
        : `Set the connector up for the cloud ${other.title} (${other.name}); the app must be registered there.`,
  })
}

export function checkToken(token: Attempt<AccessToken>): Check {
  if (!token.ok) return refused(tenantKinds.token, token.error)
  return conclude(tenantKinds.token, {
    status: 'pass',
    summary: 'Tenant ID, client ID and credential belong together.',
    evidence: `A token was issued, good until ${new Date(token.value.expiresAt).toISOString().slice(11, 16)} UTC.`,
  })
}

/**
 * Compares where sign-in leads with the tenant that was entered: by the organization itself, else by what the
 * token says.
 */
export function checkTenantMatch(
  { tenantId }: OpenIdConfiguration,
  token: AccessToken,
  organization: Attempt<unknown>,
): Check {
  const kind = tenantKinds.match
  const read = organization.ok ? OrganizationAnswer.safeParse(organization.value) : null
  const found = read?.success === true ? read.data.value[0] : undefined
  const actual = (found?.id ?? token.tenantId)?.toLowerCase() ?? null
  if (actual === null) return skipped(kind, 'Neither the organization nor the token can be read.')
  const source = found === undefined ? 'The token' : 'Microsoft Graph'
  const evidence = `${source} names tenant ${actual}${found?.displayName ? ` (${found.displayName})` : ''}.`
  if (actual === tenantId) {
    return conclude(kind, {
      status: 'pass',
      summary: 'Sign-in leads to the tenant that was entered.',
      evidence,
    })
  }
  return conclude(kind, {
    status: 'fail',
    summary: 'Sign-in leads to another tenant than the one that was entered.',
    evidence: `${evidence} Entered: ${tenantId}.`,
    fix: 'Copy Directory (tenant) ID from the Overview page of the app registration and enter it again.',
  })
}
