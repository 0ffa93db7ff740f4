import { cancelled } from '../../core/errors.ts'
import type { Http, HttpRequest, HttpResponse } from '../../core/ports.ts'
import { createConnections } from './connections.ts'
import { Exchange } from './exchange.ts'
import { hasNoWay, isWayBlocked } from './failures.ts'
import { usualRateLimit } from './least-rate.ts'
import type { HttpOptions } from './options.ts'
import { createRoutes, nameOf, type Route, type Routes } from './routes.ts'

export type { RateLimit } from './least-rate.ts'
export { type HttpOptions, httpOptionsFrom } from './options.ts'
export type { ProxyLookup } from './routes.ts'

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
    connections.dispatch(route, exchange, request)
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
