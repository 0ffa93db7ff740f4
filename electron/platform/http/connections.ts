import { Agent, type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici'
import { AppError } from '../../core/errors.ts'
import type { HttpRequest } from '../../core/ports.ts'
import type { Exchange } from './exchange.ts'
import type { HttpOptions } from './options.ts'
import type { Route } from './routes.ts'
import { createTrust } from './trust.ts'

export type Connections = {
  /** The proxy that the options name for every host. Throws AppError `badRequest` when it is no address. */
  fixedRoute(): Route
  dispatch(route: Route, exchange: Exchange, request: HttpRequest): void
  close(): Promise<void>
}

/** Keeps connections alive, in a pool for each way that leads anywhere. */
export function createConnections(options: HttpOptions): Connections {
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
