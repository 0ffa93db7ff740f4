import type { Dispatcher } from 'undici'
import { type AppError, cancelled } from '../../core/errors.ts'
import { BodyQueue } from '../../core/network/body-queue.ts'
import { connectionFailure, type Phase } from '../../core/network/failures.ts'
import { LeastRate, lateBody, type RateLimit } from '../../core/network/rate-limit.ts'
import type { HttpRequest, HttpResponse } from '../../core/ports.ts'
import { decompress, readCodings } from './decompress.ts'

type Controller = Dispatcher.DispatchController
type RawHeaders = Record<string, string | string[] | undefined>

/** One request's way through undici, from its dispatch to the end of its body. */
export class Exchange implements Dispatcher.DispatchHandler {
  readonly response: Promise<HttpResponse>
  readonly #request: HttpRequest
  readonly #proxy: URL | null
  readonly #body: BodyQueue
  readonly #answer: PromiseWithResolvers<HttpResponse>
  readonly #onAbort = () => this.#stop()
  #controller: Controller | null = null
  #phase: Phase = 'connect'

  /** @param now the time in epoch milliseconds, by which the pace of the body is measured */
  constructor(request: HttpRequest, proxy: URL | null, rateLimit: RateLimit, now: () => number) {
    this.#request = request
    this.#proxy = proxy
    this.#answer = Promise.withResolvers()
    this.response = this.#answer.promise
    const flow = {
      pause: () => this.#controller?.pause(),
      resume: () => this.#controller?.resume(),
      giveUp: () => this.#giveUp(),
      tooLate: (reason: 'tooSlow' | 'overdue') =>
        this.#stop(lateBody(reason, this.#request.url.host, rateLimit)),
    }
    const pace = { rate: new LeastRate(rateLimit), endsBy: request.endsBy ?? null, now }
    this.#body = new BodyQueue(flow, pace)
    request.signal.addEventListener('abort', this.#onAbort, { once: true })
  }

  onRequestStart(controller: Controller): void {
    this.#controller = controller
    this.#phase = 'headers'
    if (this.#body.finished) controller.abort(cancelled())
  }

  onResponseStart(_controller: Controller, status: number, raw: RawHeaders): void {
    if (status < 200) return
    this.#phase = 'body'
    const headers = flatten(raw)
    const codings = readCodings(headers['content-encoding'])
    this.#answer.resolve({
      status,
      headers,
      body: codings.length === 0 ? this.#body : decompress(this.#body, codings),
      wireBytes: () => this.#body.received,
      discard: async () => this.#body.drop(lengthOf(headers)),
    })
  }

  onResponseData(_controller: Controller, chunk: Buffer): void {
    this.#body.push(chunk)
  }

  onResponseEnd(): void {
    this.#settle()
    this.#body.end()
  }

  onResponseError(_controller: Controller, error: Error): void {
    this.fail(error)
  }

  /** Ends the exchange, whether or not undici knows of it. */
  fail(error: unknown): void {
    this.#settle()
    const failure = connectionFailure(error, {
      target: this.#request.url,
      proxy: this.#proxy,
      phase: this.#phase,
      timeoutMs: this.#request.timeoutMs,
    })
    this.#answer.reject(failure)
    this.#body.fail(failure)
  }

  #stop(reason: AppError = cancelled()): void {
    this.fail(reason)
    this.#controller?.abort(reason)
  }

  #giveUp(): void {
    if (!this.#body.finished) this.#stop()
  }

  #settle(): void {
    this.#request.signal.removeEventListener('abort', this.#onAbort)
  }
}

function lengthOf(headers: Readonly<Record<string, string>>): number | null {
  const length = headers['content-length'] ?? ''
  return /^\d{1,15}$/.test(length) ? Number(length) : null
}

function flatten(raw: RawHeaders): Record<string, string> {
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(raw)) {
    if (value !== undefined) headers[name] = Array.isArray(value) ? value.join(', ') : value
  }
  return headers
}
