import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect, useRef, useState } from 'react'
import type { ConnectorStatus } from '../../../electron/contract/schemas.ts'
import { recommendedChoice, setupItemIds } from '../../../electron/contract/setup/names.ts'
import type { DraftInput, SetupDraft } from '../../../electron/contract/setup/setup.ts'
import { useBridge } from '../../bridge/context.tsx'
import { queryKeys, useQueries } from '../../queries.ts'
import type { SetupPlace } from '../../routing/route.ts'

/** Long enough that not every letter is written to the disk, short enough that hardly a word is lost. */
const saveAfterMs = 400

/**
 * The progress of one setup. Each change is seen at once, also by other screens, and saved a moment later;
 * what waits is saved at the latest when the wizard is left.
 *
 * @param keeps false for the demo tenant, whose setup has nothing to keep
 */
export function useDraft(place: SetupPlace, saved: ConnectorStatus | null, keeps: boolean) {
  const client = useQueryClient()
  const drafts = useQuery(useQueries().drafts())
  const [freshId] = useState(() => crypto.randomUUID())
  const known = drafts.data === undefined ? null : draftAt(drafts.data, place)
  const fresh = newDraft(place.draft ?? freshId, saved?.connector ?? null)
  // A tenant may have been renamed since its setup was left; saving must not give it its old name again.
  const isNameTyped = useRef(false)
  // The cache tells its watchers a moment later, by when a field would have taken a letter back that was
  // typed into it.
  const [typed, setTyped] = useState<DraftInput | null>(null)
  const told = known === null ? fresh : toInput(known)
  const kept = typed?.id === told.id ? typed : told
  const draft = saved === null || isNameTyped.current ? kept : { ...kept, name: saved.connector.name }
  const latest = useRef(draft)
  latest.current = draft
  const { save, error } = useSaving(keeps)

  const change = useCallback(
    (changes: Partial<DraftInput>) => {
      isNameTyped.current ||= changes.name !== undefined
      const next = { ...latest.current, ...changes }
      latest.current = next
      setTyped(next)
      const shown: SetupDraft = { ...next, savedAt: new Date().toISOString() }
      client.setQueryData<SetupDraft[]>(queryKeys.drafts, current => withDraft(current ?? [], shown))
      save(next)
    },
    [client, save],
  )
  return { draft, change, isReady: !drafts.isPending, error: drafts.error ?? error }
}

function useSaving(keeps: boolean) {
  const bridge = useBridge()
  const [error, setError] = useState<Error | null>(null)
  const waiting = useRef<DraftInput | null>(null)
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null)

  const flush = useCallback(() => {
    if (timer.current !== null) clearTimeout(timer.current)
    timer.current = null
    const draft = waiting.current
    waiting.current = null
    if (draft === null) return
    bridge.call('setup.saveDraft', { draft }).then(
      () => setError(null),
      (reason: unknown) => setError(reason instanceof Error ? reason : new Error(String(reason))),
    )
  }, [bridge])

  const save = useCallback(
    (draft: DraftInput) => {
      if (!keeps) return
      waiting.current = draft
      timer.current ??= setTimeout(flush, saveAfterMs)
    },
    [flush, keeps],
  )

  useEffect(() => {
    window.addEventListener('pagehide', flush)
    return () => {
      window.removeEventListener('pagehide', flush)
      flush()
    }
  }, [flush])
  return { save, error }
}

/** Throws a setup away that is no longer wanted. */
export function useDiscardDraft(): (id: string) => Promise<void> {
  const bridge = useBridge()
  const client = useQueryClient()
  return async id => {
    client.setQueryData<SetupDraft[]>(queryKeys.drafts, current => current?.filter(draft => draft.id !== id))
    await bridge.call('setup.discardDraft', { id })
  }
}

/**
 * A setup that begins: of a new tenant, which the app offers to carry out itself, or of a connector with the
 * values that it has.
 */
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
    way: connector === null ? 'automatic' : 'guide',
    made: null,
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
function toInput({ savedAt: _savedAt, ...input }: SetupDraft): DraftInput {
  return input
}
