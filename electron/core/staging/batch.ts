import type { Writer } from '../database/ports.ts'

/**
 * Rows of reports on their way: what belongs together is one part of a transaction that stays open, because
 * each commit costs as much as many rows.
 */
export type Batch = {
  /**
   * Runs work of a dataset within the open transaction, all or none of it, and commits once enough is in it.
   */
  run<T>(dataset: string, bytes: number, work: () => T): T
  /** Commits what is open. Never throws: whose rows could not be kept is told to `onLost`. */
  commit(): void
}

/** Of what arrives; a commit for every 256 KB costs three times as much. */
const committedBytes = 1024 * 1024
/** Nothing stays uncommitted for longer when nothing more arrives, and nobody else waits longer to write. */
const maxOpenMs = 100

/**
 * @param onLost hears which datasets' rows are not there any more, because the whole transaction was undone
 */
export function createBatch(
  writer: Writer,
  onLost: (datasets: ReadonlySet<string>, error: unknown) => void,
): Batch {
  let datasets = new Set<string>()
  let bytes = 0
  let timer: NodeJS.Timeout | undefined

  const end = (): ReadonlySet<string> => {
    const ended = datasets
    clearTimeout(timer)
    datasets = new Set()
    bytes = 0
    return ended
  }
  const begin = (dataset: string): void => {
    if (datasets.size === 0) {
      writer.begin()
      timer = setTimeout(commit, maxOpenMs)
    }
    datasets.add(dataset)
  }
  const commit = (): void => {
    if (datasets.size === 0) return
    try {
      writer.commit()
      end()
    } catch (error) {
      writer.rollback()
      onLost(end(), error)
    }
  }

  return {
    run: (dataset, size, work) => {
      begin(dataset)
      try {
        const result = writer.part(work)
        bytes += size
        if (bytes >= committedBytes) commit()
        return result
      } catch (error) {
        // A full disk makes SQLite undo the whole transaction, and with it the rows of other datasets.
        if (!writer.isInTransaction()) onLost(end(), error)
        throw error
      }
    },
    commit,
  }
}
