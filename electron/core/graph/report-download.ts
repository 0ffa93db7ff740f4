import { AppError } from '../errors.ts'
import type { Http, HttpResponse } from '../ports.ts'
import type { GraphCall, ReportDownload } from './call.ts'
import { resolveDownloadLink } from './links.ts'
import { answerTimeoutMs, type Failed, isPassing, type RequestResult } from './request.ts'

/** A download host that hands on to another one is followed this often. */
const maxRedirects = 5
const redirects: ReadonlySet<number> = new Set([301, 302, 303, 307, 308])

/** Whether the status says that the answer is to be found elsewhere. */
export function isRedirect(status: number): boolean {
  return redirects.has(status)
}

/**
 * Downloads a report from the signed address that Graph redirected to. The token stays here: the address
 * alone is the right to read. It is good for minutes only (reportRoot pages), so that nothing here keeps it
 * and every failure is cured by asking Graph for a new one. Further redirects are followed within Microsoft's
 * download hosts. A refusal is `linkExpired` when the address is no longer good and `invalidAnswer` with
 * `detail.kind` `redirectLoop` when the redirects run in a circle.
 *
 * @throws AppError `foreignLink` when a redirect leaves Microsoft's download hosts.
 */
export async function openDownload(
  http: Http,
  first: URL,
  call: GraphCall,
  graphOrigin: string,
): Promise<RequestResult<ReportDownload>> {
  const seen = new Set<string>()
  let url = first
  try {
    for (;;) {
      seen.add(url.href)
      const response = await request(http, url, call)
      const { status, headers } = response
      if (status === 200) return { kind: 'answer', value: await asDownload(response, call), headers }
      await response.discard()
      if (!isRedirect(status)) return refused(status, headers, downloadFailure(status, url.host))
      const next = resolveDownloadLink(absolute(headers['location'], url), graphOrigin)
      if (seen.has(next.href) || seen.size > maxRedirects)
        return refused(status, headers, redirectLoop(next.origin))
      url = next
    }
  } catch (error) {
    if (isPassing(error)) return { kind: 'broken', error }
    throw error
  }
}

function request(http: Http, url: URL, call: GraphCall): Promise<HttpResponse> {
  call.meter.requests += 1
  return http({
    method: 'GET',
    url,
    headers: { accept: '*/*' },
    timeoutMs: answerTimeoutMs,
    endsBy: call.endsBy,
    signal: call.signal,
  })
}

function refused(status: number, headers: HttpResponse['headers'], error: AppError): Failed {
  return { kind: 'refused', status, error, headers }
}

/** A redirect may name a path only. */
function absolute(location: string | undefined, from: URL): string | undefined {
  return location === undefined ? undefined : (URL.parse(location, from.href)?.href ?? location)
}

/** The answer as a report, counted while it is read. */
export async function asDownload(response: HttpResponse, call: GraphCall): Promise<ReportDownload> {
  const type = response.headers['content-type'] ?? ''
  if (/\bhtml\b/i.test(type)) {
    await response.discard()
    throw webPage()
  }
  return { body: counted(response, call), headers: response.headers, discard: response.discard }
}

/** An HTML page with a good status: some device on the way answered in Microsoft's place. */
export function webPage(): AppError {
  return new AppError('invalidAnswer', 'A web page came back where data should be.', {
    fix: 'A proxy or the sign-in page of a network usually answers in its place: open a web site in the browser, then try again.',
    step: 'network',
  })
}

async function* counted(
  response: HttpResponse,
  { meter }: GraphCall,
): AsyncGenerator<Uint8Array, void, undefined> {
  let before = 0
  const count = () => {
    const now = response.wireBytes()
    meter.bytes += now - before
    before = now
  }
  try {
    for await (const chunk of response.body) {
      count()
      yield chunk
    }
  } finally {
    count()
  }
}

/** The error for redirects that run in a circle. */
export function redirectLoop(origin: string): AppError {
  const { host } = new URL(origin)
  return new AppError('invalidAnswer', `The report download at ${host} redirects in a circle.`, {
    fix: 'Sync again later. If it happens again, ask the network team whether a proxy changes redirects.',
    step: 'service',
    detail: { host, kind: 'redirectLoop' },
  })
}

function downloadFailure(status: number, host: string): AppError {
  const detail = { status: String(status), host }
  if ([401, 403, 404, 410].includes(status)) {
    return new AppError('linkExpired', 'The download link of a report had expired.', {
      fix: 'Sync again; a new link is then asked for.',
      step: 'service',
      detail,
    })
  }
  if (status < 400) {
    return new AppError(
      'invalidAnswer',
      `The report download answered without the report (status ${status}).`,
      {
        fix: 'Sync again later. If it happens again, ask the network team whether a proxy changes downloads.',
        step: 'service',
        detail,
      },
    )
  }
  return new AppError(
    'serviceUnavailable',
    `The report download is not available at the moment (status ${status}).`,
    {
      fix: 'Wait some minutes and try again. The next scheduled sync resumes from here.',
      step: 'service',
      detail,
    },
  )
}
