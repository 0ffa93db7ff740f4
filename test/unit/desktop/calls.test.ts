import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hostSchemas } from '../../../electron/contract/host.ts'
import { hostMethodNames, windowMethodNames } from '../../../electron/contract/methods.ts'
import type { Engine } from '../../../electron/contract/rpc/wire.ts'
import { createWindowServer } from '../../../electron/main/page/ipc.ts'
import { browserHostMethods } from '../../../electron/web/host-methods.ts'

type Asked = { method: string; input: unknown; signal: AbortSignal | undefined }

/** The window's server with an engine that answers nothing until the test does. */
function window() {
  const asked: Asked[] = []
  const refused: string[] = []
  const answers: ((value: unknown) => void)[] = []
  const engine: Pick<Engine, 'call'> = {
    call: (method, input, signal) => {
      asked.push({ method, input, signal })
      return new Promise(resolve => answers.push(value => resolve({ ok: true, value } as never)))
    },
  }
  const { receive, cancelAll } = createWindowServer({
    engine,
    host: browserHostMethods('linux', { offer: () => '', take: () => null }),
    onRefused: (reason, method) => refused.push(`${reason} ${method}`),
  })
  const answer = async (raw: unknown) => (await receive(raw)).reply
  return { answer, cancelAll, asked, refused, answers }
}

const call = (id: number, method: string, input: unknown) => ({ kind: 'call', id, method, input })
const badRequest = { ok: false, error: { code: 'badRequest' } }

describe('a call of the window', () => {
  test('reaches the engine and is answered', async () => {
    const { answer, asked, answers } = window()
    const reply = answer(call(0, 'connectors.list', {}))
    answers[0]?.([])
    expect(await reply).toEqual({ ok: true, value: [] })
    expect(asked).toMatchObject([{ method: 'connectors.list', input: {} }])
  })

  test('of the host is answered by the host', async () => {
    const { answer, asked } = window()
    expect(await answer(call(0, 'host.openLink', { url: 'https://example.com' }))).toEqual({
      ok: true,
      value: { opened: false },
    })
    expect(asked).toEqual([])
  })

  const cyclic: { self?: unknown } = {}
  cyclic.self = cyclic
  test.each([
    ['without the form of one', null, 'envelope null'],
    ['with more than its form has', { ...call(0, 'connectors.list', {}), more: 1 }, 'envelope null'],
    ['of another kind', { kind: 'eval', code: '1' }, 'envelope null'],
    ['with a negative number', call(-1, 'connectors.list', {}), 'envelope null'],
    ['with a long name', call(0, 'a'.repeat(65), {}), 'envelope null'],
    ['of an unknown name', call(0, 'constructor', {}), 'method null'],
    ['that tells the state of the machine', call(0, 'background.environment', {}), 'method null'],
    ['that says where a file goes', call(0, 'reports.export', { file: '/tmp/a' }), 'method null'],
    [
      'to the host with an input that does not fit',
      call(0, 'host.openLink', { url: '' }),
      'input host.openLink',
    ],
    ['to the host with an unknown key', call(0, 'host.info', { sql: 'select 1' }), 'input host.info'],
    ['that is too large', call(0, 'connectors.list', 'x'.repeat(300_000)), 'size null'],
    ['that refers to itself', call(0, 'connectors.list', cyclic), 'size null'],
  ])('%s is refused with a reply and a line without its input', async (_what, raw, line) => {
    const { answer, asked, refused } = window()
    expect(await answer(raw)).toMatchObject(badRequest)
    expect(asked).toEqual([])
    expect(refused).toEqual([line])
  })

  test('can be cancelled', async () => {
    const { answer, asked } = window()
    void answer(call(3, 'reports.list', {}))
    expect(asked[0]?.signal?.aborted).toBe(false)
    await answer({ kind: 'cancel', id: 3 })
    expect(asked[0]?.signal?.aborted).toBe(true)
  })

  test('is cancelled when the page goes, but a sync goes on', () => {
    const { answer, cancelAll, asked } = window()
    void answer(call(0, 'reports.list', {}))
    void answer(call(1, 'sync.start', { connector: 'a' }))
    cancelAll()
    expect(asked[0]?.signal?.aborted).toBe(true)
    expect(asked[1]?.signal).toBeUndefined()
  })

  test('has to have a number of its own, and there are only so many at once', async () => {
    const { answer, refused } = window()
    for (let id = 0; id < 64; id += 1) void answer(call(id, 'reports.list', {}))
    expect(await answer(call(5, 'reports.list', {}))).toMatchObject(badRequest)
    expect(await answer(call(64, 'reports.list', {}))).toMatchObject(badRequest)
    expect(refused).toEqual(['tooMany null', 'tooMany null'])
  })

  test.each(windowMethodNames)(
    'of %s is answered whatever its input is, and its input is checked by whoever answers it',
    async method => {
      await fc.assert(
        fc.asyncProperty(fc.anything(), async input => {
          const { answer, asked, refused, answers } = window()
          const reply = answer(call(0, method, input))
          for (const settle of answers) settle(null)
          expect(await reply).toHaveProperty('ok')
          const hosted = hostMethodNames.find(name => name === method)
          if (hosted === undefined) {
            expect(asked.length + refused.length).toBe(1)
            return
          }
          const fits = hostSchemas[hosted].input.safeParse(input).success
          expect(asked).toEqual([])
          expect(refused).toEqual(fits ? [] : [`input ${hosted}`])
        }),
        { numRuns: 30 },
      )
    },
  )
})
