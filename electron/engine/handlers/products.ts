import type { Handlers } from '../../contract/rpc/wire.ts'
import { setProductPrice } from '../../platform/sqlite/savings/changes.ts'
import type { Services } from '../services.ts'
import { openData } from './open-data.ts'

export function productHandlers(services: Services): Pick<Handlers, 'products.setPrice'> {
  return {
    'products.setPrice': async ({ connector: reference, product, price }) => {
      const { id } = (await openData(services, reference)).connector
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
