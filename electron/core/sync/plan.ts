import type { DatasetDefinition } from '../datasets/index.ts'
import { laterPeriod } from '../usage/catalogue/datasets.ts'
import type { DatasetState, StagedDataset, SyncMode } from './ports.ts'

/** Older leftovers are worth less than a fresh start: page tokens expire and the figures mix two days. */
export const leftoverLifetimeMs = 12 * 60 * 60 * 1000

const dayMs = 86_400_000
/**
 * Delta links of directory objects live seven days, and delta does not report every change of an assignment's
 * state.
 */
const fullLoadEveryMs = 7 * dayMs
/** Sign-in times can only be listed in full, so a big tenant's incremental sync renews them once a day. */
const signInEveryMs = 20 * 60 * 60 * 1000
const smallTenantPeople = 2000

export type DatasetPlan = {
  definition: DatasetDefinition
  mode: SyncMode
  state: DatasetState | null
  /** Interrupted work to resume. */
  resume: StagedDataset | null
  /** Not due yet: neither asked for nor a failure. */
  due: boolean
  /** The tenant's cloud does not offer it. */
  unavailable: boolean
  periodDays: number | null
}

export type PlanFacts = {
  definitions: readonly DatasetDefinition[]
  requested: SyncMode
  states: readonly DatasetState[]
  staged: readonly StagedDataset[]
  /** Whether the person asked for these datasets by name, in which case all of them are due. */
  named: boolean
  hasUsageReports: boolean
  now: number
}

/** Decides how each dataset is retrieved this time. */
export function planDatasets(facts: PlanFacts): DatasetPlan[] {
  const states = new Map(facts.states.map(state => [state.dataset, state]))
  const staged = new Map(facts.staged.map(leftover => [leftover.dataset, leftover]))
  return facts.definitions.map(definition => {
    const state = states.get(definition.id) ?? null
    const mode = datasetMode(definition, state, facts)
    return {
      definition,
      mode,
      state,
      resume: usableLeftover(staged.get(definition.id) ?? null, mode, facts.now),
      due: mode === 'full' || facts.named || isDue(definition, state, facts.now),
      unavailable: definition.report !== null && !facts.hasUsageReports,
      periodDays: reportPeriod(definition, mode, state, facts.now),
    }
  })
}

function datasetMode(definition: DatasetDefinition, state: DatasetState | null, facts: PlanFacts): SyncMode {
  if (facts.requested === 'full' || state?.succeededAt == null) return 'full'
  if (definition.id !== 'users') return 'incremental'
  const lastFull = state.lastFullAt === null ? 0 : Date.parse(state.lastFullAt)
  return state.deltaLink !== null && facts.now - lastFull < fullLoadEveryMs ? 'incremental' : 'full'
}

function usableLeftover(leftover: StagedDataset | null, mode: SyncMode, now: number): StagedDataset | null {
  if (leftover === null || leftover.mode !== mode) return null
  return now - Date.parse(leftover.startedAt) < leftoverLifetimeMs ? leftover : null
}

function isDue(definition: DatasetDefinition, state: DatasetState | null, now: number): boolean {
  if (definition.id !== 'sign_in_activity' || state === null || state.succeededAt === null) return true
  return state.rows <= smallTenantPeople || now - Date.parse(state.succeededAt) >= signInEveryMs
}

/**
 * Tenant counts: the 180 days that Microsoft keeps at first, later what covers the time since the newest day
 * that is stored.
 */
function reportPeriod(
  definition: DatasetDefinition,
  mode: SyncMode,
  state: DatasetState | null,
  now: number,
): number | null {
  if (definition.report === null) return null
  if (mode === 'full' || state?.refreshDate == null) return definition.report.period
  return laterPeriod(definition.report, Math.ceil((now - Date.parse(state.refreshDate)) / dayMs))
}
