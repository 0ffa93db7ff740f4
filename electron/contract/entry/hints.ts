import type { ErrorCode } from '../errors.ts'

/** The fields of the form that a hint can stand beside. */
export type ConnectorField = 'name' | 'tenantId' | 'clientId' | 'secret' | 'certificate' | 'secretExpiresOn'

/**
 * A remark about one entered value. An `error` cannot be saved, a `warning` can, an `info` says what was
 * tidied up.
 */
export type Hint = {
  field: ConnectorField
  severity: 'error' | 'warning' | 'info'
  /** The code to refuse with; null for warnings and infos. */
  code: ErrorCode | null
  text: string
  fix: string
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
