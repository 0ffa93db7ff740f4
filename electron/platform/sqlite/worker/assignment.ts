/** Says which worker's file holds a dataset. A dataset lies wholly in one file. */
export type Assignment = {
  /** A dataset that has a place keeps it; another goes to the worker with the least to do. */
  place(dataset: string): number
  /** The worker that holds the dataset; null when it has not been begun. */
  find(dataset: string): number | null
  restore(dataset: string, worker: number): void
  /** The dataset needs no more work, although it keeps its place. */
  settle(dataset: string): void
  forget(dataset: string): void
  /** While the first worker publishes it is given nothing new, which would only wait. */
  publishing(goesOn: boolean): void
}

/**
 * People and their sign-ins are the two long chains of pages, so they never share a worker; the people's is not the one that also writes
 * the database.
 */
const pinned: Readonly<Record<string, number>> = { users: 1, sign_in_activity: 0 }
/** People keep their worker about as busy as four reports do. */
const weights: Readonly<Record<string, number>> = { users: 4 }
/** The first worker stores what both have read, which keeps it as busy as so many reports that are being read. */
const writing = 2
/** More than all datasets together. */
const publication = 1000

export function createAssignment(workers: number): Assignment {
  const places = new Map<string, number>()
  const active = new Set<string>()
  let storing = writing

  const loadOf = (worker: number): number =>
    [...active]
      .filter(dataset => places.get(dataset) === worker)
      .reduce((load, dataset) => load + (weights[dataset] ?? 1), worker === 0 ? storing : 0)
  const leastLoaded = (): number => {
    const loads = Array.from({ length: workers }, (_, worker) => loadOf(worker))
    return loads.indexOf(Math.min(...loads))
  }
  const choose = (dataset: string): number => {
    const wanted = pinned[dataset]
    return wanted === undefined ? leastLoaded() : wanted % workers
  }

  return {
    place: dataset => {
      const place = places.get(dataset) ?? choose(dataset)
      places.set(dataset, place)
      active.add(dataset)
      return place
    },
    find: dataset => places.get(dataset) ?? null,
    restore: (dataset, worker) => {
      places.set(dataset, worker)
    },
    settle: dataset => {
      active.delete(dataset)
    },
    forget: dataset => {
      places.delete(dataset)
      active.delete(dataset)
    },
    publishing: goesOn => {
      storing = goesOn ? publication : writing
    },
  }
}
