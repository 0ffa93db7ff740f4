import { describe, expect, test } from 'vitest'
import { windowEventNames, windowMethodNames } from '../../electron/contract/methods.ts'
import type { DesktopApi } from '../../electron/contract/rpc/desktop.ts'
import { CallFailure } from '../../renderer/bridge/bridge.ts'
import { createDesktopBridge } from '../../renderer/bridge/desktop-bridge.ts'

type Asked = { method: string; id: number; input: unknown; answer: (reply: unknown) => void }

/** The other end of the preload script, in the test's hands. */
function desktop() {
  const asked: Asked[] = []
  const cancelled: number[] = []
  const listeners = new Map<string, (payload: unknown) => void>()
  const calls = windowMethodNames.map(method => [
    method,
    (id: number, input: unknown) => new Promise(answer => asked.push({ method, id, input, answer })),
  ])
  const events = windowEventNames.map(event => [
    event,
    (listener: (payload: unknown) => void) => {
      listeners.set(event, listener)
      return () => listeners.delete(event)
    },
  ])
  const api = {
    calls: Object.fromEntries(calls),
    events: Object.fromEntries(events),
    cancel: async (id: number) => cancelled.push(id),
  } as unknown as DesktopApi
  return { bridge: createDesktopBridge(api), asked, cancelled, listeners }
}

describe('the way of a window to the desktop app', () => {
  test('numbers its calls and hands on the answers', async () => {
    const { bridge, asked } = desktop()
    const list = bridge.call('connectors.list', {})
    const info = bridge.call('app.info', {})
    expect(asked.map(({ method, id }) => [method, id])).toEqual([
      ['connectors.list', 0],
      ['app.info', 1],
    ])
    asked[1]?.answer({ ok: true, value: { version: '1' } })
    asked[0]?.answer({ ok: true, value: [] })
    expect(await list).toEqual([])
    expect(await info).toEqual({ version: '1' })
  })

  test('fails with what the engine says', async () => {
    const { bridge, asked } = desktop()
    const list = bridge.call('connectors.list', {})
    const error = { code: 'offline', message: 'No network.', fix: 'Connect.', step: null, detail: {} }
    asked[0]?.answer({ ok: false, error })
    await expect(list).rejects.toThrow(CallFailure)
    await expect(list).rejects.toMatchObject({ wire: error })
  })

  test('cancels a call that is under way, and no other', async () => {
    const { bridge, asked, cancelled } = desktop()
    const controller = new AbortController()
    const list = bridge.call('connectors.list', {}, controller.signal)
    controller.abort()
    expect(cancelled).toEqual([0])
    asked[0]?.answer({ ok: true, value: [] })
    await list
    await expect(bridge.call('connectors.list', {}, AbortSignal.abort())).rejects.toThrow()
    expect(asked).toHaveLength(1)
  })

  test('knows when the engine is gone and when it is back', () => {
    const { bridge, listeners } = desktop()
    const seen: boolean[] = []
    const stop = bridge.connection.subscribe(() => seen.push(bridge.connection.isOpen()))
    listeners.get('host.connection')?.({ open: false, failure: null })
    listeners.get('host.connection')?.({ open: true, failure: null })
    stop()
    listeners.get('host.connection')?.({ open: false, failure: null })
    expect(seen).toEqual([false, true])
  })

  test('knows why no engine is started any more, until one answers', () => {
    const { bridge, listeners } = desktop()
    expect(bridge.connection.failure()).toBeNull()
    const failure = { message: 'A library is missing.', fix: 'Install it.', end: 'exit 127', logs: '/logs' }
    listeners.get('host.connection')?.({ open: false, failure })
    expect(bridge.connection.failure()).toBe(failure)
    listeners.get('host.connection')?.({ open: true, failure: null })
    expect(bridge.connection.failure()).toBeNull()
  })

  test('tells an event to everybody who listens', () => {
    const { bridge, listeners } = desktop()
    const heard: unknown[] = []
    const stop = bridge.on('host.navigate', payload => heard.push(payload))
    listeners.get('host.navigate')?.({ hash: '#/sync' })
    stop()
    listeners.get('host.navigate')?.({ hash: '#/users' })
    expect(heard).toEqual([{ hash: '#/sync' }])
  })
})
