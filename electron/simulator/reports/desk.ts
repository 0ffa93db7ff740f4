import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Service } from '../service.ts'
import type { ReportCall } from './call.ts'
import { type Catalogue, createCatalogue } from './catalogue.ts'
import type { Totals } from './daily-totals.ts'
import { createScope, type Scope } from './scope.ts'
import { countTotals } from './totals.ts'

/** Where reports are asked for and handed out. */
export type ReportDesk = {
  readonly catalogue: Catalogue
  readonly quota: Quota
  scopeOf(call: ReportCall): Scope
  /** The token of a download address: what was asked for, until when it may be fetched, and a signature. */
  ticketFor(call: ReportCall): string
  /** What a ticket is for; `expired` when it was good once, null when it never was. */
  readTicket(ticket: string): ReportCall | 'expired' | null
}

type Ticket = {
  readonly name: string
  readonly period: number
  readonly day: number | null
  readonly until: number
}

export function createReportDesk(service: Service): ReportDesk {
  const catalogue = createCatalogue()
  let totals: { readonly value: Totals; readonly version: number; readonly today: number } | null = null

  const scopeOf = (call: ReportCall): Scope => createScope(service, totalsNow, call)
  const totalsNow = (): Totals => {
    const { version, today } = service.world
    if (totals === null || totals.version !== version || totals.today !== today) {
      const scope = createScope(service, totalsNow, { period: 180, day: null })
      totals = { value: countTotals(service, scope), version, today }
    }
    return totals.value
  }
  const sign = (text: string) => createHmac('sha256', service.signingKey).update(text).digest('base64url')
  return {
    catalogue,
    quota: createQuota(service),
    scopeOf,
    ticketFor: ({ report, period, day }) => {
      const until = service.now() + service.settings.reportLinkSeconds * 1000
      const ticket: Ticket = { name: report.name, period, day, until }
      const text = Buffer.from(JSON.stringify(ticket)).toString('base64url')
      return `${text}.${sign(text)}`
    },
    readTicket: ticket => {
      const [text = '', signature = ''] = ticket.split('.')
      const expected = Buffer.from(sign(text))
      const given = Buffer.from(signature)
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return null
      // The signature proves that this is a ticket written above.
      const { name, period, day, until }: Ticket = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
      const report = catalogue.get(name.toLowerCase())
      if (report === undefined) return null
      return until < service.now() ? 'expired' : { report, period, day, json: false }
    },
  }
}

/** Counts calls per report function; Microsoft allows 14 in ten minutes. */
type Quota = {
  /**
   * Seconds to wait before the function may be asked again, 0 when the call is within the limit and counted.
   */
  secondsToWait(name: string): number
}

const callsAllowed = 14
const windowMs = 600_000

function createQuota(service: Service): Quota {
  const calls = new Map<string, number[]>()
  return {
    secondsToWait: name => {
      if (!service.settings.quota) return 0
      const now = service.now()
      const recent = (calls.get(name) ?? []).filter(at => at > now - windowMs)
      const [oldest = now] = recent
      if (recent.length >= callsAllowed) return Math.max(1, Math.ceil((oldest + windowMs - now) / 1000))
      calls.set(name, [...recent, now])
      return 0
    },
  }
}
