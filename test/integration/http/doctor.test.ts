import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DiagnosisCheck } from '../../../electron/contract/setup/diagnosis.ts'
import { examine } from '../../../electron/core/diagnostics/doctor/examine.ts'
import type { HostToAsk } from '../../../electron/core/diagnostics/doctor/facts.ts'
import type { HttpOptions } from '../../../electron/core/network/options.ts'
import { createDoctorPorts } from '../../../electron/platform/http/doctor.ts'
import { createHttp } from '../../../electron/platform/http/index.ts'
import { startConnectProxy } from '../../support/connect-proxy.ts'
import {
  type Answerer,
  type Authority,
  createAuthority,
  startHttpsServer,
  type TestServer,
} from '../../support/https-server.ts'
import { writeCaFile } from './support.ts'

let authority: Authority
let caFile: string
const servers: TestServer[] = []

beforeAll(async () => {
  authority = await createAuthority()
  caFile = writeCaFile(authority.caPem)
})
afterAll(async () => {
  await Promise.all(servers.map(server => server.close()))
})

async function serve(answer: Answerer, names = ['localhost'], validUntil?: Date): Promise<TestServer> {
  const server = await startHttpsServer(await authority.issue(names, validUntil), answer)
  servers.push(server)
  return server
}

const json =
  (body: object): Answerer =>
  (_request, response) => {
    response.setHeader('content-type', 'application/json; charset=utf-8').end(JSON.stringify(body))
  }
const signIn = json({ token_endpoint: 'https://localhost/token' })

type Changes = Partial<HttpOptions> & {
  now?: () => number
  systemProxies?: (origin: string) => Promise<string>
}
const unknownReports = { host: 'reports', why: 'nobody knows it' } as const

async function diagnose(hosts: HostToAsk[], changes: Changes = {}): Promise<DiagnosisCheck[]> {
  const { now = Date.now, systemProxies = null, ...others } = changes
  const usual = { version: '0', proxy: null, caFiles: [caFile], connections: 2, connectTimeoutMs: 5000 }
  const options: HttpOptions = { ...usual, ...others }
  const http = createHttp(options)
  try {
    const reports = async () => unknownReports
    const ports = { ...createDoctorPorts({ http, options, systemProxies, now }), reports }
    return await Array.fromAsync(examine(ports, hosts, new AbortController().signal))
  } finally {
    await http.close()
  }
}

const hostAt = (origin: string, host: HostToAsk['host'] = 'signIn'): HostToAsk => ({
  host,
  url: new URL(origin),
})
const found = (checks: DiagnosisCheck[], kind: DiagnosisCheck['kind']) =>
  checks.find(check => check.kind === kind)

describe('the connection doctor', () => {
  test('looks at each host one by one, and finds an own authority to be inspection', async () => {
    const login = await serve(signIn)
    const graph = await serve((_request, response) => {
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"error":{"code":"x"}}')
    })
    const checks = await diagnose([hostAt(login.origin), hostAt(graph.origin, 'graph')])
    expect(checks.map(({ kind, host, status }) => `${host ?? 'computer'} ${kind} ${status}`)).toEqual([
      ...['signIn proxy pass', 'signIn dns pass', 'signIn tls warn', 'signIn answer pass'],
      ...['graph proxy pass', 'graph dns pass', 'graph tls warn', 'graph answer pass'],
      ...['reports answer skip', 'computer clock pass', 'computer loopback pass'],
    ])
    expect(found(checks, 'tls')?.evidence).toBe('Issued by Test authority')
    for (const { status, fix } of checks) expect(fix !== '').toBe(status === 'warn' || status === 'fail')
  })

  test('knows a page that answers in the place of Microsoft, and a way to another host', async () => {
    const page = await serve((_request, response) => {
      response
        .setHeader('content-type', 'text/html')
        .end('<!doctype html><title>Welcome to the hotel</title>')
    })
    expect(found(await diagnose([hostAt(page.origin)]), 'answer')).toMatchObject({
      status: 'fail',
      summary: 'A web page came in the place of the host’s answer.',
    })
    const away = await serve((_request, response) => {
      response.writeHead(302, { location: 'https://portal.hotel.example/login?secret=1' }).end()
    })
    const check = found(await diagnose([hostAt(away.origin, 'graph')]), 'answer')
    expect(check).toMatchObject({
      status: 'fail',
      summary: 'Something leads away from this host to portal.hotel.example.',
    })
    expect(JSON.stringify(check)).not.toContain('secret=1')
    const other = await serve(json({ hello: 'world' }))
    expect(found(await diagnose([hostAt(other.origin)]), 'answer')?.status).toBe('fail')
  })

  test('names what is wrong with a certificate: unknown, for another name, expired', async () => {
    const server = await serve(signIn)
    const unknown = await diagnose([hostAt(server.origin)], { caFiles: [] })
    expect(found(unknown, 'tls')).toMatchObject({ status: 'fail' })
    expect(found(unknown, 'tls')?.fix).toContain('CA certificate')
    const wrongName = await serve(signIn, ['another.example'])
    expect(found(await diagnose([hostAt(wrongName.origin)]), 'tls')).toMatchObject({
      ...{ status: 'fail', evidence: 'ERR_TLS_CERT_ALTNAME_INVALID' },
    })
    const expired = await serve(signIn, ['localhost'], new Date(Date.now() - 86_400_000))
    expect(found(await diagnose([hostAt(expired.origin)]), 'tls')).toMatchObject({
      ...{ status: 'fail', evidence: 'CERT_HAS_EXPIRED' },
    })
  })

  test('knows a proxy that wants a password, and asks the system for each host', async () => {
    const server = await serve(signIn)
    const strict = await startConnectProxy({ refuseWith: 407 })
    const refused = await diagnose([hostAt(server.origin)], { proxy: { url: strict.url, bypass: '' } })
    expect(found(refused, 'proxy')?.evidence).toBe(`proxy ${new URL(strict.url).host}`)
    expect(found(refused, 'dns')?.status).toBe('skip')
    expect(found(refused, 'tls')?.status).toBe('skip')
    expect(found(refused, 'answer')).toMatchObject({ status: 'fail', evidence: 'proxy407' })
    await strict.close()
    const open = await startConnectProxy()
    const asked: string[] = []
    const lookup = async (origin: string) => {
      asked.push(origin)
      return `PROXY ${new URL(open.url).host}; DIRECT`
    }
    const passed = await diagnose([hostAt(server.origin)], { proxy: { lookup, bypass: '' } })
    expect(found(passed, 'proxy')?.evidence).toBe(`proxy ${new URL(open.url).host}, then direct`)
    expect(found(passed, 'answer')?.status).toBe('pass')
    // The certificate is seen on the way of all requests, and a dead entry before it is passed over.
    expect(found(passed, 'tls')?.evidence).toBe(
      `Issued by Test authority, seen through proxy ${new URL(open.url).host}`,
    )
    const dead = async () => `PROXY 127.0.0.1:1; PROXY ${new URL(open.url).host}`
    const second = await diagnose([hostAt(server.origin)], { proxy: { lookup: dead, bypass: '' } })
    expect(found(second, 'tls')?.evidence).toContain('seen through proxy')
    expect(open.tunnels).toContain(new URL(server.origin).host)
    const expired = await serve(signIn, ['localhost'], new Date(Date.now() - 86_400_000))
    const late = await diagnose([hostAt(expired.origin)], { proxy: { url: open.url, bypass: '' } })
    expect(found(late, 'tls')).toMatchObject({ status: 'fail', evidence: 'CERT_HAS_EXPIRED' })
    expect(asked).toContain(server.origin)
    const bypassed = await diagnose([hostAt(server.origin)], {
      proxy: { url: 'http://127.0.0.1:9', bypass: 'localhost' },
    })
    expect(found(bypassed, 'proxy')?.evidence).toBe('direct')
    await open.close()
  })

  test('says where the system names another way, and advises it where the way taken fails', async () => {
    const server = await serve(signIn)
    const system = { systemProxies: async () => 'PROXY proxy.example:8080' }
    const direct = await diagnose([hostAt(server.origin)], system)
    const evidence = 'direct; the system names proxy proxy.example:8080'
    expect(found(direct, 'proxy')).toMatchObject({ status: 'pass', evidence })
    expect(found(direct, 'answer')).toMatchObject({ status: 'pass', fix: '' })
    const dead = { proxy: { url: 'http://127.0.0.1:1', bypass: '' } }
    const failed = await diagnose([hostAt(server.origin)], { ...system, ...dead })
    expect(found(failed, 'answer')?.fix).toContain('another way to this host (proxy proxy.example:8080)')
  })

  test('knows a name that nobody knows, and a host that nobody answers at', async () => {
    const unknown = await diagnose([hostAt('https://no-such-host.invalid')])
    expect(found(unknown, 'dns')).toMatchObject({ status: 'fail' })
    // Nobody who looks at a window sets a variable of the environment.
    for (const check of ['dns', 'answer'] as const)
      expect(found(unknown, check)?.fix).toMatch(/^(?!.*[A-Z]_[A-Z]).+/s)
    expect(found(unknown, 'answer')).toMatchObject({ status: 'fail' })
    expect(found(unknown, 'clock')?.status).toBe('skip')
    const gone = await serve(signIn)
    await gone.close()
    servers.splice(servers.indexOf(gone), 1)
    expect(found(await diagnose([hostAt(gone.origin)]), 'answer')).toMatchObject({
      ...{ status: 'fail', evidence: 'ECONNREFUSED' },
    })
  })

  test.each([
    [10 * 60_000, 'fail', /ahead of/],
    [-10 * 60_000, 'fail', /behind/],
    [3 * 60_000, 'warn', /ahead of/],
  ])('a clock that is off by %i ms is a %s', async (offset, status, words) => {
    const server = await serve(signIn)
    const checks = await diagnose([hostAt(server.origin)], { now: () => Date.now() + offset })
    expect(found(checks, 'clock')).toMatchObject({ status })
    expect(found(checks, 'clock')?.evidence).toMatch(words)
  })
})
