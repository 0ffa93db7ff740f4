import { lookup } from 'node:dns/promises'
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect as connectPlain } from 'node:net'
import type {
  Attempt,
  DoctorPorts,
  HostAnswer,
  LoopbackReach,
  WaysSeen,
} from '../../core/diagnostics/doctor/facts.ts'
import { AppError } from '../../core/errors.ts'
import { connectionFailure } from '../../core/network/failures.ts'
import { type HttpOptions, routesOf } from '../../core/network/options.ts'
import { nameOf, type ProxyLookup, readRoutes } from '../../core/network/routes.ts'
import type { Http } from '../../core/ports.ts'
import { shownCertificate } from './shown-certificate.ts'

const limitMs = 15_000
const beginningBytes = 4096

type Parts = {
  http: Http
  options: HttpOptions
  /** Asks the system for the way to a host; null where the host of the engine cannot. */
  systemProxies: ProxyLookup | null
  now(): number
}

/** The doctor's questions, asked over the same proxies and trust as everything else. */
export function createDoctorPorts({
  http,
  options,
  systemProxies,
  now,
}: Parts): Omit<DoctorPorts, 'reports'> {
  return {
    resolve: hostname =>
      attempt(new URL(`https://${hostname}`), async () => {
        const found = await lookup(hostname, { all: true })
        return found.map(({ address }) => address)
      }),
    ways: url => attempt(url, () => waysTo(url, options, systemProxies)),
    certificate: (url, signal) => attempt(url, () => shownCertificate(url, options, signal)),
    ask: (url, signal) => attempt(url, () => ask(http, url, now, signal)),
    loopback: () => reachLoopback(),
  }
}

async function attempt<T>(target: URL, work: () => Promise<T>): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    if (error instanceof AppError && error.code === 'cancelled') throw error
    const circumstances = { target, proxy: null, phase: 'connect', timeoutMs: limitMs } as const
    return { ok: false, error: connectionFailure(error, circumstances) }
  }
}

/** What the settings and the environment decide, and beside it what the system would name. */
async function waysTo(url: URL, options: HttpOptions, system: ProxyLookup | null): Promise<WaysSeen> {
  const taken = await routesOf(url, options)
  const named = system === null ? null : readRoutes(await system(url.origin)).map(nameOf)
  return { taken: taken.length === 0 ? ['proxy without an address'] : taken.map(nameOf), system: named }
}

async function ask(http: Http, url: URL, now: () => number, signal: AbortSignal): Promise<HostAnswer> {
  const askedAt = now()
  const response = await http({ method: 'GET', url, headers: {}, timeoutMs: limitMs, signal })
  const answeredAt = now()
  const { status, headers } = response
  let beginning = ''
  for await (const chunk of response.body) {
    beginning += Buffer.from(chunk).toString('latin1')
    if (beginning.length >= beginningBytes) break
  }
  await response.discard()
  return {
    ...{ status, contentType: headers['content-type'] ?? '', date: headers['date'] ?? null },
    ...{ location: headers['location'] ?? null, beginning, askedAt, answeredAt },
  }
}

/** Listens as sign-in and consent do, and comes back by each name. */
async function reachLoopback(): Promise<LoopbackReach> {
  const reach = { localhost: false, ipv4: false, ipv6: false }
  const first = createServer()
  try {
    first.listen(0, '127.0.0.1')
    await once(first, 'listening')
    const address = first.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    reach.ipv4 = await isReached('127.0.0.1', port)
    reach.localhost = await isReached('localhost', port)
    reach.ipv6 = await reachSixth(port)
  } catch {
    // No listener at all: nothing was reached.
  } finally {
    first.close()
  }
  return reach
}

async function reachSixth(port: number): Promise<boolean> {
  const second = createServer()
  try {
    second.listen(port, '::1')
    await once(second, 'listening')
    return await isReached('::1', port)
  } catch {
    // A computer without IPv6 is no fault.
    return false
  } finally {
    second.close()
  }
}

async function isReached(host: string, port: number): Promise<boolean> {
  const socket = connectPlain({ host, port, timeout: limitMs })
  socket.once('timeout', () => socket.destroy(new Error('no answer')))
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
