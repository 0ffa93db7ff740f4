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

/** The report function that a call is about, on either host; null for other calls. */
export function reportNameOf(desk: ReportDesk, call: Call): string | null {
  if (call.origin === 'graph')
    return /\/reports\/(?:microsoft\.graph\.)?(get\w+)/i.exec(call.readablePath)?.[1] ?? null
  if (call.origin !== 'reports') return null
  const asked = desk.readTicket(call.url.searchParams.get('token') ?? '')
  return asked === null || asked === 'expired' ? null : asked.report.name
}
