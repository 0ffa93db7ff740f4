import type { Writable } from 'node:stream'
import { type CommandFailure, failure } from '../failure.ts'

/** Notices that standard output cannot be written to, which a stream reports only afterwards. */
export type OutputWatch = {
  /** Fires at the first failure: what comes after it would be for nobody. */
  signal: AbortSignal
  /** Waits until all that was written is out; the failure if there was one. */
  settle(): Promise<CommandFailure | null>
}

export function watchOutput(stdout: Writable, stderr: Writable): OutputWatch {
  const broken = new AbortController()
  let found: CommandFailure | null = null
  stdout.on('error', error => {
    found ??= outputFailure(error)
    broken.abort()
  })
  // Nobody reads messages any longer.
  stderr.on('error', () => undefined)
  return {
    signal: broken.signal,
    settle: async () => {
      await new Promise<void>(resolve => stdout.write('', () => resolve()))
      // The stream reports its failure a moment after it has called back.
      await new Promise<void>(resolve => setImmediate(resolve))
      return found
    },
  }
}

const fullCodes: readonly string[] = ['ENOSPC', 'EDQUOT', 'EFBIG']

function outputFailure(error: Error): CommandFailure {
  const isFull = 'code' in error && fullCodes.includes(String(error.code))
  return isFull
    ? failure(
        'diskFull',
        'There was no space left for the answer on standard output.',
        'Free some space, or send the answer elsewhere, and run the command again.',
        error,
      )
    : failure(
        'unexpected',
        'The answer could not be written to standard output.',
        'Send it elsewhere, and run the command again.',
        error,
      )
}
