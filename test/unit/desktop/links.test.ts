import { beforeEach, describe, expect, test, vi } from 'vitest'
import { cloudNames } from '../../../electron/contract/connectors.ts'
import { resolveCloud } from '../../../electron/core/clouds.ts'
import { portalAddress } from '../../../electron/core/setup/portal.ts'
import { allowedLink, createExternalLinks } from '../../../electron/main/page/external-links.ts'

const opened = vi.hoisted(() => ({ links: [] as string[] }))
vi.mock('electron', () => ({
  shell: {
    openExternal: async (address: string) => void opened.links.push(address),
    openPath: async (path: string) => (path === '/there' ? '' : 'no such folder'),
    showItemInFolder: () => undefined,
  },
}))

beforeEach(() => {
  opened.links.length = 0
})

describe('an external link', () => {
  test('leads to the portals, sign-in pages and documentation of every cloud', () => {
    for (const name of cloudNames.filter(known => known !== 'custom')) {
      const cloud = resolveCloud(name, { loginUrl: null, graphUrl: null })
      for (const blade of ['portal', 'newRegistration', 'permissions', 'reportSettings'] as const) {
        const address = portalAddress(cloud, blade, '22222222-2222-4222-8222-222222222222')
        expect(allowedLink(address)).toBe(new URL(address).href)
      }
      expect(allowedLink(`${cloud.loginUrl}/common/adminconsent`)).not.toBeNull()
      expect(allowedLink(cloud.adminCenterUrl)).not.toBeNull()
    }
    expect(allowedLink('https://learn.microsoft.com/graph/')).not.toBeNull()
    expect(allowedLink('https://microsoft.com/devicelogin')).not.toBeNull()
  })

  test.each([
    'http://portal.azure.com/',
    'https://portal.azure.com.evil.example/',
    'https://evil.example/portal.azure.com',
    'https://evil.example/?https://portal.azure.com/',
    'https://portal.azure.com@evil.example/',
    'https://someone:secret@portal.azure.com/',
    'https://someone@portal.azure.com/',
    'https://portal.azure.com:8443/',
    'https://xportal.azure.com/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-settings:',
    'smb://portal.azure.com/',
    'app://main/',
    'portal.azure.com',
    '',
  ])('is never %j', async address => {
    expect(allowedLink(address)).toBeNull()
    const refused: string[] = []
    expect(await createExternalLinks(reason => refused.push(reason)).open(address)).toBe(false)
    expect(refused).toHaveLength(1)
    expect(refused[0]).not.toContain('evil')
    expect(opened.links).toEqual([])
  })

  test('leads to the sign-in host of a custom cloud as well, and to no other port of it', () => {
    const own = 'https://localhost:8443'
    expect(allowedLink(`${own}/contoso.com/v2.0/adminconsent`, own)).not.toBeNull()
    expect(allowedLink('https://localhost:8444/', own)).toBeNull()
    expect(allowedLink('http://localhost:8443/', own)).toBeNull()
    expect(allowedLink(`${own}/`)).toBeNull()
    expect(allowedLink('https://localhost/', '')).toBeNull()
  })

  test('is opened as its parser writes it', async () => {
    const links = createExternalLinks(() => undefined)
    expect(await links.open('HTTPS://Portal.Azure.com/a b')).toBe(true)
    expect(opened.links).toEqual(['https://portal.azure.com/a%20b'])
  })

  test('shows a folder only where it is there', async () => {
    const links = createExternalLinks(() => undefined)
    expect(await links.showFolder('/there')).toBe(true)
    expect(await links.showFolder('/gone')).toBe(false)
  })
})
