import { checklistSteps } from '../../../contract/setup/checks.ts'
import { AppError, toWire } from '../../../core/errors.ts'
import type { WorkerError } from './protocol.ts'

/**
 * Of an unexpected error the kind and the place in the program travel, never its text, which could quote a
 * row.
 */
export function toWorkerError(error: unknown): WorkerError {
  const wire = toWire(error)
  const retryAt = error instanceof AppError ? error.retryAt : null
  if (wire.code !== 'unexpected' || !(error instanceof Error)) return { ...wire, retryAt }
  return { ...wire, retryAt, detail: { ...wire.detail, at: placeOf(error) } }
}

export function fromWorkerError({ code, message, fix, step, detail, retryAt }: WorkerError): AppError {
  const known = checklistSteps.find(name => name === step) ?? null
  return new AppError(code, message, { fix, step: known, detail, retryAt })
}

/** File and line of the innermost frame that is the program's own. */
export function placeOf(error: Error): string {
  const frames = (error.stack ?? '').split('\n').filter(line => line.trimStart().startsWith('at '))
  const own = frames.find(line => line.includes('/electron/') && !line.includes('node_modules')) ?? frames[0]
  return /([^/\\]+:\d+):\d+\)?$/.exec(own ?? '')?.[1] ?? 'unknown'
}

/** The error of every call that a worker leaves unanswered when it ends. */
export function workerStopped(reason: string, at: string): AppError {
  return new AppError('engineStopped', 'The part of the program that stores what arrives has stopped.', {
    fix: 'Sync again: it resumes where it stopped. If it happens again, send the log file of today.',
    detail: at === '' ? { reason } : { reason, at },
  })
}
