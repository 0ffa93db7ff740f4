import { access } from 'node:fs/promises'
import type { Clock } from '../core/ports.ts'
import type { ReportReader } from '../core/reports/ports.ts'
import { openReportReader } from '../platform/sqlite/reports/index.ts'

/** Readers by connector, opened at their first use and kept: a read-only connection sees every publication as it happens. */
export type Readers = {
  /** Null when nothing was ever retrieved. */
  of(connectorId: string): Promise<ReportReader | null>
  release(connectorId: string): void
  close(): void
}

export function createReaders(fileOf: (connectorId: string) => string, clock: Clock): Readers {
  const open = new Map<string, ReportReader>()
  const release = (connectorId: string) => {
    open.get(connectorId)?.close()
    open.delete(connectorId)
  }
  return {
    of: async connectorId => {
      const known = open.get(connectorId)
      if (known !== undefined) return known
      const file = fileOf(connectorId)
      if (!(await exists(file))) return null
      const reader = openReportReader(file, clock)
      open.set(connectorId, reader)
      return reader
    },
    release,
    close: () => {
      for (const connectorId of [...open.keys()]) release(connectorId)
    },
  }
}

async function exists(file: string): Promise<boolean> {
  try {
    await access(file)
    return true
  } catch {
    return false
  }
}
