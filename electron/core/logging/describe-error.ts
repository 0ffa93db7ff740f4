import { AppError } from '../errors.ts'
import type { LogFields } from '../ports.ts'
import { supportDetail } from '../support-detail.ts'

const maxFrames = 4

/**
 * An error as log fields. Of an expected failure code, step and support codes are listed; of any other only
 * its kind, the system's code and where it arose, since its message could hold anything.
 */
export function describeError(error: unknown): LogFields {
  if (error instanceof AppError) {
    const { code, step, detail, cause } = error
    return {
      code,
      step,
      ...supportDetail(detail),
      ...(cause === undefined ? {} : { cause: kindOf(cause), at: framesOf(cause) }),
    }
  }
  return { code: 'unexpected', kind: kindOf(error), system: systemCodeOf(error), at: framesOf(error) }
}

function kindOf(error: unknown): string {
  return error instanceof Error ? error.name : typeof error
}

function systemCodeOf(error: unknown): string | null {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null
}

/** File and line of the innermost calls, without the message that heads a stack. */
function framesOf(error: unknown): string | null {
  if (!(error instanceof Error) || error.stack === undefined) return null
  const frames = error.stack
    .split('\n')
    .filter(line => /^\s+at /.test(line))
    .map(line => /([^/\\(]+:\d+):\d+\)?$/.exec(line)?.[1] ?? '')
    .filter(frame => frame !== '')
  return frames.slice(0, maxFrames).join(' < ')
}
