import { eventNames } from '../../contract/methods.ts'
import { EngineOrder, type FromEngine, HostMessage } from '../../contract/rpc/engine-port.ts'
import { serve } from '../../contract/rpc/serve.ts'
import type { Engine, Port } from '../../contract/rpc/wire.ts'
import { toWire } from '../../core/errors.ts'
import { createEngineWithLog, whereThrown } from '../index.ts'
import { type ChannelPort, createHostKeychain, createProxyQuestions } from './host-questions.ts'

/** After an error that nobody handled the engine has this long to close its files. */
const failingLimitMs = 5_000

/** The engine's end of the port to its host: a message port of Electron, or the channel of a forked Node. */
type HostPort = Omit<Port<FromEngine>, 'onMessage'> & {
  onMessage(listener: (message: unknown, ports: readonly ChannelPort[]) => void): void
  /** Whether ends of channels come along with messages, as Electron's do. */
  hasChannels: boolean
}

/**
 * Answers the host that has started this process, which ends when the host says so, when the host is gone,
 * and with status 1 after an error that nobody handled. The next engine resumes an unfinished sync.
 */
export async function answerHost(): Promise<void> {
  const port = hostPort()
  try {
    const { home, version } = EngineOrder.parse(JSON.parse(process.argv[2] ?? ''))
    const proxies = createProxyQuestions(port.post)
    const keychain = createHostKeychain(port.post)
    const { engine, log, probe } = await createEngineWithLog(
      { home, version, env: process.env, background: true },
      { systemProxies: proxies.ask, ...(port.hasChannels ? { openKeychain: keychain.open } : {}) },
    )
    const ending = { status: 0 }
    const end = () => process.exit(ending.status)
    const close = serveEngine(engine, port, () => setImmediate(end))
    type Listeners = {
      [K in HostMessage['kind']]: (message: Extract<HostMessage, { kind: K }>, port?: ChannelPort) => void
    }
    const listeners: Listeners = {
      note: ({ note: { event, reason, method } }) => log.warn(event, { reason, method }),
      proxies: ({ id, list }) => proxies.answered(id, list),
      keychain: ({ id }, channel) =>
        channel === undefined ? keychain.ended(id) : keychain.started(id, channel),
      keychainEnded: ({ id }) => keychain.ended(id),
      probe: () => void probe().then(probes => port.post({ kind: 'probed', probes })),
      close: () => void close(),
    }
    port.onMessage((raw, [channel]) => {
      const parsed = HostMessage.safeParse(raw)
      // The table pairs each kind of message with its listener, which a variable cannot follow.
      if (parsed.success) listeners[parsed.data.kind](parsed.data as never, channel)
    })
    endInOrder({
      close,
      end,
      onFailure: error => {
        log.error('engine.failed', { method: null, code: 'unexpected', at: whereThrown(error) })
        ending.status = 1
      },
    })
    port.post({ kind: 'ready' })
  } catch (error) {
    const { message, fix } = toWire(error)
    port.post({ kind: 'failed', message, fix })
    // The message has to leave first.
    setTimeout(() => process.exit(1), 200)
  }
}

/**
 * Answers the host's calls and hands it the events. Messages that are neither these nor the contract's are
 * dropped: host and engine are of one build, so they can only be a mistake. Returns the way to close the
 * engine, and then to say so.
 */
function serveEngine(engine: Engine, port: HostPort, onClosed: () => void): () => Promise<void> {
  serve(port, {
    // The engine refuses a method or an input that its schemas do not take, so any value may be handed to it.
    answer: (method, input, signal) => engine.call(method as never, input as never, signal),
    maxConcurrentCalls: Number.POSITIVE_INFINITY,
    maxInputLength: null,
    onRefused: () => undefined,
  })
  const stops = eventNames.map(event =>
    engine.on(event, payload => port.post({ kind: 'event', event, payload })),
  )
  let closing: Promise<void> | null = null
  const close = async () => {
    for (const stop of stops) stop()
    await engine.close()
    port.post({ kind: 'closed' })
    onClosed()
  }
  return () => {
    closing ??= close()
    return closing
  }
}

type Ending = { close: () => Promise<void>; end: () => void; onFailure: (error: unknown) => void }

function endInOrder({ close, end, onFailure }: Ending): void {
  const fail = (error: unknown) => {
    onFailure(error)
    setTimeout(end, failingLimitMs)
    void close().finally(end)
  }
  // After a rejection that nobody handled Node ends and a utility process of Electron does not. Both end
  // here, logged, and the host starts the next engine.
  process.once('uncaughtException', fail)
  process.once('unhandledRejection', fail)
  process.once('disconnect', () => void close().finally(end))
  process.once('SIGTERM', () => void close())
  // Ctrl-C in a terminal reaches every process on it; the host then closes the engine in order.
  process.on('SIGINT', () => undefined)
}

type ParentPort = {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown; ports: ChannelPort[] }) => void): void
}

/** @throws Error when the process was not started by the desktop app */
function hostPort(): HostPort {
  // Electron adds this to the process object of a utility process; Node's own types do not know it.
  const { parentPort } = process as unknown as { parentPort?: ParentPort }
  if (parentPort !== undefined) {
    return {
      post: message => parentPort.postMessage(message),
      onMessage: listener => parentPort.on('message', ({ data, ports }) => listener(data, ports)),
      hasChannels: true,
    }
  }
  if (process.send === undefined) throw new Error('This file is started by the desktop app only.')
  return {
    post: message => {
      if (process.connected) process.send?.(message)
    },
    onMessage: listener => void process.on('message', message => listener(message, [])),
    hasChannels: false,
  }
}
