/** One way to a host: through a proxy, or directly where it is null. */
export type Route = { proxy: URL | null }

/**
 * Asks the system for the ways to a host. The answer is a list in order of preference as proxy scripts write
 * it, such as `PROXY proxy.example.com:8080; DIRECT`. Only the origin is handed over, never a path.
 */
export type ProxyLookup = (origin: string) => Promise<string>

/** Proxy scripts change with the network, which can change within a sync. */
const knownForMs = 60_000
/** A proxy that did not answer is tried last for this long, as browsers do it. */
const shunnedForMs = 300_000
/**
 * Finding a proxy script in the network can take some seconds; a system that says nothing at all must not
 * hold a sync.
 */
const lookupLimitMs = 15_000
const maxRoutes = 10

/**
 * The ways that a list names, in its order. SOCKS is not spoken, so those entries are left out; a list
 * without any way that can be used is taken for a direct one.
 */
export function readRoutes(list: string): Route[] {
  const routes = list
    .slice(0, 4_000)
    .split(';')
    .flatMap(entry => readRoute(entry.trim()))
    .slice(0, maxRoutes)
  return routes.length === 0 ? [{ proxy: null }] : routes
}

function readRoute(entry: string): Route[] {
  const [kind = '', place = ''] = entry.split(/\s+/, 2)
  if (kind.toUpperCase() === 'DIRECT') return [{ proxy: null }]
  const scheme = { PROXY: 'http', HTTP: 'http', HTTPS: 'https' }[kind.toUpperCase()]
  if (scheme === undefined || !/^[^\s@/]+:\d{1,5}$/.test(place)) return []
  const proxy = URL.parse(`${scheme}://${place}`)
  return proxy === null ? [] : [{ proxy }]
}

/** The name of a way, for an error's detail. */
export function nameOf({ proxy }: Route): string {
  return proxy === null ? 'direct' : `proxy ${proxy.host}`
}

export type Routes = {
  /** The ways to the address, at least one, those that failed of late last. Never throws. */
  to(url: URL): Promise<readonly Route[]>
  /** Notes that a proxy could not be reached or did not let a connection through. */
  failed(route: Route): void
  /** Forgets what is known of a host to which no way led. */
  forget(url: URL): void
  /** Whether another host that was asked for lately has other ways. */
  differ(url: URL): boolean
}

type Known = { until: number; list: Promise<string> }

/** Asks once a minute for each host, because a proxy script may answer differently for each. */
export function createRoutes(lookup: ProxyLookup, now: () => number): Routes {
  const known = new Map<string, Known>()
  const settled = new Map<string, string>()
  const shunned = new Map<string, number>()

  const listFor = (origin: string): Promise<string> => {
    const before = known.get(origin)
    if (before !== undefined && before.until > now()) return before.list
    const list = limited(lookup(origin)).then(answer => {
      settled.set(origin, answer)
      return answer
    })
    known.set(origin, { until: now() + knownForMs, list })
    return list
  }
  const isShunned = ({ proxy }: Route) => proxy !== null && (shunned.get(proxy.href) ?? 0) > now()

  return {
    to: async url => {
      const routes = readRoutes(await listFor(url.origin))
      return [...routes.filter(route => !isShunned(route)), ...routes.filter(isShunned)]
    },
    failed: ({ proxy }) => {
      if (proxy !== null) shunned.set(proxy.href, now() + shunnedForMs)
    },
    forget: url => void known.delete(url.origin),
    differ: url => [...settled.values()].some(list => list !== settled.get(url.origin)),
  }
}

/** A system that cannot be asked, or says nothing in time, leaves the direct way. */
async function limited(answer: Promise<string>): Promise<string> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>(resolve => {
    timer = setTimeout(() => resolve('DIRECT'), lookupLimitMs)
  })
  try {
    return await Promise.race([answer, late])
  } catch {
    return 'DIRECT'
  } finally {
    clearTimeout(timer)
  }
}
