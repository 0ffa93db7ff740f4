import type { Answer, Body } from '../answer.ts'
import type { FedAnswer, FedRequest, Feed, FeedMatch } from './feed.ts'

type ActiveFeed = {
  readonly match: FeedMatch
  readonly feed: Feed
  seen: number
  given: number
}

export type FeedBook = {
  /** Adds an answer, which goes before all earlier ones, and returns the function that takes it back. */
  add(match: FeedMatch, feed: Feed): () => void
  /** The answer for this request, null where the simulator answers itself. Counts the request. */
  find(request: FedRequest): Promise<{ answer: Answer; keepsRefusals: boolean } | null>
}

export function createFeedBook(): FeedBook {
  let active: ActiveFeed[] = []
  return {
    add: (match, feed) => {
      const entry: ActiveFeed = { match, feed, seen: 0, given: 0 }
      active = [entry, ...active]
      return () => {
        active = active.filter(other => other !== entry)
      }
    },
    find: async request => {
      for (const entry of active) {
        const answer = await answerOf(entry, request)
        if (answer === null) continue
        return { answer: fedAnswer(request, answer), keepsRefusals: entry.match.keepsRefusals ?? false }
      }
      return null
    },
  }
}

async function answerOf(entry: ActiveFeed, request: FedRequest): Promise<FedAnswer | null> {
  const { match, feed } = entry
  if (!matches(match, request)) return null
  entry.seen += 1
  const { after = 0, times = Number.POSITIVE_INFINITY } = match
  if (entry.seen <= after || entry.given >= times) return null
  // Counted before the function is asked, so that two requests at once do not both get the last answer.
  entry.given += 1
  const answer = typeof feed === 'function' ? await feed(request) : feed
  if (answer === null) entry.given -= 1
  return answer
}

function matches(match: FeedMatch, request: FedRequest): boolean {
  const { origin, path, method, report, period, on } = match
  if (origin !== undefined && origin !== request.origin) return false
  if (method !== undefined && method.toUpperCase() !== request.method) return false
  if (period !== undefined && period !== request.period) return false
  if (on !== undefined && on !== request.today) return false
  if (path !== undefined && !isPath(path, request.readablePath)) return false
  if (report === undefined) return true
  if (report.toLowerCase() !== request.report?.toLowerCase()) return false
  return origin !== undefined || path !== undefined || carriesCsv(request)
}

/** Copilot's reports come without a redirect, so that Graph's answer is the CSV. */
function carriesCsv({ origin, readablePath }: FedRequest): boolean {
  return origin === 'reports' || readablePath.includes('/copilot/')
}

function isPath(path: RegExp | string, asked: string): boolean {
  // A pattern made by the caller may carry the `g` flag, whose position would make every second test fail.
  if (typeof path !== 'string') return new RegExp(path.source, path.flags.replace('g', '')).test(asked)
  const below = asked.replace(/^\/[^/?]+/, '')
  return [asked, below].some(
    text => text.startsWith(path) && (path.endsWith('/') || text[path.length] !== '/'),
  )
}

/** What a test handed in, as it goes out. Headers that it names replace those that follow from the body. */
function fedAnswer(request: FedRequest, fed: FedAnswer): Answer {
  const { status = 200, headers = {} } = fed
  const named = Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
  )
  const body = bodyOf(fed)
  return {
    status,
    headers: { ...(body.length === 0 ? {} : { 'content-type': contentType(request, fed) }), ...named },
    body: fed.chunked === true ? inPieces(body) : body,
  }
}

function bodyOf({ json, text, bytes }: FedAnswer): Buffer {
  if (bytes !== undefined) return Buffer.from(bytes)
  if (text !== undefined) return Buffer.from(text)
  return Buffer.from(json === undefined ? '' : JSON.stringify(json))
}

function contentType({ origin }: FedRequest, { json }: FedAnswer): string {
  if (json !== undefined) return 'application/json; charset=utf-8'
  return origin === 'reports' ? 'application/octet-stream' : 'text/plain; charset=utf-8'
}

/** A body that is made while it is sent goes out without its length. */
function inPieces(body: Buffer): Body {
  return function* () {
    yield body
  }
}
