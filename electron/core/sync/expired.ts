import { AppError } from '../errors.ts'
import { isSetAside } from './worse-answer.ts'

/** Whether a page or delta token has become too old, so that the listing has to begin anew (delta-query-overview page). */
export function isExpired(error: unknown): boolean {
  if (!(error instanceof AppError)) return false
  return error.detail.kind === 'expiredDeltaToken' || error.detail.kind === 'expiredPageToken'
}

/**
 * A listing that broke off for a reason that a new one may not meet: an expired page token, a circle of
 * pages, a gap, a refused filter, fewer people than there should be.
 */
export function mayListAnew(error: unknown): error is AppError {
  if (!(error instanceof AppError)) return false
  const kinds = ['incompleteRanges', 'repeatedNextLink']
  return (
    isExpired(error) ||
    isSetAside(error) ||
    error.code === 'badRequest' ||
    kinds.includes(error.detail.kind ?? '')
  )
}
