import { setTimeout as wait } from 'node:timers/promises'
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { HttpClient } from '../../../electron/platform/http/index.ts'
import {
  type Answerer,
  createAuthority,
  startHttpsServer,
  type TestServer,
} from '../../support/https-server.ts'
import { failureOf, fetchText, get, httpFor, readAll, writeCaFile } from './support.ts'

let server: TestServer
let http: HttpClient
let answer: Answerer
const text = 'Directory of people. '.repeat(20_000)

beforeAll(async () => {
  const authority = await createAuthority()
  server = await startHttpsServer(await authority.issue(['localhost']), (request, response, body) =>
    answer(request, response, body),
  )
  http = httpFor({ caFile: writeCaFile(authority.caPem) })
})

afterAll(async () => {
  await http.close()
  await server.close()
})

beforeEach(() => {
  answer = (_request, response) => response.end(text)
})

describe('one exchange', () => {
  test('brings status, lower-case headers and the body, and names the product', async () => {
    answer = (_request, response) => {
      response.writeHead(418, { 'X-Seen': 'yes', 'Set-Cookie': ['a=1', 'b=2'] })
      response.end('short and stout')
    }
    const response = await http(get(`${server.origin}/tea?strong=1`))
    expect(response.status).toBe(418)
    expect(response.headers).toMatchObject({ 'x-seen': 'yes', 'set-cookie': 'a=1, b=2' })
    expect((await readAll(response)).toString()).toBe('short and stout')
    expect(server.requests.at(-1)).toMatchObject({
      url: '/tea?strong=1',
      headers: { 'user-agent': 'M365Connector/9.9.9' },
    })
  })

  test('sends a body', async () => {
    answer = (request, response, body) => response.end(`${request.method} ${body}`)
    const echoed = await fetchText(http, get(server.origin, { method: 'POST', body: 'grant_type=x' }))
    expect(echoed).toBe('POST grant_type=x')
  })

  test('does not follow a redirect', async () => {
    answer = (_request, response) => response.writeHead(302, { location: '/elsewhere' }).end()
    const before = server.requests.length
    const response = await http(get(server.origin))
    expect(response.status).toBe(302)
    expect((await readAll(response)).length).toBe(0)
    expect(server.requests.length).toBe(before + 1)
  })

  test('keeps the connection for the next request, also after a discarded answer', async () => {
    await fetchText(http, get(server.origin))
    const before = server.connections()
    await fetchText(http, get(server.origin))
    answer = (_request, response) => response.writeHead(429, { 'content-length': 5 }).end('later')
    await (await http(get(server.origin))).discard()
    await wait(250)
    answer = (_request, response) => response.end('of unknown length')
    await (await http(get(server.origin))).discard()
    await wait(250)
    await fetchText(http, get(server.origin))
    expect(server.connections()).toBe(before)
  })

  test('gives a connection up rather than a long rest of an answer', async () => {
    for (const announced of [true, false]) {
      const closed = Promise.withResolvers<void>()
      answer = (request, response) => {
        request.socket.once('close', () => closed.resolve())
        if (announced) response.setHeader('content-length', 5_000_000)
        response.write(Buffer.alloc(500_000))
      }
      await (await http(get(server.origin))).discard()
      await closed.promise
    }
  })

  test('a reader that is slower than the network holds the network back', async () => {
    let sent = 0
    answer = (_request, response) => {
      const block = Buffer.alloc(64 * 1024)
      const more = () => {
        for (let room = true; room && sent < 32_000_000; sent += block.length) room = response.write(block)
        if (sent >= 32_000_000) response.end()
      }
      response.on('drain', more)
      more()
    }
    const response = await http(get(server.origin))
    await wait(400)
    const waiting = response.wireBytes()
    expect(waiting).toBeLessThan(1_000_000)
    expect((await readAll(response)).length).toBe(sent)
    expect(response.wireBytes()).toBe(sent)
  })
})

describe('compressed answers', () => {
  const codings = {
    gzip: gzipSync(text),
    br: brotliCompressSync(text),
    deflate: deflateSync(text),
    'deflate without its wrapper': deflateRawSync(text),
    'gzip, br': brotliCompressSync(gzipSync(text)),
  }

  test.each(Object.entries(codings))('%s is unpacked, and counted as it came', async (name, packed) => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-encoding': name.split(' without')[0] ?? '' })
      response.end(packed)
    }
    const response = await http(get(server.origin))
    expect((await readAll(response)).toString()).toBe(text)
    expect(response.wireBytes()).toBe(packed.length)
  })

  test.each(['gzip', 'br', 'deflate'] as const)('%s that is cut short is refused', async coding => {
    const packed = codings[coding]
    answer = (_request, response) => {
      response.writeHead(200, { 'content-encoding': coding })
      response.end(packed.subarray(0, Math.floor(packed.length / 2)))
    }
    const failure = await failureOf(() => fetchText(http, get(server.origin)))
    expect(failure).toMatchObject({ code: 'invalidAnswer', detail: { coding } })
  })

  test('damaged data and unknown codings are refused', async () => {
    const damaged = Buffer.from(codings.gzip)
    damaged.fill(0x55, 100, 400)
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(damaged)
    expect((await failureOf(() => fetchText(http, get(server.origin)))).code).toBe('invalidAnswer')
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end(text)
    expect((await failureOf(() => fetchText(http, get(server.origin)))).code).toBe('invalidAnswer')
  })

  test('an empty compressed body stays empty', async () => {
    answer = (_request, response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end()
    expect(await fetchText(http, get(server.origin))).toBe('')
  })

  test('a connection that breaks within a compressed body is told apart from damaged data', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip', 'content-length': codings.gzip.length })
      response.write(codings.gzip.subarray(0, 500), () => response.destroy())
    }
    expect((await failureOf(() => fetchText(http, get(server.origin)))).code).toBe('offline')
  })
})

describe('connections that break', () => {
  test('before the answer', async () => {
    answer = (_request, response) => response.destroy()
    const failure = await failureOf(() => http(get(server.origin)))
    expect(failure).toMatchObject({ code: 'offline', detail: { phase: 'headers' } })
  })

  test('in the middle of a body of known length, and of unknown length', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': text.length })
      response.write(text.slice(0, 1000), () => response.destroy())
    }
    const known = await failureOf(() => fetchText(http, get(server.origin)))
    expect(known).toMatchObject({ code: 'offline', detail: { phase: 'body' } })
    answer = (_request, response) => {
      response.write(text.slice(0, 1000), () => response.destroy())
    }
    const unknown = await failureOf(() => fetchText(http, get(server.origin)))
    expect(unknown).toMatchObject({ code: 'offline', detail: { phase: 'body' } })
  })

  test('a port that nobody listens on', async () => {
    const failure = await failureOf(() => http(get('https://localhost:1')))
    expect(failure).toMatchObject({ code: 'offline', step: 'network', detail: { reason: 'ECONNREFUSED' } })
    expect(failure.message).toContain('localhost:1')
    expect(failure.fix).not.toBe('')
  })

  test('a name that does not exist', async () => {
    const failure = await failureOf(() => http(get('https://graph.does-not-exist.invalid')))
    expect(failure.code).toBe('offline')
    expect(failure.message).toContain('graph.does-not-exist.invalid')
  })
})

describe('limits of time', () => {
  test('an answer that does not begin', async () => {
    answer = () => undefined
    const failure = await failureOf(() => http(get(server.origin, { timeoutMs: 200 })))
    expect(failure.code).toBe('timedOut')
  })

  test('an answer that falls silent', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': text.length })
      response.write(text.slice(0, 1000))
    }
    const failure = await failureOf(() => fetchText(http, get(server.origin, { timeoutMs: 200 })))
    expect(failure).toMatchObject({ code: 'timedOut', detail: { phase: 'body' } })
  })

  test('a slow answer that keeps coming is not cut off', async () => {
    answer = async (_request, response) => {
      for (let part = 0; part < 5; part += 1) {
        response.write('part ')
        await wait(700)
      }
      response.end()
    }
    expect(await fetchText(http, get(server.origin, { timeoutMs: 3_000 }))).toBe('part part part part part ')
  })
})

describe('cancelling', () => {
  test('before anything is sent', async () => {
    const before = server.requests.length
    const failure = await failureOf(() => http(get(server.origin, { signal: AbortSignal.abort() })))
    expect(failure.code).toBe('cancelled')
    expect(server.requests.length).toBe(before)
  })

  test('while waiting for the answer, and the connection is closed', async () => {
    const stop = new AbortController()
    const closed = Promise.withResolvers<void>()
    answer = (request, _response) => {
      request.socket.once('close', () => closed.resolve())
      stop.abort()
    }
    const failure = await failureOf(() => http(get(server.origin, { signal: stop.signal })))
    expect(failure.code).toBe('cancelled')
    await closed.promise
  })

  test('while waiting for a free connection', async () => {
    const few = httpFor({ connections: 1, caFile: writeCaFile((await createAuthority()).caPem) })
    const stop = new AbortController()
    const failing = failureOf(() => few(get(server.origin, { signal: stop.signal })))
    stop.abort()
    expect((await failing).code).toBe('cancelled')
    await few.close()
  })

  test('in the middle of the body', async () => {
    const stop = new AbortController()
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': text.length })
      response.write(text.slice(0, 1000))
    }
    const response = await http(get(server.origin, { signal: stop.signal }))
    const failing = failureOf(() => readAll(response))
    stop.abort()
    expect((await failing).code).toBe('cancelled')
  })

  test('leaving the loop early frees the connection', async () => {
    const closed = Promise.withResolvers<void>()
    answer = (request, response) => {
      request.socket.once('close', () => closed.resolve())
      response.writeHead(200, { 'content-length': 10_000_000 })
      response.write(Buffer.alloc(100_000))
    }
    const response = await http(get(server.origin))
    for await (const chunk of response.body) {
      expect(chunk.length).toBeGreaterThan(0)
      break
    }
    await closed.promise
  })

  test('closing the client ends what is still on its way', async () => {
    const own = httpFor({ caFile: null })
    const asking = failureOf(() => own(get('https://localhost:1')))
    await own.close()
    expect(['cancelled', 'offline']).toContain((await asking).code)
    expect((await failureOf(() => own(get(server.origin)))).code).toBe('cancelled')
  })
})
