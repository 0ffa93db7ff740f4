import { writeFile } from 'node:fs/promises'
import type { Handlers } from '../../contract/rpc/wire.ts'
import { readOneApp } from '../../core/insight/apps/one-app.ts'
import { readAppsUse } from '../../core/insight/apps/read.ts'
import { readDailyUse } from '../../core/insight/daily.ts'
import { readOverview } from '../../core/insight/overview/read.ts'
import { summaryPage } from '../../core/insight/summary/page.ts'
import { savingsSummary } from '../../core/savings/answers/summary.ts'
import type { DataFolder } from '../../platform/files/data-folder.ts'
import { reserveExport, safeFileName } from '../../platform/files/exports.ts'
import { readCredentialEnd } from '../credentials.ts'
import type { Services } from '../services.ts'
import { openData } from './open-data.ts'

export function insightHandlers(
  services: Services,
  folder: DataFolder,
): Pick<
  Handlers,
  'insight.overview' | 'insight.exportOverview' | 'insight.daily' | 'insight.apps' | 'insight.app'
> {
  const open = (reference: string) => openData(services, reference)
  return {
    'insight.overview': async ({ connector: reference }) => {
      const { connector, reader } = await open(reference)
      const end = await readCredentialEnd(services, connector, reader)
      return reader.insight(context => readOverview(context, end))
    },
    'insight.exportOverview': async ({ connector: reference }) => {
      const { connector, reader } = await open(reference)
      const end = await readCredentialEnd(services, connector, reader)
      const today = new Date(services.clock.now()).toISOString().slice(0, 10)
      const page = reader.insight(context =>
        summaryPage({
          overview: readOverview(context, end),
          savings: savingsSummary(context.reader, today),
          tenant: connector.name,
          today,
          hasPseudonyms: reader.hasPseudonyms(),
        }),
      )
      await folder.ensure()
      const file = await reserveExport(
        folder.exports,
        safeFileName([connector.name, 'overview', today], 'html'),
      )
      await writeFile(file, page)
      return { file }
    },
    'insight.daily': async ({ connector: reference, days }) => {
      const { reader } = await open(reference)
      return reader.insight(context => readDailyUse(context.reader, days))
    },
    'insight.apps': async ({ connector: reference }) => {
      const { reader } = await open(reference)
      return reader.insight(readAppsUse)
    },
    'insight.app': async ({ connector: reference, app, days }) => {
      const { reader } = await open(reference)
      return reader.insight(context => readOneApp(context, app, days))
    },
  }
}
