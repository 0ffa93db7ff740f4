import type { Service } from '../service.ts'
import { principalName } from '../tenant/identity.ts'
import { presentIndexes } from '../tenant/world.ts'
import type { Filter } from './filter.ts'

/** The people of the directory by lower-case user principal name. */
export type DirectoryOrder = {
  /** Indexes in order; four bytes a person. */
  readonly indexes: Uint32Array
  readonly version: number
}

/** Sorts the directory; kept until it changes, because ranges are asked for page by page. */
export function createDirectoryOrder(service: Service): () => DirectoryOrder {
  let order: DirectoryOrder | null = null
  return () => {
    const { world } = service
    if (order !== null && order.version === world.version) return order
    const keyed = Array.from(presentIndexes(world), index => ({ index, name: sortName(service, index) }))
    keyed.sort((one, other) => (one.name < other.name ? -1 : 1))
    order = { indexes: Uint32Array.from(keyed, entry => entry.index), version: world.version }
    return order
  }
}

function sortName(service: Service, index: number): string {
  return principalName(service.world, index, service.world.today).toLowerCase()
}

/** The places of the order that can match the filter, `start` included and `end` not. */
export function placesFor(
  service: Service,
  order: DirectoryOrder,
  filter: Filter | null,
): { start: number; end: number } {
  const { indexes } = order
  const firstPlace = (isBehind: (name: string) => boolean) => {
    let low = 0
    let high = indexes.length
    while (low < high) {
      const middle = (low + high) >>> 1
      if (isBehind(sortName(service, indexes[middle] ?? 0))) high = middle
      else low = middle + 1
    }
    return low
  }
  const { from = null, to = null, toIncluded = false } = filter ?? {}
  return {
    start: from === null ? 0 : firstPlace(name => name >= from),
    end: to === null ? indexes.length : firstPlace(name => (toIncluded ? name > to : name >= to)),
  }
}
