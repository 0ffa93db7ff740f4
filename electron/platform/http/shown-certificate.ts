import { once } from 'node:events'
import { type ClientRequest, request as httpRequest, type IncomingMessage } from 'node:http'
import type { Socket } from 'node:net'
import { connect, createSecureContext, rootCertificates, type SecureContext } from 'node:tls'
import type { ShownCertificate } from '../../core/diagnostics/doctor/facts.ts'
import { type HttpOptions, routesOf } from '../../core/network/options.ts'
import { nameOf, type Route } from '../../core/network/routes.ts'
import { createTrust } from './trust.ts'

const limitMs = 15_000

/**
 * Only the handshake, on the way that every other request takes: nothing is sent to the host itself. A
 * certificate that nobody vouches for is a failure as ever.
 *
 * @returns null when no proxy lets a connection through, so that no certificate is seen
 */
export async function shownCertificate(
  url: URL,
  options: HttpOptions,
  signal: AbortSignal,
): Promise<ShownCertificate | null> {
  const trust = createTrust(options.caFiles)
  const way = await openWay(url, await routesOf(url, options), trust, signal)
  if (way === null) return null
  const issuer = await handshake(url, way.socket, trust, signal)
  const roots = createSecureContext({ ca: [...rootCertificates] })
  const again = await openWay(url, [way.route], trust, signal)
  const isPublic =
    again !== null &&
    (await handshake(url, again.socket, roots, signal).then(
      () => true,
      () => false,
    ))
  return { issuer, isPublic, through: way.route.proxy === null ? null : nameOf(way.route) }
}

type Way = { route: Route; socket: Socket | null }

/** The first way on which a connection stands; the direct one is left to the handshake. */
async function openWay(
  url: URL,
  routes: readonly Route[],
  trust: SecureContext,
  signal: AbortSignal,
): Promise<Way | null> {
  for (const route of routes) {
    if (route.proxy === null) return { route, socket: null }
    const socket = await openTunnel(url, route.proxy, trust, signal)
    if (socket !== null) return { route, socket }
  }
  return null
}

/** Asks the proxy for a tunnel with CONNECT; null when there is none. */
async function openTunnel(
  url: URL,
  proxy: URL,
  secureContext: SecureContext,
  signal: AbortSignal,
): Promise<Socket | null> {
  const place = `${url.hostname}:${url.port || '443'}`
  const isSecure = proxy.protocol === 'https:'
  const host = proxy.hostname
  const port = Number(proxy.port || (isSecure ? 443 : 80))
  const secure = { createConnection: () => connect({ host, port, servername: host, secureContext }) }
  const request = httpRequest({
    ...{ host, port, method: 'CONNECT', path: place, timeout: limitMs },
    ...(isSecure ? secure : { agent: false }),
    headers: { host: place, ...authorization(proxy) },
    signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]),
  })
  try {
    request.end()
    const [response, socket] = await tunnelOf(request)
    if (response.statusCode === 200) return socket
    socket.destroy()
    return null
  } catch {
    if (signal.aborted) throw signal.reason
    // A proxy that cannot be reached: the answer that is asked for through it says why.
    return null
  }
}

function tunnelOf(request: ClientRequest): Promise<[IncomingMessage, Socket]> {
  return new Promise((resolve, reject) => {
    request.once('connect', (response, socket) => resolve([response, socket]))
    request.once('response', response => resolve([response, response.socket]))
    request.once('timeout', () => request.destroy(new Error('no answer')))
    request.once('error', reject)
  })
}

function authorization({ username, password }: URL): { 'proxy-authorization'?: string } {
  if (username === '') return {}
  const text = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`
  return { 'proxy-authorization': `Basic ${Buffer.from(text).toString('base64')}` }
}

/** @param tunnel null for a connection of its own */
async function handshake(
  url: URL,
  tunnel: Socket | null,
  secureContext: SecureContext,
  signal: AbortSignal,
): Promise<string> {
  const { hostname } = url
  const place = tunnel === null ? { host: hostname, port: Number(url.port || 443) } : { socket: tunnel }
  const socket = connect({ ...place, servername: hostname, secureContext, timeout: limitMs })
  const stop = () => socket.destroy()
  signal.addEventListener('abort', stop)
  socket.once('timeout', stop)
  try {
    await once(socket, 'secureConnect', { signal: AbortSignal.any([signal, AbortSignal.timeout(limitMs)]) })
    const { O, CN } = socket.getPeerCertificate().issuer
    return [O ?? CN ?? 'an issuer without a name'].flat()[0] ?? ''
  } finally {
    signal.removeEventListener('abort', stop)
    socket.destroy()
    tunnel?.destroy()
  }
}
