import { AppError } from '../errors.ts'
import type { Http, HttpResponse } from '../ports.ts'
import type { GraphCall, ReportDownload } from './call.ts'
import { answerTimeoutMs, isPassing, type Outcome } from './exchange.ts'

/**
 * Downloads a report from the signed address that Graph redirected to. The token stays here: the address alone is the right to read.
 * It is good for minutes only (reportRoot pages), so that nothing here keeps it and every failure is cured by asking Graph anew.
 * A refusal is `linkExpired` when the address is no longer good, `foreignLink` when it leads on to somewhere else.
 */
export async function openDownload(http: Http, url: URL, call: GraphCall): Promise<Outcome<ReportDownload>> {
  call.meter.requests += 1
  try {
    const response = await http({
      method: 'GET',
      url,
      headers: { accept: '*/*' },
      timeoutMs: answerTimeoutMs,
      signal: call.signal,
    })
    const { status, headers } = response
    if (status === 200) return { kind: 'answer', value: await asDownload(response, call), headers }
    await response.discard()
    return { kind: 'refused', status, error: downloadFailure(status, url.host), headers }
  } catch (error) {
    if (isPassing(error)) return { kind: 'broken', error }
    throw error
  }
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

function downloadFailure(status: number, host: string): AppError {
  const detail = { status: String(status), host }
  if (status >= 300 && status < 400) {
    return new AppError('foreignLink', 'A report download led on to another address and was not followed.', {
      fix: 'Sync again later. If it happens again, ask the network team whether a proxy changes answers.',
      step: 'network',
      detail,
    })
  }
  if ([401, 403, 404, 410].includes(status)) {
    return new AppError('linkExpired', 'The download link of a report had expired.', {
      fix: 'Sync again; a new link is then asked for.',
      step: 'service',
      detail,
    })
  }
  return new AppError(
    'serviceUnavailable',
    `The report download is not available at the moment (status ${status}).`,
    {
      fix: 'Wait some minutes and try again. The next scheduled sync goes on from here.',
      step: 'service',
      detail,
    },
  )
}
