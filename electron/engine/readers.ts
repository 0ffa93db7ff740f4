import { stat } from 'node:fs/promises'
import type { SyncRun } from '../contract/sync.ts'
import type { Clock } from '../core/ports.ts'
import { createPseudonyms } from '../core/privacy/pseudonyms.ts'
import type { ReportReader } from '../core/reports/ports.ts'
import { createReportReader } from '../core/reports/reader.ts'
import { openReader } from '../platform/sqlite/open.ts'
import { bringUpToDate } from '../platform/sqlite/tenant.ts'

/**
 * Readers by connector, opened at their first use and kept: a read-only connection sees every publication as
 * it happens. When another file has taken the database's place (a damaged one was set aside, or a person
 * removed it), or users are to be shown under other names, the reader is reopened.
 */
export type Readers = {
  /** Null when nothing was ever retrieved. */
  of(connectorId: string): Promise<ReportReader | null>
  /** Whether a sync has brought anything. */
  hasData(connectorId: string): Promise<boolean>
  release(connectorId: string): void
  close(): void
}

/** @param hasPseudonyms whether users are to be read under made-up names, asked whenever something is read */
export function createReaders(
  fileOf: (connectorId: string) => string,
  clock: Clock,
  hasPseudonyms: () => Promise<boolean>,
): Readers {
  const open = new Map<string, { reader: ReportReader; identity: string }>()
  const release = (connectorId: string) => {
    open.get(connectorId)?.reader.close()
    open.delete(connectorId)
  }
  const of: Readers['of'] = async connectorId => {
    const file = fileOf(connectorId)
    const pseudonyms = (await hasPseudonyms()) ? createPseudonyms(connectorId) : null
    const identity = await identityOf(file, pseudonyms !== null)
    const known = open.get(connectorId)
    if (known !== undefined && known.identity === identity) return known.reader
    release(connectorId)
    if (identity === null) return null
    bringUpToDate(file)
    const reader = createReportReader(() => openReader(file, { pseudonyms }), clock)
    open.set(connectorId, { reader, identity })
    return reader
  }
  return {
    of,
    hasData: async connectorId => (await of(connectorId))?.runs(connectorId, 100).some(hasBrought) === true,
    release,
    close: () => {
      for (const connectorId of [...open.keys()]) release(connectorId)
    },
  }
}

/** Distinguishes a file from a later one of the same name, and how it is read; null when there is none. */
async function identityOf(file: string, hasPseudonyms: boolean): Promise<string | null> {
  try {
    const { dev, ino, birthtimeMs } = await stat(file)
    return `${dev}/${ino}/${birthtimeMs}/${hasPseudonyms}`
  } catch {
    // Whatever keeps it from being looked at, there is nothing to read.
    return null
  }
}

function hasBrought({ status }: SyncRun): boolean {
  return status === 'succeeded' || status === 'partial'
}
