import { type Answer, type Call, collect, graphError, json } from '../answer.ts'
import type { ActiveFault } from './book.ts'
import { changeColumns, emptyCsv, messCsv, withoutMark } from './csv-faults.ts'
import type { FaultKind } from './fault.ts'
import { duplicatePerson, foreignLinks, messPage, nullPage, readPage } from './page-faults.ts'

/** How the bytes of a damaged answer go out. */
export type Delivery =
  | { readonly how: 'whole' }
  | { readonly how: 'hang' }
  | { readonly how: 'cut'; readonly afterBytes: number | null }
  | { readonly how: 'truncatedGzip' }
  | { readonly how: 'slow'; readonly bytesPerSecond: number }

export type Damaged = { readonly answer: Answer; readonly delivery: Delivery }

const whole: Delivery = { how: 'whole' }

/** Turns what the simulator would have said into what the fault makes of it. */
export async function applyFault(
  active: ActiveFault,
  call: Call,
  undamaged: () => Promise<Answer>,
): Promise<Damaged> {
  const fault = active.fault
  const replaced = replacement(fault, call)
  if (replaced !== null) return { answer: replaced, delivery: whole }
  if (fault.kind === 'held') await active.gone
  const answer = await undamaged()
  return { answer: await edited(active, call, answer), delivery: deliveryOf(fault) }
}

function deliveryOf(fault: FaultKind): Delivery {
  switch (fault.kind) {
    case 'hang':
      return { how: 'hang' }
    case 'reset':
      return { how: 'cut', afterBytes: fault.afterBytes ?? null }
    case 'truncatedGzip':
      return { how: 'truncatedGzip' }
    case 'slowBody':
      return { how: 'slow', bytesPerSecond: fault.bytesPerSecond ?? 1_000 }
    default:
      return whole
  }
}

/** Faults that say something else altogether; null for those that change the real answer. */
function replacement(fault: FaultKind, call: Call): Answer | null {
  switch (fault.kind) {
    case 'status':
      return statusAnswer(fault)
    case 'throttle':
      return throttled(fault)
    case 'html':
      return html
    case 'emptyPage':
      return json(200, { value: [], '@odata.nextLink': call.url.href })
    case 'expiredSkipToken':
      return graphError(400, 'Directory_ExpiredPageToken', 'The specified page token value has expired.')
    case 'expiredDeltaToken':
      return expiredDeltaToken(fault.form ?? 'gone', call)
    case 'expiredToken':
      return graphError(
        401,
        'InvalidAuthenticationToken',
        'Lifetime validation failed, the token is expired.',
        {
          'www-authenticate': 'Bearer realm="", error="invalid_token"',
        },
      )
    case 'expiredReportLink':
      return json(403, { error: { code: 'Forbidden', message: 'The download link has expired.' } })
    default:
      return null
  }
}

function statusAnswer(fault: Extract<FaultKind, { kind: 'status' }>): Answer {
  const { status, headers = {}, body, code = defaultCodes[status] ?? 'UnknownError', message = '' } = fault
  return body === undefined ? graphError(status, code, message, headers) : json(status, body, headers)
}

const defaultCodes: Readonly<Record<number, string>> = {
  429: 'TooManyRequests',
  500: 'InternalServerError',
  503: 'serviceNotAvailable',
  504: 'GatewayTimeout',
}

function throttled(fault: Extract<FaultKind, { kind: 'throttle' }>): Answer {
  const { seconds = 1, as = 'seconds', status = 429 } = fault
  const date = new Date(Date.now() + seconds * 1000).toUTCString()
  const headers = as === 'none' ? {} : { 'retry-after': as === 'date' ? date : String(seconds) }
  return graphError(status, defaultCodes[status] ?? 'TooManyRequests', 'Too many requests.', headers)
}

const html: Answer = {
  status: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<!doctype html><html><head><title>Sign in to the network</title></head><body>Please sign in.</body></html>',
}

function expiredDeltaToken(form: string, call: Call): Answer {
  if (form === 'gone') {
    const location = `${call.url.origin}${call.url.pathname}?$deltatoken=`
    return graphError(410, 'syncStateNotFound', 'The delta token is no longer valid.', { location })
  }
  if (form === 'unsupportedQuery') {
    return graphError(
      400,
      'Request_UnsupportedQuery',
      'The delta link is older than 30 days and cannot be used.',
    )
  }
  return graphError(400, form, 'The sync state is no longer available; start with a full synchronisation.')
}

async function edited(active: ActiveFault, call: Call, answer: Answer): Promise<Answer> {
  const { fault } = active
  if (fault.kind === 'emptyBody') return changed(answer, '')
  if (fault.kind === 'redirect') return redirected(answer, fault.to)
  const text = () => collect(answer.body).toString('utf8')
  if (fault.kind === 'invalidJson') return changed(answer, `${text().slice(0, -2)},"value":[{`)
  const isCsv = (answer.headers['content-type'] ?? '').startsWith('text/csv')
  const isCsvLike = isCsv || (answer.headers['content-type'] ?? '').includes('octet-stream')
  if (isCsvLike) return changed(answer, editedCsv(fault, text()))
  const page = isJson(answer) ? readPage(text()) : null
  return page === null ? answer : changed(answer, JSON.stringify(editedPage(active, call, page)))
}

function isJson(answer: Answer): boolean {
  return (answer.headers['content-type'] ?? '').startsWith('application/json')
}

function editedCsv(fault: FaultKind, text: string): string {
  switch (fault.kind) {
    case 'columns':
      return changeColumns(text, fault)
    case 'messyValues':
      return messCsv(text)
    case 'nulls':
      return emptyCsv(text)
    case 'withoutByteOrderMark':
      return withoutMark(text)
    default:
      return text
  }
}

type Page = NonNullable<ReturnType<typeof readPage>>

function editedPage(active: ActiveFault, call: Call, page: Page): Page {
  const { fault } = active
  switch (fault.kind) {
    case 'repeatedNextLink':
      return { ...page, '@odata.nextLink': call.url.href }
    case 'foreignLink':
      return foreignLinks(page, fault.base ?? 'https://graph.foreign.example')
    case 'duplicatePerson':
      return duplicatePerson(page, active)
    case 'messyValues':
      return messPage(page)
    case 'nulls':
      return nullPage(page)
    default:
      return page
  }
}

function redirected(answer: Answer, to: 'missing' | 'foreign' | 'http'): Answer {
  const { location, ...headers } = answer.headers
  if (location === undefined || to === 'missing') return { ...answer, headers }
  const moved =
    to === 'http'
      ? location.replace('https:', 'http:')
      : `https://reports.foreign.example${new URL(location).pathname}`
  return { ...answer, headers: { ...headers, location: moved } }
}

function changed(answer: Answer, body: string): Answer {
  return { status: answer.status, headers: answer.headers, body }
}

/** Looks at a page that a fault let through: some faults repeat a person of an earlier page. */
export function rememberPage(passing: readonly ActiveFault[], answer: Answer): void {
  const curious = passing.filter(
    active => active.fault.kind === 'duplicatePerson' && active.remembered === undefined,
  )
  if (curious.length === 0 || !isJson(answer)) return
  const person = readPage(collect(answer.body).toString('utf8'))?.value?.[0]
  for (const active of curious) active.remembered = person
}
