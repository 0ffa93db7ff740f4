import type { Engine } from '../contract/dispatch.ts'
import { type FromEngine, type HostNote, type Probe, ToEngine } from '../contract/engine-port.ts'
import { eventNames } from '../contract/methods.ts'
import type { ChannelPort } from './host-keychain.ts'

/** The engine's end of the way to its host: a message port of Electron, or the channel of a forked Node. */
export type HostPort = {
  post(message: FromEngine): void
  onMessage(listener: (message: unknown, ports: readonly ChannelPort[]) => void): void
  /** Whether ends of channels come along with messages, as Electron's do. */
  hasChannels: boolean
}

type Listeners = {
  note: (note: HostNote) => void
  /** The host's answer to a `proxy`. */
  onProxies: (id: number, list: string) => void
  /** The host's answer to a `keychain`. */
  onKeychain: (id: number, port: ChannelPort) => void
  onKeychainEnded: (id: number) => void
  probe: () => Promise<Probe[]>
  onClosed: () => void
}

/**
 * Answers a host over its port until it says `close`, or until `close` of the answer is called; both close the engine and then tell
 * the host. A message that is none of the contract's is dropped: host and engine are of one build, so it can only be a mistake.
 */
export function serveEngine(
  engine: Engine,
  port: HostPort,
  { note, onProxies, onKeychain, onKeychainEnded, probe, onClosed }: Listeners,
): { close: () => Promise<void> } {
  const running = new Map<number, AbortController>()
  const stops = eventNames.map(event =>
    engine.on(event, payload => port.post({ kind: 'event', event, payload })),
  )
  const answer = async (message: ToEngine & { kind: 'call' }): Promise<void> => {
    const controller = new AbortController()
    running.set(message.id, controller)
    // The engine refuses an input that its schema does not take, so any value may be handed to it.
    const reply = await engine.call(message.method, message.input as never, controller.signal)
    running.delete(message.id)
    port.post({ kind: 'reply', id: message.id, reply })
  }
  const closing = { begun: null as Promise<void> | null }
  const close = () => {
    closing.begun ??= (async () => {
      for (const stop of stops) stop()
      await engine.close()
      port.post({ kind: 'closed' })
      onClosed()
    })()
    return closing.begun
  }
  type Hear = {
    [K in ToEngine['kind']]: (message: Extract<ToEngine, { kind: K }>, port?: ChannelPort) => void
  }
  const hear: Hear = {
    call: message => void answer(message),
    cancel: ({ id }) => running.get(id)?.abort(),
    note: message => note(message.note),
    proxies: ({ id, list }) => onProxies(id, list),
    keychain: ({ id }, channel) => (channel === undefined ? onKeychainEnded(id) : onKeychain(id, channel)),
    keychainEnded: ({ id }) => onKeychainEnded(id),
    probe: () => void probe().then(probes => port.post({ kind: 'probed', probes })),
    close: () => void close(),
  }
  port.onMessage((raw, [channel]) => {
    const parsed = ToEngine.safeParse(raw)
    // The table pairs each kind of message with what is done about it, which a variable cannot follow.
    if (parsed.success) hear[parsed.data.kind](parsed.data as never, channel)
  })
  port.post({ kind: 'ready' })
  return { close }
}
