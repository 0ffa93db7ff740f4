import { fork } from 'node:child_process'
import type { SecretStore } from '../../core/ports.ts'
import { createKeychain, type KeychainOptions, type KeychainSession } from '../../core/secrets/keychain.ts'
import { entryBeside } from '../machine/entry.ts'
import { KeychainAnswer, type KeychainCall } from './native.ts'

/** A process that talks to the keychain, as whoever asks it sees it. */
export type KeychainProcess = {
  ask(call: KeychainCall): void
  onAnswer(listener: (answer: unknown) => void): void
  /** Called once when it has ended, also when it could not be started. */
  onEnd(listener: () => void): void
  /** Ends it at once, whatever it waits for. */
  kill(): void
}

/**
 * A way to the keychain through a process of its own, so that a keyring which does not answer holds up that
 * process alone, which can be ended. Calls go one after the other.
 */
export function sessionOf(keychain: KeychainProcess): KeychainSession {
  let settle: ((answer: unknown) => void) | null = null
  let hasEnded = false
  keychain.onAnswer(answer => settle?.(answer))
  keychain.onEnd(() => {
    hasEnded = true
    settle?.(ended)
  })
  const ask = async (call: KeychainCall): Promise<string | boolean | null> => {
    const { promise, resolve } = Promise.withResolvers<unknown>()
    settle = resolve
    if (hasEnded) resolve(ended)
    else keychain.ask(call)
    const answer = KeychainAnswer.parse(await promise)
    if (answer.ok) return answer.found
    throw new Error(answer.reason)
  }
  return {
    native: {
      getPassword: async (service, account) => {
        const found = await ask({ verb: 'get', service, account })
        return typeof found === 'string' ? found : null
      },
      setPassword: async (service, account, password) => {
        await ask({ verb: 'set', service, account, password })
      },
      deletePassword: async (service, account) => {
        return (await ask({ verb: 'delete', service, account })) === true
      },
    },
    close: keychain.kill,
  }
}

const ended: KeychainAnswer = { ok: false, reason: 'the process that talks to the keychain has ended' }

/** Opens the keychain in a Node of its own. Electron's processes cannot start one; there the host does. */
export async function openKeychainSession(): Promise<KeychainSession> {
  const entry = entryBeside(import.meta.filename, 'keytar-process')
  const child = fork(entry, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] })
  return sessionOf({
    ask: call => void child.send(call, () => undefined),
    onAnswer: listener => void child.on('message', listener),
    onEnd: listener => void child.once('exit', listener).once('error', listener),
    kill: () => void child.kill('SIGKILL'),
  })
}

/** The keychain of this computer, of the person that this process runs as. */
export function createSystemKeychain(
  options: Partial<Pick<KeychainOptions, 'open' | 'timeoutMs'>> = {},
): SecretStore {
  return createKeychain({ open: openKeychainSession, platform: process.platform, ...options })
}
