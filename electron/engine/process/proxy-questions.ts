import type { FromEngine } from '../../contract/rpc/engine-port.ts'

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
