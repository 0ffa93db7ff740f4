import process from 'node:process'
import type { NativeKeychain } from '../../core/secrets/keychain.ts'
import { type KeychainAnswer, KeychainCall, loadKeytar } from './native.ts'

/** One end of a channel of Electron, as far as it is used. */
type Port = {
  on(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): void
  on(event: 'close', listener: () => void): void
  once(event: 'message', listener: (event: { data: unknown; ports: Port[] }) => void): void
  postMessage(message: KeychainAnswer): void
  start(): void
}

/**
 * The keychain's own process. A locked keyring can block a call for ever, and a program with a blocked thread
 * cannot even exit; this one can be killed. It does one call after the other and ends when whoever asks lets
 * go of it: a Node that has forked it, or the other end of the channel that Electron's host hands in.
 */
function main(): void {
  // Electron adds this to the process object of a utility process; Node's own types do not know it.
  const { parentPort } = process as unknown as { parentPort?: Port }
  const end = () => process.kill(process.pid, 'SIGKILL')
  if (parentPort === undefined) {
    process.on('message', message => void answer(message).then(reply => process.send?.(reply)))
    process.on('disconnect', end)
    return
  }
  parentPort.once('message', ({ ports: [port] }) => {
    if (port === undefined) {
      end()
      return
    }
    port.on('message', ({ data }) => void answer(data).then(reply => port.postMessage(reply)))
    port.on('close', end)
    port.start()
  })
}

async function answer(message: unknown): Promise<KeychainAnswer> {
  try {
    return { ok: true, found: await perform(await loadKeytar(), KeychainCall.parse(message)) }
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : 'unknown' }
  }
}

async function perform(keytar: NativeKeychain, call: KeychainCall): Promise<string | boolean | null> {
  if (call.verb === 'get') return await keytar.getPassword(call.service, call.account)
  if (call.verb === 'delete') return await keytar.deletePassword(call.service, call.account)
  await keytar.setPassword(call.service, call.account, call.password)
  return null
}

main()
