import { randomUUID } from 'node:crypto'
import { toWire } from '../../../electron/core/errors.ts'
import { createSystemKeychain } from '../../../electron/platform/keychain/session.ts'

/** Reads an entry that does not exist and tells the outcome on stdout. */
const outcome = await createSystemKeychain({ timeoutMs: 60_000 })
  .read(randomUUID())
  .then(() => 'no entry', toWire)
process.stdout.write(`${JSON.stringify(outcome)}\n`)
