import type { Feed, FeedMatch, SimulatorOptions } from '../../electron/simulator/index.ts'
import { type ConnectedEngine, connectEngine } from './connected-engine.ts'
import { type FedProduct, type FedSubscription, product, subscription } from './fed-products.ts'
import { hasten } from './hastened-clock.ts'
import { createFedDirectory, type FedUser } from './simulator/fed-directory.ts'
import { type FedReport, type FedRow, reportText } from './simulator/report-text.ts'
import { createTurnedClock, type TurnedClock } from './turned-clock.ts'

export { person } from './fed-people.ts'
export { type FedProduct, type FedSubscription, product, skuIdOf, subscription } from './fed-products.ts'

/**
 * Reports by function name: rows by column name, a header of one's own with them, or the whole text or bytes.
 */
export type FedReports = Readonly<Record<string, readonly FedRow[] | FedReport | string | Uint8Array>>

export type HandFed = {
  users: readonly FedUser[]
  /** Left out: one product for everything that the users hold, with exactly as many seats. */
  products?: readonly FedProduct[]
  /** Left out: one subscription for each product, which renews on 2027-03-01. */
  subscriptions?: readonly FedSubscription[]
  /** Reports that are left out have no rows. */
  reports?: FedReports
}

export type HandFedTenant = ConnectedEngine & {
  clock: TurnedClock
  feed(match: FeedMatch, answer: Feed): () => void
  /** The address of a path below `/v1.0`, for next and delta links in answers that are fed. */
  link(path: string): string
  /**
   * Makes it another day, at ten in the morning UTC, in the tenant and for the engine. Reports then end two
   * days before.
   */
  day(date: string): void
  /** Replaces what is given and leaves the rest. The next delta answer brings the users that differ. */
  change(rows: Partial<HandFed>): void
}

/**
 * A connected engine on a tenant of exactly these rows. Its day is 2026-11-23 unless another one is given.
 */
export async function handFedTenant({
  today = '2026-11-23',
  tenant: options = {},
  ...first
}: HandFed & { today?: string; tenant?: SimulatorOptions }): Promise<HandFedTenant> {
  const clock = hasten(createTurnedClock(morningOf(today)))
  const connected = await connectEngine({ people: 0, today, ...options }, null, { clock })
  const { tenant } = connected
  const directory = createFedDirectory(first.users, tenant.link)
  let rows: HandFed = first
  const products = () => rows.products ?? productsOf(directory.users())
  const subscriptions = () => rows.subscriptions ?? products().map(subscriptionOf)
  feedTenant(tenant.feed, {
    directory: directory.answer,
    products: () => products().map(row => withConsumed(row, directory.users())),
    subscriptions,
    reports: () => rows.reports ?? {},
  })
  return {
    ...connected,
    clock,
    feed: tenant.feed,
    link: tenant.link,
    day: date => {
      tenant.set({ today: date })
      clock.advance(morningOf(date) - clock.now())
    },
    change: changed => {
      rows = { ...rows, ...changed }
      if (changed.users !== undefined) directory.replace(changed.users)
    },
  }
}

type Sources = {
  directory: Extract<Feed, (...parameters: never[]) => unknown>
  products: () => readonly FedProduct[]
  subscriptions: () => readonly FedSubscription[]
  reports: () => FedReports
}

function feedTenant(feed: HandFedTenant['feed'], sources: Sources): void {
  const path = (pattern: RegExp): FeedMatch => ({ origin: 'graph', path: pattern, keepsRefusals: true })
  feed(path(/\/users\b/), sources.directory)
  feed(path(/\/subscribedSkus\b/), () => ({ json: { value: sources.products() } }))
  feed(path(/\/directory\/subscriptions\b/), () => ({ json: { value: sources.subscriptions() } }))
  const given = ({ report }: { report: string | null }) =>
    Object.entries(sources.reports()).find(([name]) => name.toLowerCase() === report?.toLowerCase())
  const isCsv: FeedMatch = { path: /^\/data\/v1\.0\/download|\/copilot\/reports\//, keepsRefusals: true }
  feed(isCsv, request => {
    const [name, report] = given(request) ?? []
    if (name === undefined || report === undefined) return null
    if (typeof report === 'string') return { text: report }
    if (report instanceof Uint8Array) return { bytes: report }
    const period = request.period === null ? null : Number(request.period.slice(1))
    const fed = 'rows' in report ? report : { rows: report }
    return { text: reportText(name, fed, { refreshDate: dayBefore(request.today, 2), period }) }
  })
}

function productsOf(users: readonly FedUser[]): FedProduct[] {
  const held = new Map<string, number>()
  for (const id of users.flatMap(heldBy)) held.set(id, (held.get(id) ?? 0) + 1)
  return [...held].map(([skuId, seats]) => product({ skuId, enabled: seats }))
}

function subscriptionOf({ skuId, skuPartNumber, prepaidUnits }: FedProduct): FedSubscription {
  return subscription({ skuId, skuPartNumber, totalLicenses: prepaidUnits?.['enabled'] ?? null })
}

/** A product that says nothing of its consumed seats has as many as people hold it. */
function withConsumed(row: FedProduct, users: readonly FedUser[]): FedProduct {
  if ('consumedUnits' in row) return row
  const holders = users.filter(user => heldBy(user).includes(row.skuId))
  return { ...row, consumedUnits: holders.length }
}

function heldBy(user: FedUser): string[] {
  const licenses = user['assignedLicenses']
  return Array.isArray(licenses) ? licenses.map(license => String(license.skuId)) : []
}

const dayMs = 86_400_000

function morningOf(date: string): number {
  return Date.parse(`${date}T10:00:00Z`)
}

function dayBefore(date: string, days: number): string {
  return new Date(Date.parse(date) - days * dayMs).toISOString().slice(0, 10)
}
