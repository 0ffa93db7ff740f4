import { describe, expect, test } from 'vitest'
import { cloudNames } from '../../../electron/contract/connectors.ts'
import { cloudOfGraphHost, resolveCloud, tokenScope } from '../../../electron/core/clouds.ts'

const none = { loginUrl: null, graphUrl: null }
const custom = { loginUrl: 'https://localhost:8443', graphUrl: 'https://localhost:8444/' }

describe('the clouds', () => {
  test('each has its own addresses, all plain https origins', () => {
    for (const name of cloudNames) {
      const cloud = resolveCloud(name, custom)
      expect(cloud.name).toBe(name)
      for (const url of [cloud.loginUrl, cloud.graphUrl, cloud.portalUrl, cloud.adminCenterUrl]) {
        expect(new URL(url).origin).toBe(url)
        expect(url).toMatch(/^https:/)
      }
    }
    expect(new Set(cloudNames.map(name => resolveCloud(name, custom).graphUrl)).size).toBe(5)
  })

  test('usage reports exist in the global cloud, and a custom one may have them', () => {
    const withReports = cloudNames.filter(name => resolveCloud(name, custom).hasUsageReports)
    expect(withReports).toEqual(['global', 'custom'])
  })

  test('a token is asked for the Graph of the cloud', () => {
    expect(tokenScope(resolveCloud('usgovdod', none))).toBe('https://dod-graph.microsoft.us/.default')
    expect(tokenScope(resolveCloud('custom', custom))).toBe('https://localhost:8444/.default')
  })

  test('a tenant’s Graph host names its cloud', () => {
    expect(cloudOfGraphHost('graph.microsoft.com')?.name).toBe('global')
    expect(cloudOfGraphHost('Graph.Microsoft.us')?.name).toBe('usgov')
    expect(cloudOfGraphHost('graph.example.com')).toBeNull()
  })

  test.each([
    null,
    '',
    'localhost:8443',
    'http://localhost:8443',
    'https://localhost:8443/v1.0',
    'https://user:password@localhost',
    'https://localhost?x=1',
  ])('a custom cloud refuses the address %s', loginUrl => {
    expect(() => resolveCloud('custom', { ...custom, loginUrl })).toThrow(/M365_CONNECTOR_LOGIN_URL/)
  })
})
