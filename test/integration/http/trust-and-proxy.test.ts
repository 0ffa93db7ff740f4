import { createServer } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { httpOptionsFrom } from '../../../electron/core/network/options.ts'
import { startConnectProxy } from '../../support/connect-proxy.ts'
import {
  type Authority,
  createAuthority,
  startHttpsServer,
  type TestServer,
} from '../../support/https-server.ts'
import { failureOf, fetchText, get, httpFor, writeCaFile } from './support.ts'

let authority: Authority
let caFile: string
let server: TestServer

beforeAll(async () => {
  authority = await createAuthority()
  caFile = writeCaFile(authority.caPem)
  server = await startHttpsServer(await authority.issue(['localhost']), (_request, response) =>
    response.end('well met'),
  )
})

afterAll(() => server.close())

describe('whom to trust', () => {
  test('a CA file is needed for an authority of one’s own, and is sufficient', async () => {
    const without = httpFor({})
    const refused = await failureOf(() => without(get(server.origin)))
    expect(refused).toMatchObject({ code: 'tlsUntrusted', step: 'network' })
    expect(refused.fix).toContain('in the settings, or in M365_CONNECTOR_CA_FILE')
    const withFile = httpFor({ caFile })
    expect(await fetchText(withFile, get(server.origin))).toBe('well met')
    await Promise.all([without.close(), withFile.close()])
  })

  test('a certificate for another name is refused', async () => {
    const http = httpFor({ caFile })
    const failure = await failureOf(() => http(get(`https://127.0.0.1:${server.port}`)))
    expect(failure).toMatchObject({
      code: 'tlsUntrusted',
      detail: { reason: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    })
    await http.close()
  })

  test('an expired certificate is refused with a word about the clock', async () => {
    const yesterday = new Date(Date.now() - 86_400_000)
    const expired = await startHttpsServer(await authority.issue(['localhost'], yesterday), (_q, response) =>
      response.end(),
    )
    const http = httpFor({ caFile })
    const failure = await failureOf(() => http(get(expired.origin)))
    expect(failure.code).toBe('tlsUntrusted')
    expect(failure.fix).toContain('date and time')
    await http.close()
    await expired.close()
  })

  test('Node’s own switch to accept anything has no effect', async () => {
    const before = process.env['NODE_TLS_REJECT_UNAUTHORIZED']
    process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = '0'
    const http = httpFor({})
    try {
      expect((await failureOf(() => http(get(server.origin)))).code).toBe('tlsUntrusted')
    } finally {
      if (before === undefined) delete process.env['NODE_TLS_REJECT_UNAUTHORIZED']
      else process.env['NODE_TLS_REJECT_UNAUTHORIZED'] = before
      await http.close()
    }
  })

  test('something that does not speak TLS is refused', async () => {
    const plain = createServer(socket =>
      socket.resume().end('HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nhi'),
    )
    await new Promise<void>(resolve => plain.listen(0, '127.0.0.1', resolve))
    const address = plain.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const http = httpFor({ caFile })
    expect((await failureOf(() => http(get(`https://localhost:${port}`)))).code).toBe('tlsUntrusted')
    await http.close()
    await new Promise(resolve => plain.close(resolve))
  })

  test('a CA file that is missing or holds nothing is said so, and nothing is sent', async () => {
    const before = server.requests.length
    const missing = httpFor({ caFile: `${caFile}.missing` })
    expect((await failureOf(() => missing(get(server.origin)))).code).toBe('fileMissing')
    const empty = httpFor({ caFile: writeCaFile('no certificate here') })
    expect((await failureOf(() => empty(get(server.origin)))).code).toBe('badRequest')
    expect(server.requests.length).toBe(before)
  })

  test('a request that cannot begin is over: its signal is let go, and nothing fails unheard', async () => {
    const unheard: unknown[] = []
    const hear = (reason: unknown) => void unheard.push(reason)
    process.on('unhandledRejection', hear)
    const missing = httpFor({ caFile: `${caFile}.missing` })
    const stop = new AbortController()
    const failure = await failureOf(() => missing({ ...get(server.origin), signal: stop.signal }))
    stop.abort()
    await new Promise(resolve => setImmediate(resolve))
    process.off('unhandledRejection', hear)
    expect([failure.code, unheard]).toEqual(['fileMissing', []])
  })
})

describe('proxies', () => {
  test('HTTPS_PROXY carries the request, with the certificate checked as without it', async () => {
    const proxy = await startConnectProxy()
    const http = httpFor({ caFile, proxy: { url: proxy.url, bypass: '' } })
    expect(await fetchText(http, get(server.origin))).toBe('well met')
    expect(proxy.tunnels).toEqual([`localhost:${server.port}`])
    const suspicious = httpFor({ proxy: { url: proxy.url, bypass: '' } })
    expect((await failureOf(() => suspicious(get(server.origin)))).code).toBe('tlsUntrusted')
    await Promise.all([http.close(), suspicious.close()])
    await proxy.close()
  })

  test('NO_PROXY goes past it', async () => {
    const proxy = await startConnectProxy()
    const http = httpFor({ caFile, proxy: { url: proxy.url, bypass: 'example.com, localhost' } })
    expect(await fetchText(http, get(server.origin))).toBe('well met')
    expect(proxy.tunnels).toEqual([])
    await http.close()
    await proxy.close()
  })

  test('a proxy that wants a password, refuses or is not there is named', async () => {
    const asking = await startConnectProxy({ refuseWith: 407 })
    const first = httpFor({ caFile, proxy: { url: asking.url, bypass: '' } })
    const unknown = await failureOf(() => first(get(server.origin)))
    expect(unknown).toMatchObject({ code: 'offline', detail: { reason: 'proxy407' } })
    expect(unknown.fix).toContain('name:password')
    await first.close()
    await asking.close()
    const second = httpFor({ caFile, proxy: { url: asking.url, bypass: '' } })
    const gone = await failureOf(() => second(get(server.origin)))
    expect(gone.code).toBe('offline')
    expect(gone.message).toContain(new URL(asking.url).host)
    await second.close()
  })

  test('a proxy that takes the connection and says nothing is given up on', async () => {
    const silent = createServer(() => undefined)
    await new Promise<void>(resolve => silent.listen(0, '127.0.0.1', resolve))
    const address = silent.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const proxy = { url: `http://127.0.0.1:${port}`, bypass: '' }
    const http = httpFor({ caFile, proxy, connectTimeoutMs: 300 })
    expect((await failureOf(() => http(get(server.origin)))).code).toBe('timedOut')
    await http.close()
    silent.close()
  })

  test('an address that is none is refused in words', async () => {
    const http = httpFor({ proxy: { url: 'ftp://proxy', bypass: '' } })
    expect((await failureOf(() => http(get(server.origin)))).message).toContain('HTTPS_PROXY')
  })

  const environment = {
    HTTPS_PROXY: 'http://proxy:8080',
    NO_PROXY: '.example.com',
    M365_CONNECTOR_CA_FILE: 'ca.pem',
  }
  const untouched = { proxy: 'system', proxyUrl: null, caFile: null } as const

  test('the environment sets proxy, exceptions and CA file', () => {
    expect(httpOptionsFrom(environment, '1.2.3', untouched)).toMatchObject({
      version: '1.2.3',
      caFiles: ['ca.pem'],
      proxy: { url: 'http://proxy:8080', bypass: '.example.com' },
    })
    expect(httpOptionsFrom({ HTTPS_PROXY: '' }, '1', untouched)).toMatchObject({ proxy: null, caFiles: [] })
  })

  test('the system is asked where the environment names no proxy, and never for this computer', () => {
    const lookup = async () => 'PROXY system:8080'
    expect(httpOptionsFrom({ NO_PROXY: 'intranet' }, '1', untouched, lookup).proxy).toEqual({
      lookup,
      bypass: 'intranet,localhost,127.0.0.1,::1',
    })
    expect(httpOptionsFrom(environment, '1', untouched, lookup).proxy).toMatchObject({
      url: 'http://proxy:8080',
    })
    expect(httpOptionsFrom({}, '1', { ...untouched, proxy: 'none' }, lookup).proxy).toBeNull()
  })

  test('the settings choose another proxy or none, and add a CA file', () => {
    const manual = { proxy: 'manual', proxyUrl: 'http://own:3128', caFile: 'own.pem' } as const
    expect(httpOptionsFrom(environment, '1', manual)).toMatchObject({
      caFiles: ['ca.pem', 'own.pem'],
      proxy: { url: 'http://own:3128', bypass: '.example.com' },
    })
    expect(httpOptionsFrom(environment, '1', { ...manual, proxy: 'none' }).proxy).toBeNull()
  })
})
