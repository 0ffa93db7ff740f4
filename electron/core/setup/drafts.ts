import { readClientId, readTenantId } from '../../contract/entry/identifiers.ts'
import { withoutInvisible } from '../../contract/entry/pasted.ts'
import type { DraftInput, SetupDraft } from '../../contract/setup/setup.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../ports.ts'

/**
 * The file behind the drafts. `change` runs while no other process can change it and returns the list as
 * written.
 */
export type DraftStore = {
  list(): Promise<SetupDraft[]>
  update(change: (current: readonly SetupDraft[]) => readonly SetupDraft[]): Promise<readonly SetupDraft[]>
}

export type DraftService = {
  /** Newest first. */
  list(): Promise<SetupDraft[]>
  save(input: DraftInput): Promise<SetupDraft>
  discard(id: string): Promise<boolean>
  /** Throws away what is kept of a connector that is gone. */
  discardOf(connectorId: string): Promise<void>
}

const maxDrafts = 50

/**
 * Setups that were started and not finished. Throws what the store throws, and AppError `badRequest` when
 * there are too many.
 */
export function createDraftService(store: DraftStore, clock: Pick<Clock, 'now'>): DraftService {
  const discard = async (isMeant: (draft: SetupDraft) => boolean) => {
    const before = await store.list()
    if (!before.some(isMeant)) return false
    await store.update(current => current.filter(draft => !isMeant(draft)))
    return true
  }
  return {
    list: async () => (await store.list()).sort((a, b) => b.savedAt.localeCompare(a.savedAt)),
    save: async input => {
      const draft = { ...withoutMisplaced(input), savedAt: new Date(clock.now()).toISOString() }
      await store.update(current => {
        const others = current.filter(({ id }) => id !== draft.id)
        if (others.length >= maxDrafts) throw tooMany()
        return [...others, draft]
      })
      return draft
    },
    discard: id => discard(draft => draft.id === id),
    discardOf: async connectorId => {
      await discard(draft => draft.connector === connectorId)
    },
  }
}

/**
 * A secret pasted into the wrong field must not reach the disk: an ID is kept only when it is one, and a name
 * only when it reads as one.
 */
function withoutMisplaced(input: DraftInput): DraftInput {
  const { name, tenantId, clientId } = input
  return {
    ...input,
    name: looksLikeSecret(name) ? '' : name,
    tenantId: isAccepted(readTenantId(tenantId)) ? tenantId : '',
    clientId: isAccepted(readClientId(clientId)) ? clientId : '',
  }
}

function isAccepted({ hints }: ReturnType<typeof readTenantId>): boolean {
  return hints.every(({ severity }) => severity !== 'error')
}

/** Long, without a blank, and of mixed signs: no organisation is called that. */
function looksLikeSecret(text: string): boolean {
  const bare = withoutInvisible(text)
  return bare.length >= 20 && !/\s/.test(bare) && /\d/.test(bare) && /[a-z]/i.test(bare)
}

function tooMany(): AppError {
  return new AppError('badRequest', `There are ${maxDrafts} unfinished setups already.`, {
    fix: 'Finish or discard one of them in Setup.',
  })
}
