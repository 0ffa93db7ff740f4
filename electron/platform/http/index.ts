import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici'
import { AppError, cancelled } from '../../core/errors.ts'
import { hasNoWay, isWayBlocked } from '../../core/network/failures.ts'
import type { HttpOptions } from '../../core/network/options.ts'
import { usualRateLimit } from '../../core/network/rate-limit.ts'
import { createRoutes, nameOf, type Route, type Routes } from '../../core/network/routes.ts'
import type { Http, HttpRequest, HttpResponse } from '../../core/ports.ts'
import { Exchange } from './exchange.ts'
import { createTrust } from './trust.ts'

/** {@link Http} with its connections; `close` breaks off whatever is still on its way. */
export type HttpClient = Http & { close(): Promise<void> }

/**
 * The one way in which the product reaches the network: the same proxy, trust, time-outs and cancelling for
 * sign-in, Microsoft Graph and report downloads. Connections are kept alive. A certificate that fails its
 * check ends the request; no setting and no environment variable accepts it.
 *
 * Where the system decides about proxies it is asked for each host, and the ways it names are tried in their
 * order, as long as no connection stands. Nothing is opened or read before the first request, which is also
 * where a wrong proxy or CA file is reported.
 */
export function createHttp(options: HttpOptions): HttpClient {
  const { now = Date.now, rateLimit = usualRateLimit } = options
  const connections = createConnections(options)
  const lookup = options.proxy !== null && 'lookup' in options.proxy ? options.proxy.lookup : null
  const routes = lookup === null ? null : createRoutes(lookup, now)
  let closed = false

  const sendBy = async (route: Route, request: HttpRequest): Promise<HttpResponse> => {
    if (request.signal.aborted || closed) throw cancelled()
    const exchange = new Exchange(request, route.proxy, rateLimit, now)
    try {
      connections.dispatch(route, exchange, request)
    } catch (error) {
      // Otherwise it would still listen to the signal, and fail once more where nobody hears it.
      exchange.fail(error)
    }
    return exchange.response
  }
  const send = async (request: HttpRequest): Promise<HttpResponse> => {
    if (request.signal.aborted || closed) throw cancelled()
    return routes === null ? sendBy(connections.fixedRoute(), request) : tryRoutes(routes, request, sendBy)
  }
  const close = async () => {
    closed = true
    await connections.close()
  }
  return Object.assign(send, { close })
}

/**
 * Tries the next way where the one before brought no connection; nothing of the request has been sent then.
 */
async function tryRoutes(
  routes: Routes,
  request: HttpRequest,
  sendBy: (route: Route, request: HttpRequest) => Promise<HttpResponse>,
): Promise<HttpResponse> {
  const ways = await routes.to(request.url)
  let blocked: unknown = null
  for (const way of ways) {
    try {
      return await sendBy(way, request)
    } catch (error) {
      if (!isWayBlocked(error)) throw error
      routes.failed(way)
      blocked = error
    }
  }
  routes.forget(request.url)
  throw hasNoWay(blocked, {
    host: request.url.host,
    ways: ways.map(nameOf),
    differ: routes.differ(request.url),
  })
}

type Connections = {
  /** The proxy that the options name for every host. Throws AppError `badRequest` when it is no address. */
  fixedRoute(): Route
  dispatch(route: Route, exchange: Exchange, request: HttpRequest): void
  close(): Promise<void>
}

/** Keeps connections alive, in a pool for each way that leads anywhere. */
function createConnections(options: HttpOptions): Connections {
  const dispatchers = new Map<string, Dispatcher>()
  const userAgent = `M365Connector/${options.version}`
  let trusted: ReturnType<typeof createTrust> | null = null
  const dispatcherOf = ({ proxy }: Route): Dispatcher => {
    const key = proxy?.href ?? ''
    const known = dispatchers.get(key)
    if (known !== undefined) return known
    trusted ??= createTrust(options.caFiles)
    const created = createDispatcher(options, proxy, trusted)
    dispatchers.set(key, created)
    return created
  }
  return {
    fixedRoute: () => ({ proxy: readProxy(options) }),
    dispatch: (route, exchange, request) => dispatch(dispatcherOf(route), exchange, request, userAgent),
    close: async () => {
      await Promise.all([...dispatchers.values()].map(dispatcher => dispatcher.destroy()))
    },
  }
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

/**
 * HTTP/2 stays off: undici's is slower for the few large answers that a sync reads, and one connection would
 * carry them all.
 */
function createDispatcher(
  options: HttpOptions,
  proxy: URL | null,
  secureContext: ReturnType<typeof createTrust>,
): Dispatcher {
  const tls = { secureContext, rejectUnauthorized: true, timeout: options.connectTimeoutMs }
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
  if (proxy === null || !('url' in proxy)) return null
  const url = URL.parse(proxy.url.includes('://') ? proxy.url : `http://${proxy.url}`)
  if (url !== null && ['http:', 'https:'].includes(url.protocol)) return url
  throw new AppError('badRequest', 'HTTPS_PROXY does not hold the address of a proxy.', {
    fix: 'Set it to an address such as http://proxy.example.com:8080, or remove it.',
    step: 'network',
  })
}
