import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { WireError } from '../../../electron/contract/errors.ts'
import { methodNames } from '../../../electron/contract/methods.ts'
import { connect } from '../../../electron/contract/rpc/connect.ts'
import { createDispatch, serve } from '../../../electron/contract/rpc/serve.ts'
import type {
  AnswerMessage,
  CallMessage,
  Handlers,
  Port,
  Reply,
} from '../../../electron/contract/rpc/wire.ts'
import { schemas } from '../../../electron/contract/schemas.ts'

const failure: WireError = { code: 'offline', message: 'No.', fix: 'Connect.', step: null, detail: {} }

describe('the answering end', () => {
  function dispatch(handle: () => Promise<unknown> = async () => null) {
    const reached: string[] = []
    const lines: string[] = []
    const handlerOf = (name: string) => async () => {
      reached.push(name)
      return handle()
    }
    // A record made of the list of its keys has exactly these.
    const handlers = Object.fromEntries(
      methodNames.map(name => [name, handlerOf(name)]),
    ) as unknown as Handlers
    const answer = createDispatch(schemas, handlers, {
      toWire: () => failure,
      onFailure: method => lines.push(`failed ${method}`),
      onBadInput: method => lines.push(`input ${method}`),
    })
    const call = (method: string, input: unknown) => answer(method, input, AbortSignal.abort())
    return { call, reached, lines }
  }

  test.each([
    ['an input that does not fit', 'reports.page', { limit: 1e9 }],
    ['an unknown key', 'connectors.list', { sql: 'select 1' }],
  ])('refuses %s with a reply and a line without the input', async (_what, method, input) => {
    const { call, reached, lines } = dispatch()
    expect(await call(method, input)).toMatchObject({ ok: false, error: { code: 'badRequest' } })
    expect(reached).toEqual([])
    expect(lines).toEqual([`input ${method}`])
  })

  test.each(['', 'toString', '__proto__', 'constructor', 'reports'])('has no method %j', async name => {
    const { call, reached } = dispatch()
    expect(await call(name, {})).toMatchObject({ ok: false, error: { code: 'badRequest' } })
    expect(reached).toEqual([])
  })

  test('answers a handler that throws with its code, and says which it was', async () => {
    const { call, lines } = dispatch(() => Promise.reject(new Error('secret')))
    expect(await call('connectors.list', {})).toEqual({ ok: false, error: failure })
    expect(lines).toEqual(['failed connectors.list'])
  })

  test.each(methodNames)('lets only what fits reach the handler of %s', async method => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), async input => {
        const { call, reached } = dispatch()
        const fits = schemas[method].input.safeParse(input).success
        expect((await call(method, input)).ok).toBe(fits)
        expect(reached).toEqual(fits ? [method] : [])
      }),
      { numRuns: 30 },
    )
  })
})

/** Two ports whose messages reach the other one at once. */
function pair(): { asking: Port<CallMessage>; answering: Port<AnswerMessage>; posted: CallMessage[] } {
  const posted: CallMessage[] = []
  const ears: { asking: (message: unknown) => void; answering: (message: unknown) => void } = {
    asking: () => undefined,
    answering: () => undefined,
  }
  return {
    posted,
    asking: {
      post: message => {
        posted.push(message)
        ears.answering(message)
      },
      onMessage: listener => {
        ears.asking = listener
      },
    },
    answering: {
      post: message => ears.asking(message),
      onMessage: listener => {
        ears.answering = listener
      },
    },
  }
}

describe('the two ends of a port', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  function ends(answer: (method: string, signal: AbortSignal) => Promise<Reply<unknown>>, maxCalls = 9) {
    const ports = pair()
    const refused: string[] = []
    const server = serve(ports.answering, {
      answer: (method, _input, signal) => answer(method, signal),
      maxConcurrentCalls: maxCalls,
      maxInputLength: 100,
      onRefused: reason => refused.push(reason),
    })
    return { ...ports, client: connect<{ changed: number }>(ports.asking), server, refused }
  }
  const never = () => new Promise<never>(() => undefined)

  test('pair each call with its reply, whichever comes first', async () => {
    const answers = new Map<string, (reply: Reply<unknown>) => void>()
    const { client } = ends(method => new Promise(resolve => answers.set(method, resolve)))
    const [first, second] = [client.call('first', {}), client.call('second', {})]
    answers.get('second')?.({ ok: true, value: 2 })
    answers.get('first')?.({ ok: false, error: failure })
    expect(await second).toEqual({ ok: true, value: 2 })
    expect(await first).toEqual({ ok: false, error: failure })
  })

  test('answer a fault that nobody foresaw without its text', async () => {
    const { client } = ends(() => Promise.reject(new TypeError('secret')))
    const reply = await client.call('first', {})
    expect(reply).toMatchObject({ ok: false, error: { code: 'unexpected', detail: { kind: 'TypeError' } } })
    expect(JSON.stringify(reply)).not.toContain('secret')
  })

  test('stop a call that is cancelled, and how it ended is still heard', async () => {
    const { client } = ends(
      (_method, signal) =>
        new Promise(resolve =>
          signal.addEventListener('abort', () => resolve({ ok: true, value: 'stopped' })),
        ),
    )
    const controller = new AbortController()
    const reply = client.call('first', {}, { signal: controller.signal })
    controller.abort()
    expect(await reply).toEqual({ ok: true, value: 'stopped' })
  })

  test('do not begin a call that was cancelled before', async () => {
    const { client, posted } = ends(never)
    const reply = await client.call('first', {}, { signal: AbortSignal.abort() })
    expect(reply).toMatchObject({ ok: false, error: { code: 'cancelled' } })
    expect(posted).toEqual([])
  })

  test('give up on a call after its limit, and the other end is told', async () => {
    const { client, posted } = ends(never)
    const reply = client.call('first', {}, { limitMs: 1000 })
    await vi.advanceTimersByTimeAsync(11_000)
    expect(await reply).toMatchObject({ ok: false, error: { code: 'timedOut' } })
    expect(posted).toEqual([
      { kind: 'call', id: 0, method: 'first', input: {} },
      { kind: 'cancel', id: 0 },
    ])
  })

  test('refuse what is too large, too much at once, or no call', async () => {
    const { client, server, refused } = ends(never, 2)
    expect(await client.call('first', 'x'.repeat(100))).toMatchObject({ error: { code: 'badRequest' } })
    void client.call('first', {})
    void client.call('first', {})
    expect(await client.call('first', {})).toMatchObject({ error: { code: 'badRequest' } })
    expect(await server.receive('call')).toMatchObject({ id: null, reply: { ok: false } })
    expect(refused).toEqual(['size', 'tooMany', 'envelope'])
  })

  test('hand out events, and end every call when the other end is gone', async () => {
    const { client, answering } = ends(never)
    const heard: number[] = []
    const stop = client.on('changed', value => heard.push(value))
    answering.post({ kind: 'event', event: 'changed', payload: 1 })
    stop()
    answering.post({ kind: 'event', event: 'changed', payload: 2 })
    expect(heard).toEqual([1])
    const reply = client.call('first', {})
    client.failAll(failure)
    expect(await reply).toEqual({ ok: false, error: failure })
  })
})
