import { describe, expect, test } from 'vitest'
import { createRoutes, nameOf, readRoutes } from '../../../electron/core/network/routes.ts'

describe('the list of a proxy script', () => {
  test.each([
    ['DIRECT', ['direct']],
    ['PROXY proxy.example.com:8080', ['proxy proxy.example.com:8080']],
    ['PROXY dead.example:1; PROXY 127.0.0.1:3128', ['proxy dead.example:1', 'proxy 127.0.0.1:3128']],
    ['PROXY a:8080; DIRECT', ['proxy a:8080', 'direct']],
    ['HTTPS secure.example.com:8443;proxy other:81', ['proxy secure.example.com:8443', 'proxy other:81']],
    ['SOCKS5 socks:1080; PROXY other:81', ['proxy other:81']],
    ['SOCKS5 socks:1080; DIRECT', ['direct']],
    ['PROXY [2001:db8::1]:3128', ['proxy [2001:db8::1]:3128']],
    ['PROXY name:password@proxy:80', ['direct']],
    ['PROXY', ['direct']],
    ['', ['direct']],
  ])('%j is read in its order', (list, ways) => {
    expect(readRoutes(list).map(nameOf)).toEqual(ways)
  })
})

describe('the ways to a host', () => {
  const graph = new URL('https://graph.microsoft.com/v1.0/users?secret=1')
  const download = new URL('https://reports.office.com/x')
  const named = async (routes: ReturnType<typeof createRoutes>, url: URL) =>
    (await routes.to(url)).map(nameOf)

  test('are asked for once a minute and host, without paths', async () => {
    let now = 0
    const asked: string[] = []
    const lookup = async (origin: string) => {
      asked.push(origin)
      return origin.includes('graph') ? 'DIRECT' : 'PROXY a:1; PROXY b:2'
    }
    const routes = createRoutes(lookup, () => now)
    expect(await named(routes, graph)).toEqual(['direct'])
    expect(routes.differ(graph)).toBe(false)
    expect(await named(routes, download)).toEqual(['proxy a:1', 'proxy b:2'])
    await routes.to(graph)
    expect(asked).toEqual(['https://graph.microsoft.com', 'https://reports.office.com'])
    expect(routes.differ(download)).toBe(true)
    now = 60_001
    await routes.to(graph)
    expect(asked).toHaveLength(3)
    routes.forget(graph)
    await routes.to(graph)
    expect(asked).toHaveLength(4)
  })

  test('put a proxy that failed behind the others for some minutes', async () => {
    let now = 0
    const routes = createRoutes(
      async () => 'PROXY a:1; PROXY b:2',
      () => now,
    )
    const [first] = await routes.to(graph)
    if (first !== undefined) routes.failed(first)
    expect(await named(routes, graph)).toEqual(['proxy b:2', 'proxy a:1'])
    now = 300_001
    expect(await named(routes, graph)).toEqual(['proxy a:1', 'proxy b:2'])
  })

  test('are direct where the system cannot be asked', async () => {
    const routes = createRoutes(
      () => Promise.reject(new Error('no')),
      () => 0,
    )
    expect(await named(routes, graph)).toEqual(['direct'])
  })
})
