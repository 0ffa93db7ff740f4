import type { IncomingMessage } from 'node:http'
import type { Gate } from './gate.ts'
import { checkPageRequest, checkRequest, type RequestFacts } from './guard.ts'
import type { StaticFiles } from './static-files.ts'

/** What an answer depends on besides the request. */
export type Visit = { authority: string; gate: Gate; files: StaticFiles }

export type Answer = {
  status: number
  type: string
  body: string | Buffer
  headers: Record<string, string>
  /** Why the request was refused, for the log; null when it was not. */
  refusal: string | null
}

const plainText = 'text/plain; charset=utf-8'
const html = 'text/html; charset=utf-8'

/**
 * The page moves on by itself instead of being redirected, so that its next request counts as one of this
 * host's own.
 */
const openingPage =
  '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><link rel="icon" href="data:,"><title>M365 Connector</title><p>Opening M365 Connector.</p></html>\n'

/** The answer to one request for the opening address or for a file of the page. */
export function answerTo(request: IncomingMessage, visit: Visit): Answer {
  const asking = requestFactsOf(request)
  const path = pathOf(request)
  const judge = path.name === '/open' ? checkRequest : checkPageRequest
  const refusal = judge(asking, visit.authority)
  if (refusal !== null) return refused(refusal)
  if (path.name === '/open') return answerOpening(request, path.ticket, visit.gate)
  if (!visit.gate.admits(request.headers.cookie)) return refused('cookie')
  const file = visit.files.get(path.name)
  if (file !== undefined) return { status: 200, ...file, headers: {}, refusal: null }
  return { status: 404, type: plainText, body: 'There is nothing here.\n', headers: {}, refusal: null }
}

function answerOpening(request: IncomingMessage, ticket: string, gate: Gate): Answer {
  const opened = { status: 200, type: html, body: openingPage, refusal: null }
  if (gate.admits(request.headers.cookie)) return { ...opened, headers: {} }
  // A HEAD request comes from programs that look at links, and must not use up the ticket.
  const session = request.method === 'GET' ? gate.exchange(ticket) : null
  if (session === null) return refused('ticket')
  const cookie = `${gate.cookieName}=${session}; HttpOnly; SameSite=Strict; Path=/`
  return { ...opened, headers: { 'set-cookie': cookie } }
}

const refusedSentence = 'Refused: this address answers only the browser of this computer.'
const usedSentence =
  'This address has been used or has expired. End "m365-connector serve" with Ctrl-C, start it again and open the new address.'

function refused(refusal: string): Answer {
  const status = refusal === 'method' ? 405 : 403
  const sentence = refusal === 'ticket' || refusal === 'cookie' ? usedSentence : refusedSentence
  return { status, type: plainText, body: `${sentence}\n`, headers: {}, refusal }
}

export function requestFactsOf(request: IncomingMessage): RequestFacts {
  const { host, origin } = request.headers
  const site = request.headers['sec-fetch-site']
  return { method: request.method ?? '', host, origin, site: Array.isArray(site) ? site[0] : site }
}

/** The path as it was sent: it is looked up and never resolved, so dots and escapes in it lead nowhere. */
function pathOf(request: IncomingMessage): { name: string; ticket: string } {
  const [name = '', query = ''] = (request.url ?? '').split('?', 2)
  return { name, ticket: new URLSearchParams(query).get('ticket') ?? '' }
}
