import type { ChecklistStep } from '../../contract/checks.ts'
import type { ErrorCode } from '../../contract/errors.ts'
import { AppError } from '../errors.ts'

/** The fields of the form that a hint can stand beside. */
export type ConnectorField = 'name' | 'tenantId' | 'clientId' | 'secret' | 'certificate' | 'secretExpiresOn'

/** What is to be said about one entered value. An `error` cannot be saved, a `warning` can, an `info` tells what was tidied up. */
export type Hint = {
  field: ConnectorField
  severity: 'error' | 'warning' | 'info'
  /** The code to refuse with; null for warnings and infos. */
  code: ErrorCode | null
  text: string
  fix: string
}

const stepOfField: Readonly<Record<ConnectorField, ChecklistStep | null>> = {
  name: null,
  tenantId: 'tenant',
  clientId: 'clientId',
  secret: 'secret',
  certificate: 'certificate',
  secretExpiresOn: 'secret',
}

export function errorHint(field: ConnectorField, code: ErrorCode, text: string, fix: string): Hint {
  return { field, severity: 'error', code, text, fix }
}

export function warning(field: ConnectorField, text: string, fix: string): Hint {
  return { field, severity: 'warning', code: null, text, fix }
}

export function info(field: ConnectorField, text: string): Hint {
  return { field, severity: 'info', code: null, text, fix: '' }
}

/** The first hint that forbids saving, as the error to refuse with; null when there is none. */
export function firstProblem(hints: readonly Hint[]): AppError | null {
  for (const { field, severity, code, text, fix } of hints) {
    if (severity === 'error')
      return new AppError(code ?? 'badRequest', text, { fix, step: stepOfField[field] })
  }
  return null
}
