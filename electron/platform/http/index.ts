import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici'
import { AppError, cancelled } from '../../core/errors.ts'
import type { Http, HttpRequest, HttpResponse } from '../../core/ports.ts'
import { Exchange } from './exchange.ts'
import type { HttpOptions } from './options.ts'
import { createTrust } from './trust.ts'

export { type HttpOptions, httpOptionsFrom } from './options.ts'

/** {@link Http} with its connections; `close` breaks off whatever is still on its way. */
export type HttpClient = Http & { close(): Promise<void> }

/**
 * The one way in which the product reaches the network: the same proxy, trust, time-outs and cancelling for sign-in, Microsoft Graph
 * and report downloads. Connections are kept alive. A certificate that fails its check ends the request; no setting and no environment
 * variable accepts it.
 *
 * Nothing is opened or read before the first request, which is also where a wrong proxy or CA file is reported.
 */
export function createHttp(options: HttpOptions): HttpClient {
  let dispatcher: Dispatcher | null = null
  let closed = false
  const userAgent = `M365Connector/${options.version}`
  const send = async (request: HttpRequest): Promise<HttpResponse> => {
    if (request.signal.aborted || closed) throw cancelled()
    const proxy = readProxy(options)
    dispatcher ??= createDispatcher(options, proxy)
    const exchange = new Exchange(request, proxy)
    dispatch(dispatcher, exchange, request, userAgent)
    return exchange.response
  }
  const close = async () => {
    closed = true
    await dispatcher?.destroy()
  }
  return Object.assign(send, { close })
}

function dispatch(dispatcher: Dispatcher, exchange: Exchange, request: HttpRequest, userAgent: string): void {
  const { url } = request
  try {
    dispatcher.dispatch(
      {
        origin: url.origin,
        path: `${url.pathname}${url.search}`,
        method: request.method,
        headers: { 'user-agent': userAgent, 'accept-encoding': 'gzip', ...request.headers },
        body: request.body ?? null,
        headersTimeout: request.timeoutMs,
        bodyTimeout: request.timeoutMs,
      },
      exchange,
    )
  } catch (error) {
    exchange.fail(error)
  }
}

/** HTTP/2 stays off: undici's is slower for the few large answers that a sync reads, and one connection would carry them all. */
function createDispatcher(options: HttpOptions, proxy: URL | null): Dispatcher {
  const tls = {
    secureContext: createTrust(options.caFiles),
    rejectUnauthorized: true,
    timeout: options.connectTimeoutMs,
  }
  const shared = { connections: options.connections, allowH2: false, pipelining: 1 }
  if (proxy === null) return new Agent({ ...shared, connect: tls })
  return new EnvHttpProxyAgent({
    ...shared,
    connect: tls,
    requestTls: tls,
    proxyTls: tls,
    httpProxy: '',
    httpsProxy: proxy.href,
    noProxy: options.proxy?.bypass ?? '',
    // A proxy that takes a connection and then says nothing must not hold it for undici's five minutes.
    clientFactory: (origin, poolOptions) =>
      new Pool(origin, { ...poolOptions, headersTimeout: options.connectTimeoutMs }),
  })
}

function readProxy({ proxy }: HttpOptions): URL | null {
  if (proxy === null) return null
  const url = URL.parse(proxy.url.includes('://') ? proxy.url : `http://${proxy.url}`)
  if (url !== null && ['http:', 'https:'].includes(url.protocol)) return url
  throw new AppError('badRequest', 'HTTPS_PROXY does not hold the address of a proxy.', {
    fix: 'Set it to an address such as http://proxy.example.com:8080, or remove it.',
    step: 'network',
  })
}
