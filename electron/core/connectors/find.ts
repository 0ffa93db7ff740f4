import type { Connector } from '../../contract/connectors.ts'
import { matchConnector } from '../../contract/find-connector.ts'
import { AppError } from '../errors.ts'

/**
 * The connector that a reference means, see {@link matchConnector}.
 *
 * @throws AppError `notFound` when none or several fit, `badRequest` when there are several and no reference.
 */
export function findConnector(connectors: readonly Connector[], reference: string | null): Connector {
  const { connector, refusal } = matchConnector(connectors, reference)
  if (connector !== null) return connector
  const { code, message, fix, windowFix } = refusal
  throw new AppError(code, message, { fix, windowFix })
}
