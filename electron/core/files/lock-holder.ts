import { z } from 'zod'

/** Who holds a lock, as written into the lock file. */
export const LockHolder = z.object({
  pid: z.int().positive(),
  host: z.string(),
  /**
   * `process.platform`; null in files of versions before it was written. A Linux beside a Windows can share
   * its name and its files.
   */
  platform: z.string().nullable().default(null),
  /** See `ownNamespace`; null where the platform has none, and in files of versions before it was written. */
  namespace: z.string().nullable().default(null),
  /** See `ProcessFacts`; null where the platform does not report it. */
  identity: z.string().nullable(),
  nonce: z.string(),
  /** ISO 8601 UTC. */
  since: z.string(),
})
export type LockHolder = z.infer<typeof LockHolder>

/** Where a process has its number. Only in one and the same place does a number prove anything. */
export type ProcessPlace = Pick<LockHolder, 'host' | 'platform' | 'namespace'>

/** What was found out about the holder of a lock file. */
export type HolderFacts = {
  /** Null when the file is not readable as a holder. */
  holder: LockHolder | null
  ownPlace: ProcessPlace
  alive: boolean
  /** Identity of the process that has the holder's number now. */
  identityNow: string | null
  /** Milliseconds since the holder last touched the file. */
  silentMs: number
}

export type HolderResult = 'held' | 'stale' | 'watch'

/** Holders touch their file this often. */
export const heartbeatMs = 5000
const quietMs = 4 * heartbeatMs

/**
 * Whether a lock is held, left behind by a killed process, or needs watching for a heartbeat: that is where
 * the process number alone proves nothing (another computer or container on a shared folder, or a platform
 * that does not report when a process started).
 */
export function checkHolder(facts: HolderFacts): HolderResult {
  const { holder, ownPlace, alive, identityNow, silentMs } = facts
  if (holder === null) return silentMs < quietMs ? 'held' : 'stale'
  if (isSamePlace(holder, ownPlace)) {
    if (!alive) return 'stale'
    if (holder.identity !== null && identityNow !== null) {
      return holder.identity === identityNow ? 'held' : 'stale'
    }
  }
  return silentMs < quietMs ? 'held' : 'watch'
}

function isSamePlace(one: ProcessPlace, other: ProcessPlace): boolean {
  return one.host === other.host && one.platform === other.platform && one.namespace === other.namespace
}
