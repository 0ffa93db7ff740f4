import type { DatasetResult } from '../sync.ts'

/**
 * Why a dataset has no new data. `notGranted`: a person can close the gap by granting a permission.
 * `notOffered`: nobody can, because the tenant has no license for it, its cloud does not have it or Microsoft
 * has retired it; that is no fault of the sync.
 */
export type DatasetGap = 'failed' | 'notGranted' | 'notOffered'

/** The gap that a dataset of a finished run leaves; null where it has its data or was not due. */
export function gapOf({ status, error }: Pick<DatasetResult, 'status' | 'error'>): DatasetGap | null {
  if (status === 'failed') return 'failed'
  if (status !== 'skipped' || error === null) return null
  return error.code === 'consentMissing' ? 'notGranted' : 'notOffered'
}
