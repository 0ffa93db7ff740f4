import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { CallFailure } from '../../renderer/bridge/bridge.ts'
import { createSocketBridge, type Socket } from '../../renderer/bridge/socket-bridge.ts'

type OtherEnd = Socket & { sent: { kind: string; id: number; method?: string }[]; readyState: number }

/** A socket whose other end is the test. */
function createOtherEnd(): OtherEnd {
  const sent: OtherEnd['sent'] = []
  return {
    sent,
    readyState: 0,
    onopen: null,
    onclose: null,
    onmessage: null,
    send: text => sent.push(JSON.parse(String(text))),
    close: () => undefined,
  }
}

describe('the bridge to the browser host', () => {
  const sockets: OtherEnd[] = []
  const connect = () => {
    const socket = createOtherEnd()
    sockets.push(socket)
    return socket
  }
  const open = (socket: OtherEnd | undefined) => {
    if (socket === undefined) throw new Error('No socket was opened.')
    socket.readyState = 1
    socket.onopen?.()
    return socket
  }
  const say = (socket: OtherEnd, message: unknown) => socket.onmessage?.({ data: JSON.stringify(message) })

  beforeEach(() => {
    vi.useFakeTimers()
    sockets.length = 0
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  test('keeps calls until it is connected, and pairs each with its answer', async () => {
    const bridge = createSocketBridge(connect)
    const list = bridge.call('connectors.list', {})
    const info = bridge.call('demo.stop', {})
    const socket = open(sockets[0])
    expect(socket.sent.map(({ method }) => method)).toEqual(['connectors.list', 'demo.stop'])
    say(socket, { kind: 'reply', id: 1, reply: { ok: true, value: { stopped: true } } })
    say(socket, { kind: 'reply', id: 0, reply: { ok: true, value: [] } })
    await expect(list).resolves.toEqual([])
    await expect(info).resolves.toEqual({ stopped: true })
  })

  test('rejects with what the engine says of a failure', async () => {
    const bridge = createSocketBridge(connect)
    const call = bridge.call('connectors.list', {})
    const error = { code: 'readOnly', message: 'It cannot be written.', fix: 'Ask.', step: null, detail: {} }
    say(open(sockets[0]), { kind: 'reply', id: 0, reply: { ok: false, error } })
    await expect(call).rejects.toEqual(new CallFailure(error as never))
  })

  test('cancels a call that nobody waits for any more', () => {
    const bridge = createSocketBridge(connect)
    const socket = open(sockets[0])
    const controller = new AbortController()
    void bridge.call('connectors.list', {}, controller.signal)
    controller.abort()
    expect(socket.sent.at(-1)).toEqual({ kind: 'cancel', id: 0 })
  })

  test('hands events to who listens, until they do not', () => {
    const bridge = createSocketBridge(connect)
    const heard: string[] = []
    const stop = bridge.on('reports.changed', ({ connector }) => heard.push(connector))
    const socket = open(sockets[0])
    say(socket, { kind: 'event', event: 'reports.changed', payload: { connector: 'a' } })
    stop()
    say(socket, { kind: 'event', event: 'reports.changed', payload: { connector: 'b' } })
    expect(heard).toEqual(['a'])
  })

  test('fails what was under way when the connection is lost, and connects again', async () => {
    const bridge = createSocketBridge(connect)
    const states: boolean[] = []
    bridge.connection.subscribe(() => states.push(bridge.connection.isOpen()))
    const socket = open(sockets[0])
    const call = bridge.call('connectors.list', {})
    socket.onclose?.()
    await expect(call).rejects.toMatchObject({ wire: { code: 'engineStopped' } })
    vi.advanceTimersByTime(400)
    expect(sockets).toHaveLength(2)
    open(sockets[1])
    expect(states).toEqual([true, false, true])
  })
})
