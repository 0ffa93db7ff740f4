import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import type {
  DraftInput,
  SetupGuide,
  SetupItem,
  SetupItemId,
  SetupStepId,
} from '../../../electron/contract/setup.ts'
import type { ChecksState } from './use-checks.ts'

/** What every step of the wizard sees of it. */
export type Wizard = {
  guide: SetupGuide
  draft: DraftInput
  /** The connector that the values were saved in; null before that. */
  saved: ConnectorStatus | null
  isDemo: boolean
  checks: ChecksState
  change: (changes: Partial<DraftInput>) => void
  goTo: (step: SetupStepId) => void
  /** Saves nothing by itself: tests what was saved under that id. */
  test: (connector: string) => void
}

export function itemOf(guide: SetupGuide, id: SetupItemId): SetupItem | null {
  return guide.items.find(item => item.id === id) ?? null
}

/** Whether the values in the form are others than the ones that were saved. */
export function hasUnsavedValues({
  draft,
  saved,
  isDemo,
}: Pick<Wizard, 'draft' | 'saved' | 'isDemo'>): boolean {
  if (saved === null || isDemo) return false
  const { tenantId, clientId, cloud } = saved.connector
  return draft.tenantId !== tenantId || draft.clientId !== clientId || draft.cloud !== cloud
}
