import type { ErrorCode, WireError } from '../contract/errors.ts'
import type { ChecklistStep } from '../contract/setup/checks.ts'

type Details = {
  /** What the person can do now; one or two sentences. */
  fix: string
  /** The same where the person has a window and no command line; left out where `fix` names no command. */
  windowFix?: string
  step?: ChecklistStep | null
  /** Codes for a support case. Never a token, a secret or a person's name. */
  detail?: Record<string, string>
  cause?: unknown
  /** Epoch milliseconds before which asking again is pointless. */
  retryAt?: number | null
}

/**
 * Every expected failure of the product. Anything else that is thrown is a fault of the program and reported
 * as `unexpected`.
 */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly fix: string
  readonly windowFix: string
  readonly step: ChecklistStep | null
  readonly detail: Record<string, string>
  readonly retryAt: number | null

  constructor(code: ErrorCode, message: string, details: Details) {
    super(message, { cause: details.cause })
    this.name = 'AppError'
    this.code = code
    this.fix = details.fix
    this.windowFix = details.windowFix ?? details.fix
    this.step = details.step ?? null
    this.detail = details.detail ?? {}
    this.retryAt = details.retryAt ?? null
  }
}

/** The error as a window may show it: its next step names nothing that the packed app does not have. */
export function toWindowWire(error: unknown): WireError {
  const wire = toWire(error)
  return error instanceof AppError ? { ...wire, fix: error.windowFix } : wire
}

/**
 * The error as a host may show it. An unknown error gives away its kind only: its text could hold anything.
 */
export function toWire(error: unknown): WireError {
  if (error instanceof AppError) {
    return {
      code: error.code,
      message: error.message,
      fix: error.fix,
      step: error.step,
      detail: error.detail,
    }
  }
  if (isAbort(error)) {
    return {
      code: 'cancelled',
      message: 'The work was cancelled.',
      fix: 'Start it again when you are ready.',
      step: null,
      detail: {},
    }
  }
  const kind = error instanceof Error ? error.name : typeof error
  return {
    code: 'unexpected',
    message: 'An unexpected error occurred in the program.',
    fix: 'Try again. If it happens again, send the log file of today with the detail below.',
    step: null,
    detail: { kind },
  }
}

export function isAbort(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === 'AbortError' || (error instanceof AppError && error.code === 'cancelled'))
  )
}

/** The error to throw when a signal fires. */
export function cancelled(): AppError {
  return new AppError('cancelled', 'The work was cancelled.', {
    fix: 'Start it again when you are ready; it resumes where it stopped.',
  })
}
