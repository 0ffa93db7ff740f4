import type { CloudName } from '../contract/connectors.ts'
import { AppError } from './errors.ts'
import type { Cloud } from './ports.ts'

/** The addresses of a custom cloud as they were handed in, usually through the environment. */
export type CustomAddresses = { loginUrl: string | null; graphUrl: string | null }

/** Login and Graph hosts of the national clouds: pages authentication-national-cloud and deployments. */
const nationalClouds: Record<Exclude<CloudName, 'custom'>, Cloud> = {
  global: {
    name: 'global',
    title: 'Global (also GCC)',
    loginUrl: 'https://login.microsoftonline.com',
    graphUrl: 'https://graph.microsoft.com',
    portalUrl: 'https://portal.azure.com',
    adminCenterUrl: 'https://entra.microsoft.com',
    hasUsageReports: true,
  },
  usgov: {
    name: 'usgov',
    title: 'US Government L4 (GCC High)',
    loginUrl: 'https://login.microsoftonline.us',
    graphUrl: 'https://graph.microsoft.us',
    portalUrl: 'https://portal.azure.us',
    adminCenterUrl: 'https://entra.microsoft.us',
    hasUsageReports: false,
  },
  usgovdod: {
    name: 'usgovdod',
    title: 'US Government L5 (DoD)',
    loginUrl: 'https://login.microsoftonline.us',
    graphUrl: 'https://dod-graph.microsoft.us',
    portalUrl: 'https://portal.azure.us',
    adminCenterUrl: 'https://entra.microsoft.us',
    hasUsageReports: false,
  },
  china: {
    name: 'china',
    title: 'China (21Vianet)',
    loginUrl: 'https://login.partner.microsoftonline.cn',
    graphUrl: 'https://microsoftgraph.chinacloudapi.cn',
    portalUrl: 'https://portal.azure.cn',
    adminCenterUrl: 'https://entra.microsoft.cn',
    hasUsageReports: false,
  },
}

/**
 * The addresses of a cloud.
 *
 * @throws AppError `badRequest` for a custom cloud whose addresses are missing or are not plain https
 * origins.
 */
export function resolveCloud(name: CloudName, custom: CustomAddresses): Cloud {
  if (name !== 'custom') return nationalClouds[name]
  return {
    name: 'custom',
    title: 'Custom',
    loginUrl: readOrigin(custom.loginUrl, 'M365_CONNECTOR_LOGIN_URL'),
    graphUrl: readOrigin(custom.graphUrl, 'M365_CONNECTOR_GRAPH_URL'),
    portalUrl: nationalClouds.global.portalUrl,
    adminCenterUrl: nationalClouds.global.adminCenterUrl,
    hasUsageReports: true,
  }
}

/**
 * The cloud that a Graph host belongs to, for instance the one a tenant's OpenID configuration names; null
 * for any other host.
 */
export function cloudOfGraphHost(host: string): Cloud | null {
  const wanted = host.toLowerCase()
  return Object.values(nationalClouds).find(({ graphUrl }) => new URL(graphUrl).host === wanted) ?? null
}

/** The scope of an app-only token: one resource, every permission granted to it. */
export function tokenScope(cloud: Cloud): string {
  return `${cloud.graphUrl}/.default`
}

function readOrigin(text: string | null, variable: string): string {
  const url = text === null || text.trim() === '' ? null : URL.parse(text.trim())
  const plain =
    url !== null &&
    url.protocol === 'https:' &&
    url.pathname === '/' &&
    url.search === '' &&
    url.hash === '' &&
    url.username === '' &&
    url.password === ''
  if (plain) return url.origin
  throw new AppError('badRequest', `A custom cloud needs its address in ${variable}.`, {
    fix: `Set ${variable} to an https address without a path, for instance https://localhost:8443.`,
    step: 'cloud',
  })
}
