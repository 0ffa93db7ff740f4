import { AppError } from '../../core/errors.ts'
import type { RateLimit } from './least-rate.ts'

/** The error for a body that came too slowly (`detail.kind` `tooSlow`), or whose time is over (`overdue`). */
export function lateBody(
  kind: 'tooSlow' | 'overdue',
  host: string,
  { minBytes, windowMs }: RateLimit,
): AppError {
  const rate = `less than ${Math.ceil(minBytes / 1024)} KB in ${Math.ceil(windowMs / 1000)} seconds`
  const slow = kind === 'tooSlow'
  return new AppError(
    'timedOut',
    slow
      ? `${host} sends its answer too slowly to wait for: ${rate}.`
      : `What was asked of ${host} took too long in all.`,
    {
      fix: 'Check the internet connection. If other web sites are quick, ask the network team whether something on the way slows this address down. The next sync resumes from here.',
      step: 'network',
      detail: { host, reason: kind, kind, phase: 'body' },
    },
  )
}
