import { MessageChannelMain, type UtilityProcess, utilityProcess } from 'electron'
import { EngineMessage, type ToEngine } from '../../contract/rpc/engine-port.ts'

/**
 * Starts the processes in which the engine's calls to the keychain wait, and ends each when the engine is
 * done with it, whatever it waits for: a keyring that does not answer holds up such a process and nothing
 * else. What is asked and answered, secrets among it, goes from one process to the other and never through
 * this one.
 *
 * @param entry the program that talks to the keychain
 * @returns the function that ends all of them
 */
export function serveKeychains(engine: UtilityProcess, entry: string): () => void {
  const running = new Map<number, UtilityProcess>()
  const start = (id: number) => {
    const child = utilityProcess.fork(entry, [], { serviceName: 'M365 Connector Keychain', stdio: 'ignore' })
    const { port1, port2 } = new MessageChannelMain()
    running.set(id, child)
    child.on('error', () => undefined)
    child.once('exit', () => {
      if (running.delete(id)) engine.postMessage({ kind: 'keychainEnded', id } satisfies ToEngine)
    })
    child.postMessage(null, [port1])
    engine.postMessage({ kind: 'keychain', id } satisfies ToEngine, [port2])
  }
  const end = (id: number) => {
    const child = running.get(id)
    running.delete(id)
    child?.kill()
  }
  engine.on('message', raw => {
    const message = EngineMessage.safeParse(raw)
    if (!message.success) return
    if (message.data.kind === 'keychain') start(message.data.id)
    else if (message.data.kind === 'keychainDone') end(message.data.id)
  })
  return () => {
    for (const id of [...running.keys()]) end(id)
  }
}
