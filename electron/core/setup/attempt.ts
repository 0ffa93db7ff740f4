import { AppError, isAbort } from '../errors.ts'
import type { Attempt } from './checks/check.ts'

/**
 * Tries to get evidence. Only being cancelled is passed on; a fault of the program becomes a finding that
 * says so.
 */
export async function attempt<T>(work: () => Promise<T>, signal: AbortSignal): Promise<Attempt<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    if (signal.aborted && isAbort(error)) throw error
    return { ok: false, error: error instanceof AppError ? error : unexpected(error) }
  }
}

function unexpected(cause: unknown): AppError {
  return new AppError('unexpected', 'Something in the program failed that should not have.', {
    fix: 'Try again. If it happens again, send the log file of today.',
    step: 'app',
    detail: { reason: cause instanceof Error ? cause.name : typeof cause },
    cause,
  })
}
