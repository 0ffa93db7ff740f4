import type { ConnectorField, Hint } from '../../contract/entry/hints.ts'
import type { ChecklistStep } from '../../contract/setup/checks.ts'
import { AppError } from '../errors.ts'

const stepOfField: Readonly<Record<ConnectorField, ChecklistStep | null>> = {
  name: null,
  tenantId: 'tenant',
  clientId: 'clientId',
  secret: 'secret',
  certificate: 'certificate',
  secretExpiresOn: 'secret',
}

/** The first hint that forbids saving, as the error to refuse with; null when there is none. */
export function firstProblem(hints: readonly Hint[]): AppError | null {
  for (const { field, severity, code, text, fix } of hints) {
    if (severity === 'error')
      return new AppError(code ?? 'badRequest', text, { fix, step: stepOfField[field] })
  }
  return null
}
