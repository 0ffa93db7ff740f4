import type { Connector } from '../../contract/connectors.ts'
import { findConnector } from '../../core/connectors/find.ts'
import { AppError } from '../../core/errors.ts'
import type { ReportReader } from '../../core/reports/ports.ts'
import type { Services } from '../services.ts'

export type OpenData = { connector: Connector; reader: ReportReader }

/**
 * The connector of a reference and the reader of its data. Opening it also brings the database of an earlier
 * version up to date, which whoever then writes to the file relies on.
 *
 * @throws AppError `notFound` for an unknown connector, and for one of which nothing was retrieved yet.
 */
export async function openData(
  { connectors, reader: readerOf }: Pick<Services, 'connectors' | 'reader'>,
  reference: string,
): Promise<OpenData> {
  const connector = findConnector(await connectors.list(), reference)
  const reader = await readerOf(connector.id)
  if (reader !== null) return { connector, reader }
  throw new AppError('notFound', `Nothing has been retrieved for "${connector.name}" yet.`, {
    fix: `Run a sync first: m365-connector sync "${connector.name}".`,
    windowFix: 'Sync now.',
  })
}
