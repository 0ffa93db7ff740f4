import type { ErrorCode } from '../../../contract/errors.ts'
import type { ChecklistStep } from '../../../contract/setup/checks.ts'

/** What one AADSTS number means to the person who sets the connector up. */
export type SignInError = {
  /** The digits after `AADSTS`, as a whole: 700021 and 7000215 are different errors. */
  number: number
  code: ErrorCode
  step: ChecklistStep
  /** What happened. */
  message: string
  /** What to do about it. */
  fix: string
  /** Whether the same request can succeed later without anybody doing anything. */
  retryable: boolean
  /** Steps that can be to blame as well, likeliest first. */
  alsoCheck: readonly ChecklistStep[]
}

/** An error that stays until somebody changes something. */
export function refusal(
  number: number,
  step: ChecklistStep,
  message: string,
  fix: string,
  more: { code?: ErrorCode; alsoCheck?: readonly ChecklistStep[] } = {},
): SignInError {
  const { code = 'signInRefused', alsoCheck = [] } = more
  return { number, step, message, fix, code, alsoCheck, retryable: false }
}

/** A fault of Microsoft's service that passes by itself. */
export function passing(
  number: number,
  message: string,
  code: ErrorCode = 'serviceUnavailable',
): SignInError {
  return {
    number,
    step: 'service',
    message,
    fix: 'Wait some minutes and try again. If the problem continues, open a ticket with Microsoft and give the codes below.',
    code,
    alsoCheck: [],
    retryable: true,
  }
}

/** A request that this program should not have sent like that; nobody else can fix it. */
export function ownFault(
  number: number,
  message: string,
  alsoCheck: readonly ChecklistStep[] = [],
  hint = '',
): SignInError {
  const report =
    'This is a fault of the program: please report it with the log file of today and the codes below.'
  return {
    number,
    step: 'app',
    message,
    fix: hint === '' ? report : `${hint} Otherwise: ${report}`,
    code: 'signInRefused',
    alsoCheck,
    retryable: false,
  }
}
