import type { Counts } from '../database/counts.ts'
import type { StagedSource } from '../database/staged-source.ts'
import type { SyncMode } from '../sync/ports.ts'
import type { UsageReport } from '../usage/catalogue/types.ts'
import type { UsageTable } from '../usage/storing/tables.ts'

/** One dataset on its way into the live tables. */
export type Incoming = {
  source: StagedSource
  mode: SyncMode
  /** Whether this dataset has never been published, in which case nothing about it counts as a change. */
  first: boolean
}

/** What every part of a publication needs to know. */
export type PublicationContext = {
  runId: number
  /** ISO 8601 UTC. */
  at: string
  catalogue: readonly UsageReport[]
  /** How a report differs from the published one. */
  countsOf: (dataset: string) => Counts
  /** Takes note of reports that are published for the first time. */
  first: UsageTable[]
}
