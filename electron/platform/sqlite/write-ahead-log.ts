import { statfsSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import type { Writer } from '../../core/database/ports.ts'
import { raw } from '../../core/database/sql.ts'
import { AppError } from '../../core/errors.ts'

/**
 * Looks after the log of a writer during a sync, in place of SQLite's own checkpoints, which come every few
 * pages.
 */
export type LogKeeper = {
  /**
   * Throws `diskFull` while there is still room to move the log into the database, which would otherwise be
   * held back by it.
   */
  checkRoom(): void
  /** Moves a long log into the database, as far as no reader needs it. Call it between datasets. */
  tidy(): void
  /**
   * Empties the log, and the database of pages that are free, as far as nobody keeps it from that. Never
   * throws.
   */
  finish(): void
}

/** Checkpoints every 4 MB cost three times as much. */
const maxLogBytes = 64 * 1024 * 1024
/** What a run's end, an index of the log for readers and other programs still need. */
const keptFreeBytes = 1024 * 1024

const Checkpoint = z.object({ busy: z.int(), log: z.int(), checkpointed: z.int() })
const Pages = z.object({ free: z.int(), pages: z.int() })

export function createLogKeeper(writer: Writer): LogKeeper {
  let tidyFrom = maxLogBytes
  writer.script('pragma wal_autocheckpoint = 0')
  const logBytes = () => sizeOf(`${writer.file}-wal`)

  return {
    checkRoom: () => {
      const free = freeBytes(writer.file)
      if (free !== null && free < logBytes() + keptFreeBytes) throw noRoom(writer.file, free)
    },
    tidy: () => {
      const bytes = logBytes()
      if (bytes < tidyFrom) return
      const { log, checkpointed } = checkpoint(writer, 'passive')
      // What a reader still needs stays; it is tried again when there is as much more.
      tidyFrom = log === checkpointed ? maxLogBytes : bytes + maxLogBytes
    },
    finish: () => {
      attempt(() => {
        if (isMostlyFree(writer)) writer.script('vacuum')
      })
      attempt(() => {
        // Whoever reads may go on; the next sync empties the log then.
        writer.script('pragma busy_timeout = 0')
        checkpoint(writer, 'truncate')
      })
    },
  }
}

function checkpoint(writer: Writer, how: 'passive' | 'truncate') {
  const done = writer.first(Checkpoint, raw(`pragma wal_checkpoint(${how})`))
  return done ?? { busy: 0, log: 0, checkpointed: 0 }
}

/**
 * Free pages hold what was dropped, and the next sync fills them. Where hardly anything else is there, for
 * instance after a first sync that came to nothing, giving them back costs little.
 */
function isMostlyFree(writer: Writer): boolean {
  const { free, pages } = writer.first(
    Pages,
    raw(`select (select freelist_count from pragma_freelist_count) as free,
      (select page_count from pragma_page_count) as pages`),
  ) ?? { free: 0, pages: 0 }
  return free * 3 > pages * 2
}

function attempt(work: () => void): void {
  try {
    work()
  } catch {
    // The database is as sound as before, only longer.
  }
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0
}

/** Null where the file system does not tell. */
function freeBytes(file: string): number | null {
  try {
    const { bavail, bsize, blocks } = statfsSync(dirname(file))
    return blocks === 0 ? null : bavail * bsize
  } catch {
    return null
  }
}

function noRoom(file: string, free: number): AppError {
  return new AppError('diskFull', `There is hardly any room left on the disk that holds ${file}.`, {
    fix: 'Free some space, then sync again. What was there before is unchanged.',
    detail: { freeBytes: String(free) },
  })
}
