import { createEngine } from '../../../../electron/engine/index.ts'
import { fileKeychain } from '../../../support/setup/file-keychain.ts'

/**
 * Rotates the credential of a connector, as a program of its own that can be killed. Arguments: data
 * directory, file of the keychain, name of the connector. Prints the address of the sign-in page, and says
 * yes to the plan.
 */
const [home = '', keychain = '', connector = ''] = process.argv.slice(2)
const engine = await createEngine(
  { home, env: process.env, version: '0.0.0' },
  { openKeychain: fileKeychain(keychain) },
)
const go = (id: string) => engine.call('registration.answer', { id, answer: { kind: 'go' } })
engine.on('registration.changed', ({ id, stage }) => {
  // The plan waits for its answer only after everybody has seen it.
  if (stage === 'plan') setImmediate(() => void go(id))
})
const work = { kind: 'rotate', connector, credential: 'secret', days: 90 } as const
const begun = await engine.call('registration.begin', { work })
process.stdout.write(begun.ok ? `${begun.value.signIn?.address ?? ''}\n` : `${begun.error.message}\n`)
