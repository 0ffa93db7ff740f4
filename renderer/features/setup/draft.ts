import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import type { DraftInput, SetupDraft } from '../../../electron/contract/setup.ts'
import { recommendedChoice, setupItemIds } from '../../../electron/contract/setup-names.ts'
import type { SetupPlace } from '../../routing/route.ts'

/** A setup that begins: of a new tenant, or of a connector with the values that it has. */
export function newDraft(id: string, connector: ConnectorStatus['connector'] | null): DraftInput {
  return {
    id,
    connector: connector?.id ?? null,
    name: connector?.name ?? '',
    tenantId: connector?.tenantId ?? '',
    clientId: connector?.clientId ?? '',
    cloud: connector?.cloud ?? 'global',
    permissions: recommendedChoice,
    credential: connector?.credential ?? 'secret',
    secretExpiresOn: connector?.secretExpiresOn ?? null,
    step: 'before',
    done: connector === null ? [] : [...setupItemIds],
  }
}

/** The draft that an address means; null when it has not been begun. */
export function draftAt(drafts: readonly SetupDraft[], { connector, draft }: SetupPlace): SetupDraft | null {
  const found = connector === null ? undefined : drafts.find(known => known.connector === connector)
  return found ?? drafts.find(known => known.id === draft) ?? null
}

export function withDraft(drafts: readonly SetupDraft[], draft: SetupDraft): SetupDraft[] {
  return [draft, ...drafts.filter(({ id }) => id !== draft.id)]
}

/** The fields that are sent to be kept. */
export function toInput({ savedAt: _savedAt, ...input }: SetupDraft): DraftInput {
  return input
}
