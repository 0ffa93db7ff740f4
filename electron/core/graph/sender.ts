import { AppError, cancelled } from '../errors.ts'
import type { AccessToken, Clock, Http, TokenSource } from '../ports.ts'
import type { GraphCall } from './call.ts'
import { ask, type Failed, type Question } from './exchange.ts'
import type { Limiter } from './limiter.ts'
import { resolveGraphLink } from './links.ts'
import type { Patience } from './patience.ts'
import type { Waiter } from './waits.ts'

type Ports = {
  http: Http
  clock: Clock
  tokens: TokenSource
  limiter: Limiter
  patience: Patience
  waiterFor: (call: GraphCall) => Waiter
  graphOrigin: string
}

/** Asks until there is an answer or asking again is pointless. */
export type Send = <T>(question: Question<T>) => Promise<T>

export function createSender(ports: Ports): Send {
  const { limiter } = ports
  return async <T>(question: Question<T>): Promise<T> => {
    const { call } = question
    // The token goes along with every request, so that no oversight elsewhere may send one away from Microsoft Graph.
    resolveGraphLink(question.url, ports.graphOrigin)
    const waiter = ports.waiterFor(call)
    const renewal = createRenewal(ports.tokens)
    for (let attempts = 1; ; attempts += 1) {
      if (call.signal.aborted) throw cancelled()
      if (call.endsBy !== undefined && ports.clock.now() > call.endsBy) throw overdue()
      const outcome = await limiter.run(call.scope, waiter, call.signal, async () => {
        const token = await renewal.token(call.signal)
        return ask(ports.http, token, question)
      })
      if (outcome.kind === 'answer') {
        limiter.heed(call.scope, Number(outcome.headers['x-ms-throttle-limit-percentage']))
        return outcome.value
      }
      if (!renewal.helps(outcome)) await ports.patience(call.scope, outcome, attempts, waiter)
    }
  }
}

/** The time for all of a dataset's requests together is over. */
function overdue(): AppError {
  return new AppError('timedOut', 'Reading this from Microsoft Graph took too long in all.', {
    fix: 'Sync again: it resumes from here. If it happens again, look for a quicker connection or sync at another time.',
    step: 'network',
    detail: { kind: 'overdue' },
  })
}

/** One new token per request and no more: a token that is refused right after it was made will be refused again. */
function createRenewal(tokens: TokenSource) {
  let used: AccessToken | null = null
  let refused: AccessToken | null = null
  return {
    async token(signal: AbortSignal): Promise<AccessToken> {
      const current = await tokens.token({ fresh: false }, signal)
      // Another request may have renewed it meanwhile; then there is no need to ask once more.
      const stale = refused !== null && current.text === refused.text
      used = stale ? await tokens.token({ fresh: true }, signal) : current
      return used
    },
    /** Whether the token was refused and a new one may help, which is then asked for. */
    helps(failed: Failed): boolean {
      if (failed.kind !== 'refused' || failed.status !== 401) return false
      if (refused !== null || used === null) return false
      refused = used
      return true
    },
  }
}
