import type { Handlers } from '../../contract/rpc/wire.ts'
import { findConnector } from '../../core/connectors/find.ts'
import { AppError } from '../../core/errors.ts'
import { setProductPrice } from '../../platform/sqlite/savings-changes.ts'
import type { Services } from '../services.ts'

export function productHandlers(services: Services): Pick<Handlers, 'products.setPrice'> {
  return {
    'products.setPrice': async ({ connector: reference, product, price }) => {
      const { id, name } = findConnector(await services.connectors.list(), reference)
      if ((await services.reader(id)) === null) throw nothingYet(name)
      const lock = await services.lock(id)
      try {
        const changed = setProductPrice(
          services.databaseFile(id),
          product,
          price,
          new Date(services.clock.now()).toISOString(),
        )
        services.events.emit('reports.changed', { connector: id })
        return changed
      } finally {
        await lock.release()
      }
    },
  }
}

function nothingYet(name: string): AppError {
  return new AppError('notFound', `Nothing has been retrieved for "${name}" yet.`, {
    fix: 'Run a sync first; then its products can be given prices.',
  })
}
