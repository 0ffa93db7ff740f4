import type { Service } from '../service.ts'
import { type Answer, type Call, type Handler, json } from '../wire/answer.ts'
import { csvAnswer } from './answer.ts'
import type { ReportDesk } from './desk.ts'

/** The download host: gives a CSV to whoever holds an address that is not too old. */
export function createReportsHandler(service: Service, desk: ReportDesk): Handler {
  return (call: Call): Answer => {
    if (call.method !== 'GET' || call.url.pathname !== '/data/v1.0/download') {
      return json(404, { error: { code: 'NotFound', message: 'There is nothing at this address.' } })
    }
    const asked = desk.readTicket(call.url.searchParams.get('token') ?? '')
    if (asked === null)
      return json(403, { error: { code: 'MissingCredentials', message: 'The token is not valid.' } })
    if (asked === 'expired')
      return json(403, { error: { code: 'Forbidden', message: 'The download link has expired.' } })
    return csvAnswer(service, desk, asked)
  }
}

/** The report that a call is about, on either host, and its period (`D30`); nulls for other calls. */
export function reportAsked(
  desk: ReportDesk,
  call: Call,
): { readonly report: string | null; readonly period: string | null } {
  if (call.origin === 'graph') {
    const [, report = null, period = null] =
      /\/reports\/(?:microsoft\.graph\.)?(get\w+)(?:\(period='(\w+)'\))?/i.exec(call.readablePath) ?? []
    return { report, period }
  }
  if (call.origin !== 'reports') return nothingAsked
  const asked = desk.readTicket(call.url.searchParams.get('token') ?? '')
  if (asked === null || asked === 'expired') return nothingAsked
  const hasPeriod = asked.report.parameters !== 'none' && asked.day === null
  return { report: asked.report.name, period: hasPeriod ? `D${asked.period}` : null }
}

const nothingAsked = { report: null, period: null }
