import { AppError } from '../errors.ts'
import type { Clock, Http, HttpResponse, Log, Random, TokenSource } from '../ports.ts'
import type { GraphCall, ReportDownload } from './call.ts'
import { refuseFault } from './failure.ts'
import { angleOpen, braceOpen, startOfJson } from './json-scan.ts'
import { defaultRetryLimits, type RetryLimits } from './limits.ts'
import { resolveDownloadLink, resolveGraphLink } from './links.ts'
import { asDownload, isRedirect, openDownload, redirectLoop, webPage } from './report-download.ts'
import { type Question, readWhole } from './request.ts'
import { createRetryPolicy, createSender } from './sender.ts'
import { createLimiter, createWaits } from './throttle.ts'

type GraphClientOptions = {
  http: Http
  tokens: TokenSource
  clock: Clock
  random: Random
  log: Log
  /** Origin without the version, for instance `https://graph.microsoft.com`. */
  graphUrl: string
  /** Requests on their way at the same time, over all callers. */
  concurrency: number
  limits?: RetryLimits
}

/**
 * Microsoft Graph v1.0, one for all work on a tenant. Tokens, waits and retries are its business: what it
 * throws was tried as often as makes sense. Errors: `consentMissing`, `licenseMissing`, `forbidden`,
 * `notFound`, `badRequest`, `signInRefused`, `throttled` (with `retryAt` when the wait is too long),
 * `serviceUnavailable`, `invalidAnswer`, `foreignLink`, `linkExpired` (with `detail.kind` for page and delta
 * tokens), and what the connection and sign-in throw.
 */
export type GraphClient = {
  /** A JSON answer's bytes, whole and in memory of their own; not parsed. */
  page(url: string | URL, call: GraphCall): Promise<Uint8Array>
  /** A plain-text answer, for `$count`, which refuses to be asked for JSON (aad-advanced-queries page). */
  text(url: string | URL, call: GraphCall): Promise<string>
  /**
   * A usage report as it arrives: from the signed download that Graph redirects to, or from Graph itself.
   * While it is read it can throw `offline`, `timedOut` and `invalidAnswer` with `detail.phase` `body`; then
   * ask again from the start.
   */
  report(url: string | URL, call: GraphCall): Promise<ReportDownload>
  /** A path below `/v1.0` or another version, with its query, as an address. */
  url(path: string, version?: 'v1.0' | 'beta'): URL
  /** A next or delta link as an address. Throws `foreignLink` unless it stays on Microsoft Graph. */
  resolveLink(link: string): URL
}

export function createGraphClient(options: GraphClientOptions): GraphClient {
  const { http, clock, random, tokens, log } = options
  const limits = options.limits ?? defaultRetryLimits
  const graphOrigin = new URL(options.graphUrl).origin
  const limiter = createLimiter({ concurrency: options.concurrency, clock })
  const waitBudgetFor = createWaits(clock, random, limits)
  const retryPolicy = createRetryPolicy({ clock, random, log, limiter, limits })
  const send = createSender({ http, clock, tokens, limiter, retryPolicy, waitBudgetFor, graphOrigin })

  const report = async (url: string | URL, call: GraphCall): Promise<ReportDownload> => {
    const waitBudget = waitBudgetFor(call)
    for (let attempts = 1; ; attempts += 1) {
      const found = await send(reportQuestion(resolveGraphLink(url, graphOrigin), call))
      if (typeof found !== 'string') return found
      if (URL.parse(found)?.origin === graphOrigin) {
        await retryPolicy(call, { kind: 'broken', error: redirectLoop(graphOrigin) }, attempts, waitBudget)
        continue
      }
      const outcome = await openDownload(http, resolveDownloadLink(found, graphOrigin), call, graphOrigin)
      if (outcome.kind === 'answer') return outcome.value
      await retryPolicy(call, outcome, attempts, waitBudget)
    }
  }

  return {
    page: async (url, call) => send(pageQuestion(resolveGraphLink(url, graphOrigin), call)),
    text: async (url, call) => send(textQuestion(resolveGraphLink(url, graphOrigin), call)),
    report,
    url: (path, version = 'v1.0') => new URL(`${graphOrigin}/${version}${path}`),
    resolveLink: link => resolveGraphLink(link, graphOrigin),
  }
}

/**
 * 203 is what a proxy makes of 200. Any other good status brings no answer, or a part of it that nobody asked
 * for.
 */
const isGood = (status: number) => status === 200 || status === 203

function pageQuestion(url: URL, call: GraphCall): Question<Uint8Array> {
  return {
    url,
    call,
    accept: 'application/json',
    takes: isGood,
    read: async response => {
      const bytes = await readCounted(response, call)
      // A web page, which never begins like a JSON object, comes with status 200, too.
      if (bytes[startOfJson(bytes)] !== braceOpen) throw notAnObject(bytes)
      refuseFault(bytes, response.headers, call)
      return bytes
    },
  }
}

function textQuestion(url: URL, call: GraphCall): Question<string> {
  return {
    url,
    call,
    accept: 'text/plain',
    takes: isGood,
    read: async response => new TextDecoder().decode(await readCounted(response, call)),
  }
}

/** The report itself, or the address to download it from. */
function reportQuestion(url: URL, call: GraphCall): Question<ReportDownload | string> {
  return {
    url,
    call,
    accept: '*/*',
    takes: status => isGood(status) || isRedirect(status),
    read: async response => {
      if (isGood(response.status)) return asDownload(response, call)
      await response.discard()
      return response.headers['location'] ?? ''
    },
  }
}

async function readCounted(response: HttpResponse, { meter }: GraphCall): Promise<Uint8Array> {
  try {
    return await readWhole(response)
  } finally {
    meter.bytes += response.wireBytes()
  }
}

/** Only what is marked up like a page is called one: its fix sends a person to the network. */
function notAnObject(bytes: Uint8Array): AppError {
  if (bytes[startOfJson(bytes)] === angleOpen) return webPage()
  const what =
    bytes.byteLength === 0 ? 'sent an empty answer' : 'sent something other than what was asked for'
  return new AppError('invalidAnswer', `Microsoft Graph ${what}.`, {
    fix: 'Try again later.',
    step: 'service',
  })
}
