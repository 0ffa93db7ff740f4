import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { startConnectProxy, type TestProxy } from '../../support/connect-proxy.ts'
import { type DesktopApp, desktopHere, startDesktop, titleOf } from './app.ts'

const found = desktopHere()
const secret = 'Abc8Q~0123456789012345678901234567890123'
/** The environment names no proxy, so that the system's settings decide. */
const noProxies = { HTTPS_PROXY: '', https_proxy: '', NO_PROXY: '', no_proxy: '' }
/** Port 1 of this computer, on which nobody listens. */
const dead = '127.0.0.1:1'

describe.skipIf('reason' in found)(titleOf('a proxy script in the desktop app', found), () => {
  let app: DesktopApp
  let proxy: TestProxy

  beforeAll(async () => {
    proxy = await startConnectProxy({ refuseWith: 403 })
    app = await startDesktop('program' in found ? found.program : '', {
      ...noProxies,
      M365_CONNECTOR_CLIENT_SECRET: secret,
    })
    await app.call('settings.change', { schedule: { enabled: false } })
  })
  afterAll(async () => {
    await app?.close()
    await proxy?.close()
  })

  test('is asked for the sign-in host, and its list is followed to the entry that answers', async () => {
    const alive = new URL(proxy.url).host
    const script = `function FindProxyForURL(url, host) {
      return host === 'graph.microsoft.com' ? 'DIRECT' : 'PROXY ${dead}; PROXY ${alive}'
    }`
    const pacScript = `data:application/x-ns-proxy-autoconfig;base64,${Buffer.from(script).toString('base64')}`
    await app.electron.evaluate(
      ({ session }, address) => session.defaultSession.setProxy({ mode: 'pac_script', pacScript: address }),
      pacScript,
    )
    const added = await app.call('connectors.add', {
      name: 'Behind a proxy',
      tenantId: '11111111-2222-4333-8444-555555555555',
      clientId: '21111111-2222-4333-8444-555555555555',
      cloud: 'global',
      credential: { kind: 'secret', secret },
    })
    const run = await app.call('sync.start', { connector: added.ok ? added.value.id : '' })
    const error = run.ok ? run.value.error : run.error
    expect(error).toMatchObject({ code: 'offline', step: 'network' })
    expect(error?.fix).toContain(`login.microsoftonline.com: proxy ${dead}, then proxy ${alive}`)
    expect(proxy.tunnels[0]).toBe('login.microsoftonline.com:443')
  })
  test('is asked by the connection doctor for each host', async () => {
    const reply = await app.call('diagnosis.run', { connector: null })
    const ways = reply.ok ? reply.value.checks.filter(({ kind }) => kind === 'proxy') : []
    const script = `proxy ${dead}, then proxy ${new URL(proxy.url).host}`
    expect(ways.map(({ host, evidence }) => [host, evidence])).toEqual([
      ['signIn', script],
      ['graph', 'direct'],
      ['reports', script],
    ])
    const refused = reply.ok ? reply.value.checks.find(({ kind }) => kind === 'answer') : null
    expect(refused).toMatchObject({ host: 'signIn', status: 'fail' })
    expect(refused?.evidence).toContain('proxy403')
  })
})
