import { createHash, timingSafeEqual } from 'node:crypto'

/** What a request to the loopback listener says of itself. Missing headers are undefined. */
export type LoopbackRequest = {
  method: string
  /** Path and query as they stand in the request line. */
  target: string
  host: string | undefined
  contentType: string | undefined
  /** `Sec-Fetch-Mode` and `Sec-Fetch-Dest`, which no page can forge; older browsers leave them out. */
  fetchMode: string | undefined
  fetchDest: string | undefined
  body: string
}

/** The one answer that is waited for. */
export type LoopbackExpectation = {
  port: number
  /** Only Microsoft's page and this program know it. */
  state: string
  /** Admin consent comes back as `query` (GET), a sign-in as `form_post` (POST). */
  mode: 'query' | 'formPost'
}

export type LoopbackResult =
  | { kind: 'answer'; fields: Readonly<Record<string, string>> }
  | { kind: 'refused'; status: 400 | 403 | 404 | 405 | 421; reason: string }

const methods = { query: 'GET', formPost: 'POST' } as const

/**
 * Whether a request is the answer that is waited for. Nothing but the right state counts, since any program
 * of this computer and any page in the browser can send something here; the other rules keep a page from
 * trying its luck unseen.
 *
 * Localhost redirects come back on the path `/` for a bare host (reply URL page).
 */
export function judgeLoopback(
  request: LoopbackRequest,
  { port, state, mode }: LoopbackExpectation,
): LoopbackResult {
  if (request.host !== `localhost:${port}`) return refused(421, 'host')
  const url = URL.parse(request.target, `http://localhost:${port}`)
  if (url === null || url.pathname !== '/' || !request.target.startsWith('/')) return refused(404, 'path')
  if (request.method !== methods[mode]) return refused(405, 'method')
  if (!isNavigation(request)) return refused(403, 'navigation')
  if (mode === 'formPost' && !isForm(request.contentType)) return refused(400, 'contentType')
  const fields = onlyOnce(mode === 'query' ? url.searchParams : new URLSearchParams(request.body))
  if (fields === null) return refused(400, 'repeated')
  return isSame(fields['state'] ?? '', state) ? { kind: 'answer', fields } : refused(400, 'state')
}

function refused(
  status: Extract<LoopbackResult, { kind: 'refused' }>['status'],
  reason: string,
): LoopbackResult {
  return { kind: 'refused', status, reason }
}

/** A page that a person sees, and no picture, script or frame within another page. */
function isNavigation({ fetchMode, fetchDest }: LoopbackRequest): boolean {
  return (fetchMode ?? 'navigate') === 'navigate' && (fetchDest ?? 'document') === 'document'
}

function isForm(contentType: string | undefined): boolean {
  return /^application\/x-www-form-urlencoded\s*(;|$)/i.test(contentType ?? '')
}

/** The fields by name; null when one comes twice, so that nobody has to decide which one counts. */
function onlyOnce(parameters: URLSearchParams): Readonly<Record<string, string>> | null {
  const entries = [...parameters]
  return new Set(entries.map(([name]) => name)).size === entries.length ? Object.fromEntries(entries) : null
}

/** Compares in a time that does not depend on how much of the text is right. */
function isSame(given: string, expected: string): boolean {
  const digest = (text: string) => createHash('sha256').update(text).digest()
  return expected !== '' && timingSafeEqual(digest(given), digest(expected))
}
