import type { Connector } from '../../contract/connectors.ts'
import type { Handlers } from '../../contract/rpc/wire.ts'
import type { csvSeparators } from '../../contract/settings-names.ts'
import { copyReport } from '../../core/export/copy.ts'
import { type CsvDialect, dialectOf } from '../../core/reports/csv-dialect.ts'
import { reportDescriptions } from '../../core/reports/index.ts'
import type { Beside, ReportReader } from '../../core/reports/ports.ts'
import { readCredentialEnd } from '../credentials.ts'
import type { Services } from '../services.ts'
import { openData } from './open-data.ts'

export function reportHandlers(
  services: Services,
): Pick<
  Handlers,
  | 'reports.list'
  | 'reports.page'
  | 'reports.values'
  | 'reports.totals'
  | 'reports.copy'
  | 'reports.export'
  | 'search.find'
> {
  const open = (reference: string) => openData(services, reference)
  return {
    'reports.list': async () => [...reportDescriptions()],
    'reports.page': async request => {
      const { connector, reader } = await open(request.connector)
      return reader.page(request, await besideOf(services, connector, reader, request.report))
    },
    'search.find': async ({ connector: reference, text, limit }) => {
      const { reader } = await open(reference)
      return reader.find(text, limit)
    },
    'reports.values': async request => (await open(request.connector)).reader.values(request),
    'reports.totals': async request => (await open(request.connector)).reader.totals(request),
    'reports.copy': async (request, signal) => {
      const { connector, reader } = await open(request.connector)
      const beside = await besideOf(services, connector, reader, request.report)
      const { decimal } = await csvDialect(services, null, signal)
      return copyReport({ reader, beside, request, decimal })
    },
    'reports.export': async ({ format, file, maxRows, separator, columns, id, ...request }, signal) => {
      const { connector, reader } = await open(request.connector)
      const beside = await besideOf(services, connector, reader, request.report)
      const csv = await csvDialect(services, separator, signal)
      return services.exportReport({
        reader,
        beside,
        request,
        columns,
        format,
        csv,
        file,
        maxRows,
        name: reader.hasPseudonyms() ? `${connector.name} made-up names` : connector.name,
        signal,
        onProgress:
          id === null
            ? null
            : progress => services.events.emit('reports.exportProgress', { id, ...progress }),
      })
    },
  }
}

/** The overview alone says when the credential ends, and to learn that can mean to ask the keychain. */
async function besideOf(
  services: Services,
  connector: Connector,
  reader: ReportReader,
  report: string,
): Promise<Beside> {
  if (report !== 'overview') return { credentialEnd: null }
  return { credentialEnd: await readCredentialEnd(services, connector, reader) }
}

async function csvDialect(
  { settings, systemCsv }: Services,
  wanted: (typeof csvSeparators)[number] | null,
  signal: AbortSignal,
): Promise<CsvDialect> {
  const choice = wanted ?? (await settings.get()).data.csvSeparator
  return choice === 'auto' ? systemCsv(signal) : dialectOf(choice)
}
