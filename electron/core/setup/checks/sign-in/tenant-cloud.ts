import { cloudOfGraphHost } from '../../../clouds.ts'
import type { OpenIdConfiguration } from '../../../identity/openid-configuration.ts'
import type { Cloud } from '../../../ports.ts'
import { defineCheck, type Finding, skip } from '../check.ts'

export const tenantFirst = 'The tenant has to be found first.'

/**
 * The tenant's own configuration names its cloud; the host that answered does not prove it, since hosts
 * answer for each other's tenants.
 */
export const tenantCloud = defineCheck({
  id: 'tenant.cloud',
  step: 'cloud',
  title: 'Cloud is the tenant’s own',
  after: 'tenantId',
  ask: ['openId'],
  decide: ({ cloud }, { openId }) => (openId.ok ? decideCloud(cloud, openId.value) : skip(tenantFirst)),
})

function decideCloud(cloud: Cloud, { graphHost }: OpenIdConfiguration): Finding {
  if (graphHost === null) {
    return skip('The sign-in service does not say in which cloud the tenant lives.')
  }
  const own = new URL(cloud.graphUrl)
  const isCustom = cloud.name === 'custom'
  const evidence = `The tenant is served by ${graphHost}.`
  if ([own.host, own.hostname].includes(graphHost.toLowerCase())) {
    const summary = isCustom
      ? 'The address that was set serves the tenant.'
      : `The tenant lives in ${cloud.title}.`
    return { status: 'pass', summary, evidence }
  }
  return isCustom
    ? {
        status: 'warn',
        summary: 'The tenant names another Microsoft Graph than the address that was set.',
        evidence,
        fix: 'Compare M365_CONNECTOR_GRAPH_URL with the host named here.',
      }
    : elsewhere(cloud, graphHost, evidence)
}

function elsewhere(cloud: Cloud, graphHost: string, evidence: string): Finding {
  const other = cloudOfGraphHost(graphHost)
  return {
    status: 'fail',
    summary: `The tenant does not live in ${cloud.title}${other === null ? '' : ` but in ${other.title}`}.`,
    evidence,
    fix:
      other === null
        ? 'Choose the cloud in which the tenant was created.'
        : `Set the connector up for the cloud ${other.title} (${other.name}); the app must be registered there.`,
  }
}
