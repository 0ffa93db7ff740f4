import { AppError } from '../../errors.ts'
import type { WriteResult } from '../../graph/write.ts'
import type { StepKind } from './plan.ts'

const whoMay: Readonly<Record<StepKind, string>> = {
  application:
    'Sign in as Global Administrator, Application Administrator, Cloud Application Administrator or Application Developer, or hand this over to one of them.',
  repair: 'Sign in as an owner of the app, or as Global, Application or Cloud Application Administrator.',
  principal: 'Sign in as an owner of the app, or as Global, Application or Cloud Application Administrator.',
  enable: 'Sign in as Global, Application or Cloud Application Administrator.',
  secret: 'Sign in as an owner of the app, or as Global, Application or Cloud Application Administrator.',
  certificate:
    'Sign in as an owner of the app, or as Global, Application or Cloud Application Administrator.',
  names: 'Sign in as Global Administrator, or hand this over to one.',
}

/** Why a call that a person made did not go well, in words for that person. */
export function refusalOfStep(kind: StepKind, result: Exclude<WriteResult, { kind: 'answer' }>): AppError {
  const { error } = result
  const isDenied = result.kind === 'refused' && result.status === 403 && error.code === 'consentMissing'
  if (!isDenied) return error
  return new AppError('forbidden', 'Microsoft does not let this account do that.', {
    fix: whoMay[kind],
    step: kind === 'names' ? 'reportSettings' : 'register',
    detail: error.detail,
    cause: error,
  })
}
