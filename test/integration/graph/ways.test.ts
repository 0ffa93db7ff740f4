import { createServer } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openDownload } from '../../../electron/core/graph/report-download.ts'
import { startConnectProxy, type TestProxy } from '../../support/connect-proxy.ts'
import {
  type Answerer,
  createAuthority,
  startHttpsServer,
  type TestServer,
} from '../../support/https-server.ts'
import { failureOf, fetchText, get, httpFor, writeCaFile } from '../http/support.ts'
import { callOf, readReport } from './support.ts'

const login = 'login.microsoftonline.com'
const reports = 'reports.office.com'
const regional = 'reportsweu.office.com'
const usual: Answerer = (request, response) => response.end(`for ${request.headers.host?.split(':')[0]}`)

let server: TestServer
let caFile: string
let proxy: TestProxy
let deadPort: number
let answer: Answerer

beforeAll(async () => {
  const authority = await createAuthority()
  caFile = writeCaFile(authority.caPem)
  server = await startHttpsServer(
    await authority.issue(['localhost', login, reports, regional]),
    (request, response, body) => answer(request, response, body),
  )
  deadPort = await unusedPort()
})
beforeEach(async () => {
  answer = usual
  proxy = await startConnectProxy()
  return () => proxy.close()
})
afterAll(() => server.close())

/** A port on which nobody listens. */
async function unusedPort(): Promise<number> {
  const taken = createServer()
  await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve))
  const address = taken.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  await new Promise(resolve => taken.close(resolve))
  return port
}

/**
 * As the proxy script of a company: one host directly, the others through the second proxy, since the first
 * is gone.
 */
const script = (asked: string[]) => async (origin: string) => {
  asked.push(new URL(origin).hostname)
  const alive = new URL(proxy.url).host
  return new URL(origin).hostname === 'localhost' ? 'DIRECT' : `PROXY 127.0.0.1:${deadPort}; PROXY ${alive}`
}
const at = (host: string, path = '/') => `https://${host}:${server.port}${path}`

describe('a proxy script that treats hosts differently', () => {
  test('is asked for each host, its list is followed in order, and DIRECT is direct', async () => {
    const asked: string[] = []
    const http = httpFor({ caFile, proxy: { lookup: script(asked), bypass: '' } })
    expect(await fetchText(http, get(at(login), { method: 'POST', body: 'grant_type=x' }))).toBe(
      `for ${login}`,
    )
    expect(await fetchText(http, get(at('localhost')))).toBe('for localhost')
    expect(await fetchText(http, get(at(reports)))).toBe(`for ${reports}`)
    expect(await fetchText(http, get(at(reports)))).toBe(`for ${reports}`)
    expect(asked).toEqual([login, 'localhost', reports])
    expect(new Set(proxy.tunnels)).toEqual(new Set([`${login}:${server.port}`, `${reports}:${server.port}`]))
    await http.close()
  })

  test('is asked once more for the host that a download is handed on to', async () => {
    const asked: string[] = []
    const http = httpFor({ caFile, proxy: { lookup: script(asked), bypass: '' } })
    answer = (request, response, body) =>
      request.url === '/first'
        ? response.writeHead(302, { location: at(regional, '/second') }).end()
        : usual(request, response, body)
    const outcome = await openDownload(
      http,
      new URL(at(reports, '/first')),
      callOf(),
      'https://graph.microsoft.com',
    )
    expect(outcome.kind === 'answer' ? await readReport(outcome.value.body) : outcome).toBe(`for ${regional}`)
    expect(asked).toEqual([reports, regional])
    expect(proxy.tunnels.at(-1)).toBe(`${regional}:${server.port}`)
    await http.close()
  })

  test('of which no entry leads anywhere is named with the host', async () => {
    const lookup = async (origin: string) =>
      origin.includes('localhost') ? 'DIRECT' : `PROXY 127.0.0.1:${deadPort}; PROXY 127.0.0.1:${deadPort}`
    const http = httpFor({ caFile, proxy: { lookup, bypass: '' } })
    await fetchText(http, get(at('localhost')))
    const failure = await failureOf(() => http(get(at(reports))))
    expect(failure).toMatchObject({ code: 'offline', step: 'network' })
    expect(failure.message).toContain(reports)
    expect(failure.fix).toMatch(/proxy script of this computer differs for reports\.office\.com/)
    expect(failure.detail['ways']).toContain(`proxy 127.0.0.1:${deadPort}`)
    await http.close()
  })

  test('changes nothing for exceptions, and a certificate that fails its check is not tried another way', async () => {
    const lookup = async () => `PROXY ${new URL(proxy.url).host}; PROXY 127.0.0.1:${deadPort}`
    const excepted = httpFor({ caFile, proxy: { lookup, bypass: 'localhost' } })
    expect(await fetchText(excepted, get(at('localhost')))).toBe('for localhost')
    expect(proxy.tunnels).toEqual([])
    const distrustful = httpFor({ proxy: { lookup, bypass: '' } })
    expect((await failureOf(() => distrustful(get(at(reports))))).code).toBe('tlsUntrusted')
    expect(proxy.tunnels).toHaveLength(1)
    await Promise.all([excepted.close(), distrustful.close()])
  })
})

describe('a body that trickles', () => {
  const rateLimit = { minBytes: 1_000, windowMs: 150 }
  const trickle: Answerer = (_request, response) => {
    response.writeHead(200, { 'content-length': 100_000 })
    const timer = setInterval(() => response.write('a'), 20)
    response.on('close', () => clearInterval(timer))
  }

  test('is given up on with a sentence of its own', async () => {
    answer = trickle
    const http = httpFor({ caFile, rateLimit })
    const failure = await failureOf(() => fetchText(http, get(at('localhost'))))
    expect(failure).toMatchObject({ code: 'timedOut', detail: { kind: 'tooSlow', phase: 'body' } })
    expect(failure.message).toMatch(/^localhost:\d+ is sending its response too slowly/)
    await http.close()
  })

  test('does not keep its connection when nobody wants it any more', async () => {
    const closed = Promise.withResolvers<void>()
    answer = (request, response, body) => {
      response.on('close', () => closed.resolve())
      trickle(request, response, body)
    }
    const http = httpFor({ caFile, rateLimit })
    await (await http(get(at('localhost')))).discard()
    await closed.promise
    await http.close()
  })

  test('is over when its time in all is over, however quickly it comes', async () => {
    answer = trickle
    const http = httpFor({ caFile, rateLimit: { minBytes: 0, windowMs: 1_000 } })
    const failure = await failureOf(() => fetchText(http, get(at('localhost'), { endsBy: Date.now() + 100 })))
    expect(failure).toMatchObject({ code: 'timedOut', detail: { kind: 'overdue' } })
    await http.close()
  })
})
