import type { App } from '../../entra/apps.ts'
import { tools } from '../../entra/settings.ts'
import type { Service } from '../../service.ts'

/** The app in whose name somebody signs in. */
export type Client =
  | { readonly kind: 'graphTools' | 'azureCli'; readonly clientId: string; readonly name: string }
  | { readonly kind: 'own'; readonly clientId: string; readonly name: string; readonly app: App }

/** The app of an id; null for one that the tenant does not know (yet). */
export function findClient(service: Service, clientId: string): Client | null {
  const wanted = clientId.toLowerCase()
  for (const kind of ['graphTools', 'azureCli'] as const) {
    if (wanted !== tools[kind].clientId) continue
    // Registrations never cross clouds; the Azure CLI is Microsoft’s own in each of them.
    return kind === 'graphTools' && service.settings.entra.national ? null : { kind, ...tools[kind] }
  }
  const app = findApp(service, wanted)
  return app === null ? null : { kind: 'own', clientId: app.appId, name: app.displayName, app }
}

/** A registration that the sign-in host knows by now; null otherwise. */
export function findApp(service: Service, clientId: string): App | null {
  const { apps, delays } = service.entra
  const app = apps.all().find(({ appId, deletedAt }) => appId === clientId && deletedAt === null)
  return app === undefined || app.visible.read > delays.now() ? null : app
}

/** The registered addresses that a redirect may lead to. */
export function redirectsOf(client: Client): {
  readonly all: readonly string[]
  readonly web: readonly string[]
} {
  if (client.kind !== 'own') return { all: ['http://localhost'], web: [] }
  const { webUris, spaUris, publicUris } = client.app
  return { all: [...webUris, ...spaUris, ...publicUris], web: webUris }
}

/** For http on localhost the port does not count; path, case and every other host do. */
export function fitsRedirect(registered: readonly string[], redirectUri: string): boolean {
  return registered.some(known => withoutPort(known) === withoutPort(redirectUri))
}

function withoutPort(address: string): string {
  const url = URL.parse(address)
  if (url === null) return address
  if (url.protocol === 'http:' && url.hostname === 'localhost') url.port = ''
  return url.href
}
