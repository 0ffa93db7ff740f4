import type { UsageReport } from '../../../core/graph/catalogue/types.ts'
import type { SyncMode } from '../../../core/sync/ports.ts'
import type { StagedSource } from '../staging/staged.ts'
import type { UsageTable } from '../usage/tables.ts'
import type { Counts } from './counts.ts'

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
