import { rm } from 'node:fs/promises'
import { type Cell, ReportRequest } from '../../contract/reports.ts'
import type { Handlers } from '../../contract/rpc/wire.ts'
import type { ConnectorStatus } from '../../contract/schemas.ts'
import { tenantColumns, tenantRow } from '../../core/export/tenants.ts'
import { encodeCsv, encodeJson } from '../../core/export/text-formats.ts'
import { dialectOf } from '../../core/reports/csv-dialect.ts'
import { writeWhole } from '../../platform/export/output-file.ts'
import { writeWorkbook } from '../../platform/export/workbook.ts'
import type { DataFolder } from '../../platform/files/data-folder.ts'
import { reserveExport, safeFileName } from '../../platform/files/exports.ts'
import type { Services } from '../services.ts'

/** Writes the table over all tenants to a file. It names no person. */
export function tenantHandlers(
  services: Services,
  folder: DataFolder,
  status: Handlers['connectors.status'],
): Pick<Handlers, 'connectors.export'> {
  return {
    'connectors.export': async ({ format }, signal) => {
      const statuses = await status({ connector: null }, signal)
      const rows = await Promise.all(statuses.map(one => rowOf(services, one)))
      const choice = (await services.settings.get()).data.csvSeparator
      const csv = choice === 'auto' ? await services.systemCsv(signal) : dialectOf(choice)
      await folder.ensure()
      const name = fileName(await services.hasPseudonyms(), format, services.clock.now())
      const file = await reserveExport(folder.exports, name)
      const columns = tenantColumns
      const batches = rows.length === 0 ? [] : [rows]
      try {
        await writeWhole(
          file,
          async handle => {
            if (format === 'xlsx') return writeWorkbook(handle, { title: 'Tenants', columns, batches })
            const texts = format === 'csv' ? encodeCsv(columns, batches, csv) : encodeJson(columns, batches)
            for (const text of texts) await handle.appendFile(text)
          },
          signal,
        )
      } catch (error) {
        await rm(file, { force: true }).catch(() => undefined)
        throw error
      }
      return { file, rows: rows.length }
    },
  }
}

async function rowOf(services: Services, status: ConnectorStatus): Promise<Cell[]> {
  const connector = status.connector.id
  const reader = status.lastRun === null ? null : await services.reader(connector)
  if (reader === null) return tenantRow(status, null)
  const request = ReportRequest.parse({ connector, report: 'overview' })
  return tenantRow(status, reader.page(request, { credentialEnd: null }))
}

function fileName(hasPseudonyms: boolean, format: string, now: number): string {
  const moment = new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  return safeFileName([...(hasPseudonyms ? ['made-up names'] : []), 'tenants', moment], format)
}
