import { AppError } from '../errors.ts'

/** Whether a page or delta token has become too old, so that the listing has to begin anew (delta-query-overview page). */
export function isExpired(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  return error.detail.kind === 'expiredDeltaToken' || error.detail.kind === 'expiredPageToken'
}
