import { AppError } from '../errors.ts'
import type { HttpResponse } from '../ports.ts'
import type { GraphCall } from './call.ts'
import { graphFailure } from './graph-failure.ts'
import { longestFaultBytes, readGraphFault } from './graph-fault.ts'

/** The error object stands at the beginning, at most behind the context that every answer has. */
const beginsWithError =
  /^\uFEFF?\s*\{\s*(?:"@odata\.context"\s*:\s*"[^"]*"\s*,\s*)?"(?:odata\.)?error"\s*:\s*\{/i
const headBytes = 1_024

/**
 * Refuses an error object that came with a good status, as gateways send it at times. Taken for data it would
 * be a list without rows.
 *
 * @throws AppError `consentMissing` or `licenseMissing` when its code says so, otherwise `invalidAnswer`,
 * which is asked for again.
 */
export function refuseFault(bytes: Uint8Array, headers: HttpResponse['headers'], call: GraphCall): void {
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, longestFaultBytes))
  if (!beginsWithError.test(text.toString('utf8', 0, headBytes))) return
  const fault = readGraphFault(403, headers, text.toString('utf8'))
  const failure = graphFailure(fault, { permission: call.permission, clientRequestId: '' })
  const { status: _, clientRequestId: __, ...codes } = failure.detail
  if (failure.code === 'consentMissing' || failure.code === 'licenseMissing') {
    throw new AppError(failure.code, failure.message, { fix: failure.fix, step: failure.step, detail: codes })
  }
  throw new AppError('invalidAnswer', 'Microsoft Graph answered with an error in the place of data.', {
    fix: 'Wait some minutes and try again. If it stays, report the codes below to Microsoft support.',
    step: 'service',
    detail: codes,
  })
}
