import { EngineOrder } from '../contract/engine-port.ts'
import { toWire } from '../core/errors.ts'
import { type ChannelPort, createHostKeychain } from './host-keychain.ts'
import { createEngineWithLog, whereThrown } from './index.ts'
import { createProxyQuestions } from './proxy-questions.ts'
import { type HostPort, serveEngine } from './serve-port.ts'

/** After an error that nobody handled the engine has this long to close its files. */
const failingLimitMs = 5_000

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
    const { close } = serveEngine(engine, port, {
      note: ({ event, reason, method }) => log.warn(event, { reason, method }),
      onProxies: proxies.answered,
      onKeychain: keychain.started,
      onKeychainEnded: keychain.ended,
      probe,
      onClosed: () => setImmediate(end),
    })
    const fail = (error: unknown) => {
      log.error('engine.failed', { method: null, code: 'unexpected', at: whereThrown(error) })
      ending.status = 1
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
  } catch (error) {
    const { message, fix } = toWire(error)
    port.post({ kind: 'failed', message, fix })
    // The message has to leave first.
    setTimeout(() => process.exit(1), 200)
  }
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
