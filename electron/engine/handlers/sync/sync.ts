import type { Handlers } from '../../../contract/rpc/wire.ts'
import { findConnector } from '../../../core/connectors/find.ts'
import type { Services } from '../../services.ts'
import type { SyncService } from '../../sync-service.ts'

export function syncHandlers(
  services: Services,
  syncs: SyncService,
): Pick<Handlers, 'sync.start' | 'sync.cancel' | 'sync.runs'> {
  const find = async (reference: string) => findConnector(await services.connectors.list(), reference)
  return {
    'sync.start': async (request, signal) => syncs.run(await find(request.connector), request, signal),
    'sync.cancel': async ({ connector }) => ({ cancelled: syncs.cancel((await find(connector)).id) }),
    'sync.runs': async ({ connector, limit }) => {
      const { id } = await find(connector)
      const reader = await services.reader(id)
      return reader?.runs(id, limit) ?? []
    },
  }
}
