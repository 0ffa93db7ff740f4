import type { Entra } from './entra/office.ts'
import type { Credentials } from './registration.ts'
import type { Settings } from './settings.ts'
import type { Activity } from './tenant/activity.ts'
import type { Books } from './tenant/books.ts'
import type { Day } from './tenant/calendar.ts'
import type { World } from './tenant/world.ts'

export type Urls = { readonly loginUrl: string; readonly graphUrl: string; readonly reportsUrl: string }

/** Everything a handler may look at. */
export type Service = {
  readonly world: World
  readonly books: Books
  readonly activity: Activity
  readonly settings: Settings
  readonly credentials: Credentials
  readonly entra: Entra
  /** Secret of this run, with which tokens and links are signed. */
  readonly signingKey: Buffer
  readonly urls: () => Urls
  readonly now: () => number
}

/** The newest day that the reports know. */
export function refreshDay(service: Service): Day {
  return service.world.today - service.settings.reportDelayDays
}
