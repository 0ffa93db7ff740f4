import { type ChildProcess, fork } from 'node:child_process'
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { KeychainAnswer, type KeychainCall, type KeychainSession, loadKeytar } from './native.ts'

/**
 * Opens the keychain: in a process of its own where Node can start one, so that a call that never returns can be ended. Electron's
 * processes cannot start Node; there the host ends the whole engine instead.
 */
export async function openKeychainSession(): Promise<KeychainSession> {
  const entry = fileURLToPath(new URL('./keytar-process.ts', import.meta.url))
  if (process.versions['electron'] === undefined && existsSync(entry)) return startSession(entry)
  return { native: await loadKeytar(), close: () => undefined }
}

function startSession(entry: string): KeychainSession {
  const child = fork(entry, [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'], execArgv: [] })
  const ask = async (call: KeychainCall): Promise<string | boolean | null> => {
    const answer = KeychainAnswer.parse(await exchange(child, call))
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
    close: () => {
      child.kill('SIGKILL')
    },
  }
}

/** Sends a call and waits for its answer, or for the end of the process. */
async function exchange(child: ChildProcess, call: KeychainCall): Promise<unknown> {
  const { promise, resolve, reject } = Promise.withResolvers<unknown>()
  const ended = () => reject(new Error('the process that talks to the keychain has ended'))
  child.once('message', resolve).once('exit', ended).once('error', reject)
  child.send(call, error => {
    if (error !== null) reject(error)
  })
  try {
    return await promise
  } finally {
    child.off('message', resolve).off('exit', ended).off('error', reject)
  }
}
