import type { ErrorCode, WireError } from '../contract/errors.ts'
import type { Reply } from '../contract/rpc/wire.ts'

/**
 * A failure with everything that a person and a script need to know; ends the command with the status of its
 * code.
 */
export class CommandFailure extends Error {
  readonly wire: WireError

  constructor(wire: WireError) {
    super(wire.message)
    this.name = 'CommandFailure'
    this.wire = wire
  }
}

/** A failure found by the command line itself, before or beside the engine. */
export function failure(code: ErrorCode, message: string, fix: string, cause?: unknown): CommandFailure {
  const detail: Record<string, string> = {}
  if (cause instanceof Error && 'code' in cause) detail['cause'] = String(cause.code)
  return new CommandFailure({ code, message, fix, step: null, detail })
}

/** The value of a reply; throws {@link CommandFailure} for a refusal. */
export function unwrap<T>(reply: Reply<T>): T {
  if (!reply.ok) throw new CommandFailure(reply.error)
  return reply.value
}

/**
 * What to report about anything that was thrown. The text of an unknown error is left out: it could hold
 * anything.
 */
export function wireOf(error: unknown): WireError {
  if (error instanceof CommandFailure) return error.wire
  if (error instanceof Error && error.name === 'AbortError') {
    return {
      code: 'cancelled',
      message: 'The command was interrupted.',
      fix: 'Run it again; a sync resumes where it stopped.',
      step: null,
      detail: {},
    }
  }
  return {
    code: 'unexpected',
    message: 'An unexpected error occurred in the program.',
    fix: 'Try again. If it happens again, set M365_CONNECTOR_LOG=debug and send the log file of today.',
    step: null,
    detail: { kind: error instanceof Error ? error.name : typeof error },
  }
}
