import type { INetworkModule, NetworkRequestOptions, NetworkResponse } from '@azure/msal-node'
import { readJsonBody } from '../../core/identity/openid-configuration.ts'
import type { Http } from '../../core/ports.ts'

/** The sign-in host answers within seconds or not at all. */
const timeoutMs = 30_000

/** What came over the wire, before the library made its own errors of it. */
export type Seen = {
  answer: { status: number; headers: Readonly<Record<string, string>>; body: unknown } | null
  failure: unknown
}

/**
 * Sends the sign-in library's requests through the product's own HTTP, so that proxy, trust, limits and
 * cancelling are the same as for everything else. What the library adds about itself and its run is left out;
 * the sign-in host does not need it.
 */
export function createNetwork(http: Http, signal: AbortSignal): { module: INetworkModule; seen: Seen } {
  const seen: Seen = { answer: null, failure: null }
  async function send<T>(
    method: 'GET' | 'POST',
    url: string,
    options: NetworkRequestOptions | undefined,
  ): Promise<NetworkResponse<T>> {
    try {
      const response = await http({
        method,
        url: new URL(url),
        headers: {
          accept: 'application/json',
          ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded;charset=utf-8' } : {}),
        },
        ...(method === 'POST' ? { body: withoutTelemetry(options?.body ?? '') } : {}),
        timeoutMs,
        signal,
      })
      const { status, headers } = response
      const body = await readJsonBody(response)
      seen.answer = { status, headers, body }
      // The library checks the fields it reads; to this module they are opaque.
      return { status, headers: { ...headers }, body: (body ?? {}) as T }
    } catch (error) {
      seen.failure = error
      throw error
    }
  }
  const module: INetworkModule = {
    sendGetRequestAsync: (url, options) => send('GET', url, options),
    sendPostRequestAsync: (url, options) => send('POST', url, options),
  }
  return { module, seen }
}

function withoutTelemetry(form: string): string {
  const fields = new URLSearchParams(form)
  for (const name of [...fields.keys()]) {
    if (/^x-(client|ms|app)-/i.test(name)) fields.delete(name)
  }
  return fields.toString()
}
