import type { FromEngine } from '../../contract/rpc/engine-port.ts'
import type { KeychainSession } from '../../core/secrets/keychain.ts'
import { sessionOf } from '../../platform/keychain/session.ts'

/** One end of a channel of Electron, as far as it is used. */
export type ChannelPort = {
  on(event: 'message', listener: (event: { data: unknown }) => void): void
  postMessage(message: unknown): void
  start(): void
  close(): void
}

export type HostKeychain = {
  open(): Promise<KeychainSession>
  /** The host has started a process; the port leads to it. */
  started(id: number, port: ChannelPort): void
  ended(id: number): void
}

type Waiting = { resolve: (session: KeychainSession) => void; reject: (error: Error) => void }

/**
 * Asks the desktop's host for processes that talk to the keychain, since a utility process of Electron cannot
 * start any itself.
 */
export function createHostKeychain(post: (message: FromEngine) => void): HostKeychain {
  const waiting = new Map<number, Waiting>()
  const ends = new Map<number, () => void>()
  let lastId = 0
  const finish = (id: number) => {
    if (ends.delete(id)) post({ kind: 'keychainDone', id })
  }
  return {
    open: () =>
      new Promise((resolve, reject) => {
        lastId += 1
        waiting.set(lastId, { resolve, reject })
        post({ kind: 'keychain', id: lastId })
      }),
    started: (id, port) => {
      const asked = waiting.get(id)
      waiting.delete(id)
      ends.set(id, () => undefined)
      if (asked === undefined) return finish(id)
      const session = sessionOf({
        ask: call => port.postMessage(call),
        onAnswer: listener => port.on('message', ({ data }) => listener(data)),
        onEnd: listener => void ends.set(id, listener),
        kill: () => {
          port.close()
          finish(id)
        },
      })
      port.start()
      asked.resolve(session)
    },
    ended: id => {
      waiting.get(id)?.reject(new Error('the process that talks to the keychain could not be started'))
      waiting.delete(id)
      ends.get(id)?.()
      ends.delete(id)
    },
  }
}

/** Questions to the host that have no answer yet. */
export type ProxyQuestions = {
  /**
   * Asks for the system's ways to an origin; pends until the host has answered. Whoever asks sets the limit.
   */
  ask(origin: string): Promise<string>
  answered(id: number, list: string): void
}

/**
 * Only the desktop's host knows the system's proxy settings: they can be a script that Electron runs for each
 * host.
 */
export function createProxyQuestions(post: (message: FromEngine) => void): ProxyQuestions {
  const waiting = new Map<number, (list: string) => void>()
  let lastId = 0
  return {
    ask: origin =>
      new Promise(resolve => {
        lastId += 1
        waiting.set(lastId, resolve)
        post({ kind: 'proxy', id: lastId, origin })
      }),
    answered: (id, list) => {
      waiting.get(id)?.(list)
      waiting.delete(id)
    },
  }
}
