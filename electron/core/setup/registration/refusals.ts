import { AppError } from '../../errors.ts'
import type { WriteResult } from '../../graph/write.ts'
import { isAboutDates, isProofRefused } from './patience.ts'
import type { StepKind } from './plan.ts'
import { policyRefusal } from './policies.ts'

const owners = 'Sign in as an owner of the app, or as Global, Application or Cloud Application Administrator.'

const afterSignIn = 'Rotate after a sign-in instead, as an owner of the app or an application administrator.'

const whoMay: Readonly<Record<StepKind, string>> = {
  application:
    'Sign in as Global Administrator, Application Administrator, Cloud Application Administrator or Application Developer, or hand this over to one of them.',
  repair: owners,
  restore: owners,
  principal: owners,
  enable: 'Sign in as Global, Application or Cloud Application Administrator.',
  secret: owners,
  certificate: owners,
  upload: owners,
  addKey: afterSignIn,
  removeKey: afterSignIn,
  removeSecret: owners,
  removeCertificate: owners,
  switch: owners,
  switchBack: owners,
  names: 'Sign in as Global Administrator, or hand this over to one.',
}

function datesRefused(cause: AppError): AppError {
  return aboutClock(cause, {
    message: 'Microsoft does not accept the dates of the certificate.',
    fix: 'Try again in a minute, or with a shorter life. A certificate of your own has to be valid now, by Microsoft’s clock.',
  })
}

function proofRefused(cause: AppError): AppError {
  return aboutClock(cause, {
    message: 'Microsoft does not accept the proof that was made with the certificate in use.',
    fix: `Try again in a minute. ${afterSignIn}`,
  })
}

/** Where the clock of this computer was found to be off, it is the cause. */
function aboutClock(cause: AppError, { message, fix }: { message: string; fix: string }): AppError {
  const { detail } = cause
  const clock = detail['clock']
  if (clock === undefined)
    return new AppError('badRequest', message, { fix, step: 'certificate', detail, cause })
  return new AppError('badRequest', `${message} The clock of this computer is ${clock}.`, {
    fix: 'Set the date, the time and the time zone of this computer, best automatically, and try again.',
    ...{ step: 'network', detail, cause },
  })
}

/** Why a call that a person made did not go well, in words for that person. */
export function refusalOfStep(kind: StepKind, result: Exclude<WriteResult, { kind: 'answer' }>): AppError {
  const { error } = result
  const credential = kind === 'upload' || kind === 'addKey' ? 'certificate' : kind
  const isCredential = credential === 'secret' || credential === 'certificate'
  const byPolicy = isCredential && result.kind === 'refused' ? policyRefusal(credential, result) : null
  if (byPolicy !== null) return byPolicy
  if (isAboutDates(result)) return datesRefused(error)
  if (isProofRefused(result)) return proofRefused(error)
  const isDenied = result.kind === 'refused' && result.status === 403 && error.code === 'consentMissing'
  if (!isDenied) return error
  return new AppError('forbidden', 'Microsoft does not let this account do that.', {
    fix: whoMay[kind],
    step: kind === 'names' ? 'reportSettings' : 'register',
    detail: error.detail,
    cause: error,
  })
}
