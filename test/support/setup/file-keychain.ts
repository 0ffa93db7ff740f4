import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { KeychainSession } from '../../../electron/core/secrets/keychain.ts'

/** A keychain in a JSON file, which outlives the program that writes it, as the system's own does. */
export function fileKeychain(file: string): () => Promise<KeychainSession> {
  const read = (): Record<string, string> => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {})
  const write = (entries: Record<string, string>) => writeFileSync(file, JSON.stringify(entries))
  return async () => ({
    native: {
      getPassword: async (_service, account) => read()[account] ?? null,
      setPassword: async (_service, account, password) => write({ ...read(), [account]: password }),
      deletePassword: async (_service, account) => {
        const { [account]: found, ...rest } = read()
        write(rest)
        return found !== undefined
      },
    },
    close: () => undefined,
  })
}
