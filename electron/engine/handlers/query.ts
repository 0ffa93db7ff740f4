import { rm } from 'node:fs/promises'
import type { Connector } from '../../contract/connectors.ts'
import type { Handlers } from '../../contract/rpc/wire.ts'
import { checkStatement } from '../../core/query/check.ts'
import { queryViews } from '../../core/query/views.ts'
import { dialectOf } from '../../core/reports/csv-dialect.ts'
import type { DataFolder } from '../../platform/files/data-folder.ts'
import { reserveExport, safeFileName } from '../../platform/files/exports.ts'
import type { QueryOrder } from '../../platform/sqlite/query/protocol.ts'
import type { Services } from '../services.ts'
import { openData } from './open-data.ts'

type Methods = 'query.views' | 'query.run' | 'query.export'

/** Questions in SQL to the views of one connector. */
export function queryHandlers(services: Services, folder: DataFolder): Pick<Handlers, Methods> {
  const orderOf = async (reference: string, sql: string) => {
    checkStatement(sql)
    const { connector } = await openData(services, reference)
    const order: Omit<QueryOrder, 'stop'> = {
      databaseFile: services.databaseFile(connector.id),
      sql,
      pseudonymKey: (await services.hasPseudonyms()) ? connector.id : null,
      file: null,
    }
    return { connector, order }
  }
  return {
    'query.views': async () => [...queryViews],
    'query.run': async ({ connector, sql }, signal) => {
      const result = await services.questions.ask((await orderOf(connector, sql)).order, signal)
      if ('answer' in result) return result.answer
      throw new Error('A question without a file has an answer.')
    },
    'query.export': async ({ connector: reference, sql, format }, signal) => {
      const { connector, order } = await orderOf(reference, sql)
      const choice = (await services.settings.get()).data.csvSeparator
      const csv = choice === 'auto' ? await services.systemCsv(signal) : dialectOf(choice)
      await folder.ensure()
      const path = await reserveExport(
        folder.exports,
        fileName(connector, order, format, services.clock.now()),
      )
      try {
        const result = await services.questions.ask({ ...order, file: { path, format, csv } }, signal)
        return { file: path, rows: 'written' in result ? result.written : 0 }
      } catch (error) {
        await rm(path, { force: true }).catch(() => undefined)
        throw error
      }
    },
  }
}

function fileName(
  { name }: Connector,
  { pseudonymKey }: Pick<QueryOrder, 'pseudonymKey'>,
  format: string,
  now: number,
): string {
  const moment = new Date(now).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-')
  const mark = pseudonymKey === null ? [] : ['made-up names']
  return safeFileName([name, ...mark, 'query', moment], format)
}
